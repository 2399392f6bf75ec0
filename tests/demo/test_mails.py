"""The sample mails of the demonstration: each is what its name and its row in expected.tsv say it is.

Most of these tests read the bytes with Python's own parser, so that they hold the samples themselves to
account. The last ones ask the message room, because the samples are what a support centre's mail looks like.
"""

import csv
import json
import re
from collections import Counter
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message as ParsedMail
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path

import pytest

from router.message.parts import Origin, OwnIdentity
from router.message.understand import understand
from router.taxonomy import Kind, Language, load_taxonomy
from router.triage.issue import MessageClass

ROOT = Path(__file__).parents[2]
MAILS = ROOT / "router" / "demo" / "mails"
CORPUS = ROOT / "models" / "corpus"
OWN = OwnIdentity(
    addresses=frozenset({"support@okonomibistand.example", "oppdrag@okonomibistand.example"}),
    message_id_domain="okonomibistand.example",
)
WRITTEN_BY_PEOPLE = frozenset({MessageClass.REQUEST, MessageClass.FOLLOWUP, MessageClass.THANKS})
TAXONOMY = load_taxonomy(ROOT / "config" / "taxonomy.toml")


@dataclass(frozen=True, slots=True)
class Sample:
    """One row of expected.tsv."""

    file: str
    message_class: MessageClass
    issues: tuple[str, ...]
    issue_count: int
    teamviewer_id: str | None
    language: Language

    @property
    def raw(self) -> bytes:
        return (MAILS / self.file).read_bytes()

    @property
    def parsed(self) -> ParsedMail:
        return message_from_bytes(self.raw)


def _samples() -> list[Sample]:
    with (MAILS / "expected.tsv").open(encoding="utf-8", newline="") as rows:
        return [
            Sample(
                file=row["file"],
                message_class=MessageClass(row["message_class"]),
                issues=() if row["issues"] == "-" else tuple(row["issues"].split(" ")),
                issue_count=int(row["issue_count"]),
                teamviewer_id=None if row["teamviewer_id"] == "-" else row["teamviewer_id"],
                language=Language(row["language"]),
            )
            for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


SAMPLES = _samples()
every_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.file)


def _named(part_of_name: str) -> Sample:
    (sample,) = (sample for sample in SAMPLES if part_of_name in sample.file)
    return sample


def _decoded(sample: Sample) -> bytes:
    """The mail as it stands, and after it every part without its Content-Transfer-Encoding."""
    payloads = (part.get_payload(decode=True) for part in sample.parsed.walk())
    return sample.raw + b"".join(payload for payload in payloads if isinstance(payload, bytes))


def _text(part: ParsedMail) -> str:
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode(part.get_content_charset("utf-8"), "replace")


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def test_there_are_at_least_sixty_samples_and_each_has_one_row() -> None:
    files = sorted(path.name for path in MAILS.glob("*.eml"))
    assert len(files) >= 60
    assert [sample.file for sample in SAMPLES] == files


@every_sample
def test_the_row_follows_the_labelling_guide(sample: Sample) -> None:
    assert sample.issue_count == len(sample.issues)
    assert (sample.message_class is MessageClass.REQUEST) == bool(sample.issues)
    for issue in sample.issues:
        kind, area = issue.split("/")
        assert kind in set(Kind)
        assert area in TAXONOMY.codes
    assert sample.teamviewer_id is None or re.fullmatch(r"\d{9,10}", sample.teamviewer_id)


@every_sample
def test_the_bytes_are_a_mail_from_an_invented_sender(sample: Sample) -> None:
    mail = sample.parsed
    sender = parseaddr(str(mail["From"]))[1]
    assert sender.endswith(".example")
    assert not sender.endswith("@okonomibistand.example")
    sender_firm = ".".join(sender.partition("@")[2].split(".")[-2:])
    assert re.fullmatch(rf"<[^<>\s@]+@([\w-]+\.)*{re.escape(sender_firm)}>", str(mail["Message-ID"]).strip())
    assert mail.get_all("Received")
    date = parsedate_to_datetime(str(mail["Date"]))
    assert (date.year, date.month) == (2026, 11)
    assert date.tzinfo is not None


@every_sample
def test_the_mail_is_delivered_to_the_mailbox_in_its_name(sample: Sample) -> None:
    mailbox = sample.file.partition("-")[0]
    assert sample.parsed["Delivered-To"] == f"{mailbox}@okonomibistand.example"


@every_sample
def test_lines_end_in_crlf_as_on_the_wire(sample: Sample) -> None:
    bare = sample.raw.replace(b"\r\n", b"")
    assert b"\n" not in bare
    assert b"\r" not in bare
    assert max(map(len, sample.raw.split(b"\r\n"))) <= 998


@every_sample
def test_no_body_is_taken_from_the_training_corpus(sample: Sample, corpus_bodies: frozenset[str]) -> None:
    for part in sample.parsed.walk():
        if part.get_content_type() == "text/plain":
            assert _words(_text(part)) not in corpus_bodies
            if sample.message_class in WRITTEN_BY_PEOPLE:
                # Not a paragraph either, unless it is as short as a greeting.
                for paragraph in re.split(r"\r?\n\s*\r?\n", _text(part)):
                    words = _words(paragraph)
                    assert len(words) < 60 or not any(words in body for body in corpus_bodies)


