"""Which language a text is written in."""

import json
from pathlib import Path

import pytest

from router.message.language import language_of
from router.taxonomy import Language

CORPUS = Path(__file__).parents[2] / "models" / "corpus"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vi får ikke sendt betalingsfilen i dag, hva gjør vi?", Language.NB),
        ("Vi får ikkje sendt betalingsfila i dag, kva gjer vi?", Language.NN),
        ("Korleis fører eg feriepengar?", Language.NN),
        ("We cannot send the payment file today. What should we do?", Language.EN),
        ("Vi kan ikke sende betalingsfilen i dag, hvad skal vi gøre? Hjælp os.", Language.DA),
        ("Vi kan inte skicka betalningsfilen idag, vad ska vi göra? Hjälp oss.", Language.SV),
        ("Wir können die Zahlungsdatei heute nicht senden. Bitte helfen Sie uns.", Language.OTHER),
        ("Nie możemy dziś wysłać pliku płatności, proszę o pomoc. Jest to pilne.", Language.OTHER),
        ("Сегодня мы не можем отправить платёжный файл", Language.OTHER),
        ("Takk!", Language.NB),
        ("Thanks", Language.NB),
        ("", Language.NB),
        ("3021 404 500", Language.NB),
    ],
)
def test_a_language_is_known_by_its_small_words(text: str, language: Language) -> None:
    assert language_of(text) is language


def test_the_labels_of_the_corpus_are_met_in_97_of_100() -> None:
    right = total = 0
    for path in sorted(CORPUS.glob("train-*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            mail = json.loads(line)
            total += 1
            right += language_of("".join(part["t"] for part in mail["parts"])) == mail["lang"]
    assert total > 1_000
    assert right / total >= 0.97
