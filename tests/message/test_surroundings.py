"""What stands around the customer's words never changes them: history, signatures, encodings, line ends.

The words are what the training corpus' customers ask for, without greeting and signature; each is read alone,
then within what clients add.
"""

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest

from router.message import understand
from tests.mails import make_mail

CORPUS = Path(__file__).parents[2] / "models" / "corpus"
EVERY = 20
"""Every so many of the corpus' customers are asked."""
ANSWER = """Hei Kari,

da har vi ordnet det. Si fra hvis det skjer igjen.

Med vennlig hilsen
Ola Support
Økonomibistand AS
Tlf 22 33 44 55"""
QUOTED = "\n".join(f"> {line}".rstrip() for line in ANSWER.split("\n"))
SUPPORT = "Support <support@okonomibistand.example>"
RULE = "_" * 32
HISTORIES = {
    "Outlook": f"Fra: {SUPPORT}\nSendt: mandag 3. mars 2025 09:12\nTil: Kari Moen\nEmne: SV: Sak\n\n{ANSWER}",
    "Outlook in Nynorsk": f"Frå: {SUPPORT}\nSendt: måndag 3. mars 2025\nTil: Kari\nEmne: SV: Sak\n\n{ANSWER}",
    "Outlook in English": f"From: {SUPPORT}\nSent: Monday, 3 March 2025\nTo: K\nSubject: RE: S\n\n{ANSWER}",
    "Outlook in Swedish": f"Från: {SUPPORT}\nSkickat: den 3 mars 2025\nTill: Kari\nÄmne: SV: S\n\n{ANSWER}",
    "Outlook with a rule": f"{RULE}\nFra: {SUPPORT}\nSendt: 3. mars 2025\nTil: K\nEmne: SV: S\n\n{ANSWER}",
    "an older Outlook": f"-----Opprinnelig melding-----\nFra: {SUPPORT}\nSendt: 3. mars\nEmne: S\n\n{ANSWER}",
    "Outlook on a phone": f"Hent Outlook for iOS<https://aka.example/o>\n{RULE}\nFra: {SUPPORT}\n"
    f"Sendt: Monday, March 3, 2025 9:12:00 AM\nTil: Kari\nEmne: SV: Sak\n\n{ANSWER}",
    "Gmail": f"man. 3. mars 2025 kl. 09:12 skrev {SUPPORT}:\n\n{QUOTED}",
    "Gmail, wrapped": "man. 3. mars 2025 kl. 09:12 skrev Support <\n"
    f"support@okonomibistand.example>:\n\n{QUOTED}",
    "Gmail in English": f"On Mon, Mar 3, 2025 at 9:12 AM {SUPPORT} wrote:\n\n{QUOTED}",
    "Gmail in Danish": f"Den man. 3. mar. 2025 kl. 09.12 skrev {SUPPORT}:\n\n{QUOTED}",
    "Gmail in Swedish": f"Den mån 3 mars 2025 kl 09:12 skrev {SUPPORT}:\n\n{QUOTED}",
    "Gmail in German": f"Am Mo., 3. März 2025 um 09:12 Uhr schrieb {SUPPORT}:\n\n{QUOTED}",
    "Apple Mail": f"3. mars 2025 kl. 09:12 skrev {SUPPORT}:\n\n{QUOTED}",
    "an iPhone": f"Sendt fra min iPhone\n\n3. mars 2025 kl. 09:12 skrev {SUPPORT}:\n\n{QUOTED}",
    "Thunderbird": f"Den 03.03.2025 09:12, skrev Support:\n{QUOTED}",
    "no angles": f"Den 3. mars 2025 kl. 09:12 skrev {SUPPORT}:\n\n{ANSWER}",
}
SIGNATURES = {
    "a whole signature": "Med vennlig hilsen\nKari Moen\nRegnskapssjef\nEksempel Bygg AS\nTlf 90 00 00 00",
    "a short one": "Mvh Kari",
    "a delimiter": "-- \nKari Moen\nEksempel Bygg AS",
    "a notice": "Denne e-posten er konfidensiell og kun ment for mottakeren. "
    "Dersom du har mottatt den ved en feil, vennligst slett den.",
}


def _texts() -> Iterator[str]:
    paths = sorted(CORPUS.glob("train-*.jsonl"))
    lines = (line for path in paths for line in path.read_text("utf-8").splitlines())
    for number, line in enumerate(lines):
        mail = json.loads(line)
        if number % EVERY == 0 and mail["class"] == "request":
            yield "".join(part["t"] for part in mail["parts"] if part["i"] is not None).strip()


TEXTS = tuple(_texts())


def new_words(raw: bytes) -> list[str]:
    return understand(raw).text.new_text.split()


def markup(text: str) -> str:
    return "".join(f'<p class="MsoNormal">{escape(line) or "&nbsp;"}</p>' for line in text.split("\n"))


@pytest.mark.parametrize("history", HISTORIES.values(), ids=HISTORIES.keys())
def test_history_below_never_changes_what_is_new(history: str) -> None:
    for text in TEXTS:
        assert new_words(make_mail(text=f"{text}\n\n{history}")) == new_words(make_mail(text=text))


@pytest.mark.parametrize("signature", SIGNATURES.values(), ids=SIGNATURES.keys())
def test_a_signature_below_never_changes_what_is_new(signature: str) -> None:
    for text in TEXTS:
        if "hilsen" not in text.lower() and "mvh" not in text.lower():
            assert new_words(make_mail(text=f"{text}\n\n{signature}")) == new_words(make_mail(text=text))


def test_Outlooks_markup_with_its_history_says_the_same_as_the_plain_text() -> None:  # noqa: N802
    line = '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
    history = f"<div>{line}{markup(HISTORIES['Outlook'])}</div></div>"
    for text in TEXTS:
        plain = new_words(make_mail(text=text))
        assert new_words(make_mail(html=markup(text))) == plain
        assert new_words(make_mail(html=markup(text) + history)) == plain
        assert (
            new_words(make_mail(text=f"{text}\n\n{HISTORIES['Outlook']}", html=markup(text) + history))
            == plain
        )


def test_line_ends_and_encodings_say_the_same() -> None:
    for text in TEXTS:
        plain = new_words(make_mail(text=text))
        assert new_words(make_mail(text=text).replace(b"\r\n", b"\n")) == plain
        assert new_words(make_mail(text=text, encoding="base64")) == plain
        assert new_words(make_mail(text=text, encoding="8bit", charset="utf-8", label="iso-8859-1")) == plain