@pytest.fixture(scope="module")
def corpus_bodies() -> frozenset[str]:
    bodies = set()
    for path in CORPUS.glob("train-*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            bodies.add(_words("".join(part["t"] for part in json.loads(line)["parts"])))
    assert len(bodies) > 1000
    return frozenset(bodies - {""})


def test_every_class_area_kind_and_language_is_there() -> None:
    classes = Counter(sample.message_class for sample in SAMPLES)
    assert classes[MessageClass.REQUEST] >= 40
    assert classes[MessageClass.FOLLOWUP] >= 5
    assert classes[MessageClass.AUTOREPLY] >= 7
    assert classes[MessageClass.BULK] >= 5
    assert classes[MessageClass.BOUNCE] >= 4
    assert classes[MessageClass.THANKS] >= 4
    issues = {issue for sample in SAMPLES for issue in sample.issues}
    assert issues == {f"{kind}/{area}" for kind in Kind for area in TAXONOMY.codes}
    requests = Counter(sample.language for sample in SAMPLES if sample.message_class is MessageClass.REQUEST)
    assert requests[Language.NN] >= 7
    assert requests[Language.EN] >= 6


def test_many_mails_hold_two_to_four_cases_and_some_a_teamviewer_id() -> None:
    several = Counter(sample.issue_count for sample in SAMPLES if sample.issue_count > 1)
    assert several.total() >= 14
    assert set(several) == {2, 3, 4}
    assert sum(sample.teamviewer_id is not None for sample in SAMPLES) >= 6


def test_some_mails_went_to_the_wrong_mailbox() -> None:
    for mailbox, kind in (("support", "oppdrag"), ("oppdrag", "support")):
        assert any(
            sample.file.startswith(mailbox)
            and sample.issues
            and all(issue.startswith(kind) for issue in sample.issues)
            for sample in SAMPLES
        )


@pytest.mark.parametrize(
    ("mark", "at_least"),
    [
        (b"MsoNormal", 20),
        (b"ms-outlook-mobile-signature", 3),
        (b"divRplyFwdMsg", 2),
        (b"X-Gm-Message-State", 8),
        (b"\r\nX-Mailer: Apple Mail", 5),
        (b"delsp=yes", 1),
        (b"\r\nX-Mailer: iPhone Mail", 5),
        (b"\r\nUser-Agent: Mozilla Thunderbird", 6),
        (b"YMailNorrin", 3),
        (b"X-MimeOLE", 4),
        (b"\r\nX-Mailer: PHPMailer", 2),
        (b"bizhub", 1),
        (b"X-Auto-Response-Suppress: DR", 1),
        (b"application/pkcs7-signature", 1),
        (b"multipart/related", 2),
        (b"List-Unsubscribe: ", 5),
        (b"report-type=delivery-status", 4),
        (b"report-type=disposition-notification", 1),
        (b"method=REPLY", 1),
        (b"application/pdf", 3),
        (b"text/csv", 1),
        (b"filename*0*=utf-8''", 1),
    ],
)
def test_the_clients_and_servers_left_their_marks(mark: bytes, at_least: int) -> None:
    assert sum(mark in _decoded(sample) for sample in SAMPLES) >= at_least


def test_the_copy_to_both_mailboxes_differs_only_in_its_way_there() -> None:
    one, other = _named("support-038"), _named("oppdrag-019")
    assert one.raw != other.raw
    assert one.parsed["Message-ID"] == other.parsed["Message-ID"]
    assert one.raw.partition(b"\r\nFrom: ")[2] == other.raw.partition(b"\r\nFrom: ")[2]
    identifiers = Counter(sample.parsed["Message-ID"] for sample in SAMPLES)
    assert [count for count in identifiers.values() if count > 1] == [2]


def test_the_addition_answers_an_earlier_sample() -> None:
    assert _named("support-061").parsed["In-Reply-To"] == _named("support-001").parsed["Message-ID"]


def test_the_charset_faults_are_really_in_the_bytes() -> None:
    headers = _named("raw-8bit-header").raw.partition(b"\r\n\r\n")[0]
    assert "Subject: Skattekort på".encode("latin-1") in headers
    mislabelled = _named("utf8-as-latin1")
    assert mislabelled.parsed.get_content_charset() == "iso-8859-1"
    assert "får".encode() in mislabelled.raw
    mislabelled = _named("cp1252-as-latin1")
    assert mislabelled.parsed.get_content_charset() == "iso-8859-1"
    assert "€".encode("cp1252") in mislabelled.raw
    assert "Purrekjøringen".encode("latin-1") in _named("oe6-iso-8859-1-8bit").raw


def test_the_broken_and_the_hostile_mail_are_so() -> None:
    unfinished = _named("missing-boundary-end").parsed
    assert [type(defect).__name__ for defect in unfinished.defects] == ["CloseBoundaryNotFoundDefect"]
    assert b"*!" in _named("broken-base64").raw.partition(b"\r\n\r\n")[2]
    deep = [part for part in _named("nested-multipart").parsed.walk() if part.is_multipart()]
    assert len(deep) == 60


@every_sample
def test_only_mail_from_people_counts_as_human(sample: Sample) -> None:
    message = understand(sample.raw, OWN)
    if sample.message_class in WRITTEN_BY_PEOPLE:
        assert message.origin is Origin.HUMAN, message.origin_reason
    else:
        assert message.origin.value == sample.message_class.value, message.origin_reason


@every_sample
def test_the_teamviewer_id_is_found_and_nothing_else_is_taken_for_one(sample: Sample) -> None:
    assert understand(sample.raw, OWN).marks.teamviewer_id == sample.teamviewer_id
