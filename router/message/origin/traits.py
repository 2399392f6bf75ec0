"""What the origin of a mail is read from: its headers, its subject and what its author has just written.

Nothing is judged here. The questions that several rules ask ("does somebody ask for something?") are answered
here once, so that all rules mean the same by them.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from router.message.parse.addresses import addresses
from router.message.parse.charset import clean
from router.message.parse.headers import Headers
from router.message.parse.tree import Part
from router.message.parts import Address, DeliveryReport, Origin, OriginDetail, OwnIdentity


class Judged(NamedTuple):
    """Who or what wrote the mail, and in plain words what showed it."""

    origin: Origin
    detail: OriginDetail
    reason: str
    report: DeliveryReport | None = None
    by_words: bool = False
    """No header that only programs write shows it, but the sender, the subject or the text."""


_ROBOT = re.compile(
    r"(?:(?:no|do[-_.]?not|ikke|ikkje|ingen|inte|kein|nicht)[-_.]?(?:reply|svar|svare?s?|answer|antwort\w*)"
    r"|noreply|donotreply"
    r"|notifications?|notify|varsel|varsling|varslinger|alerts?|autosvar|auto[-_.]?(?:reply|responder|mail"
    r"|matisk)"
    r"|bounces?|mailer|robot|system|daemon|automail)(?:[+\-=._].*)?$",
    re.IGNORECASE,
)
_REPLY_OR_FORWARD = re.compile(
    r"\s*(?:re|sv|vs|fw|fwd|aw|wg|tr|vb|rv|vidr|videresendt|ang|svar|antw|doorst|odp|res|vl"
    r"|ynt)\s*(?:\[\d+\])?\s*:",
    re.IGNORECASE,
)
_REQUESTS = re.compile(
    # Words with which a person asks a support centre for something. What an absence notice or a help desk
    # says to whoever writes ("kan du kontakte ...", "hvordan kan vi hjelpe") is left out.
    r"\b(?:(?:kan|kunne|vil) (?:dere|noen|nokon|de|dykk|ein|en av dere)\b(?! (?:kontakte|ringe|henvende|ta "
    r"kontakt|sende|sjølv|selv|også|eventuelt|nå meg|lese|finne))"
    r"|kan du (?:hjelpe|sjekke|se på|sjå på|fikse|ordne|sende meg|endre|rette|forklare|legge inn|åpne|opne"
    r"|slette|ringe meg)"
    r"|(?:vi|jeg|eg|me|ho|han|hun|de|kunden) (?:får|klarer|klarar|kommer|kjem|finner|finn) (?:ikke|ikkje"
    r"|feil|opp|det ikke|det ikkje)"
    r"|får (?:ikke|ikkje|feil(?:melding)?)\b|(?:virker|virkar|fungerer|fungerar|går|kommer|kjem) (?:ikke"
    r"|ikkje)\b"
    r"|hvordan (?:får|gjør|skal|fører|kan) (?:vi|jeg|man|en|dette|det)\b(?! hjelpe)|korleis (?:får|gjer|skal"
    r"|fører|kan) (?:vi|eg|me|ein|dette|det)\b(?! hjelpe)"
    r"|hjelp(?:e)? (?:oss|meg|til)|(?:vi|jeg|eg|me) (?:trenger|treng|ønsker|ønskjer|lurer|prøver|har (?:et"
    r"|ein|eit|en) (?:problem|feil|spørsmål))"
    r"|(?:could|can|would) you (?!also |please (?:contact|call)|contact|call|reach|find)|(?:we|i) (?:get"
    r"|need|are trying|am trying|cannot|can't|have a problem)\b"
    r"|please (?:help|fix|advise|check|send us|correct|change)|kan ni (?!kontakta|ringa|vända|maila)|hur "
    r"(?:gör|får|kan) (?:vi|jag)\b|(?:vi|jag) (?:får inte|behöver|undrar)"
    r"|hvordan (?:gør|får) (?:vi|jeg)|kan i (?:hjælpe|se|sende|rette)|können sie|wir (?:brauchen|haben ein)"
    r"|pouvez-vous)",
    re.IGNORECASE,
)
_GREETS = re.compile(
    r"\b(?:mvh|vennlig hilsen|venleg helsing|med hilsen|hilsen|helsing|hei|hello|hi|hej|dear|kind regards"
    r"|best regards|regards|vänliga hälsningar|haster|hastar)\b",
    re.IGNORECASE,
)
_FORM_FIELD = re.compile(
    r"^\W{0,4}(?:navn|ditt navn|fullt navn|name|your name|full name|kontaktperson|e-?post(?:adresse)?"
    r"|e-?mail(?: address)?|telefon(?:nummer)?|phone|mobil"
    r"|firma|bedrift|company|kunde(?:nr|nummer)|melding|din melding|beskjed|henvendelse|spørsmål"
    r"|kommentar(?:er)?|message|your message|comments?|emne|beskrivelse|description|gjelder)\W{0,3}[:*|]",
    re.IGNORECASE | re.MULTILINE,
)
_SCANNED = re.compile(
    r"\b(?:scan(?:ned|net|ner| date| to)?|skann(?:et|er)|multifunction|multifunksjon|workcentre|scan-to"
    r"|kopimaskin)\b",
    re.IGNORECASE,
)
_LOOKED_AT = 5_000


def _is_robot(address: str) -> bool:
    return _ROBOT.match(address.partition("@")[0]) is not None


def answers_or_passes_on(subject: str) -> bool:
    """Whether the subject is that of an answer, or of a mail that somebody passes on."""
    return _REPLY_OR_FORWARD.match(subject) is not None


@dataclass(frozen=True)
class Traits:
    """What the origin is read from."""

    root: Part
    sender: Address
    subject: str
    text: str
    """What the author has just written; where he wrote nothing, what is quoted."""
    message_id: str | None
    own: OwnIdentity
    below: str = ""
    """Signature and disclaimer, where newsletters have their links."""

    @property
    def headers(self) -> Headers:
        return self.root.headers

    @cached_property
    def opening(self) -> str:
        """As much of the text as a rule may look at."""
        return self.text[:_LOOKED_AT]

    def value(self, name: str) -> str:
        """A header field in lower case, on one line; empty where there is none."""
        return clean((self.headers.first(name) or b"").decode("latin-1")).strip().lower()

    def keyword(self, name: str) -> str:
        """The first word of a header field, in lower case."""
        return re.split(r"[\s;,(]", self.value(name), maxsplit=1)[0]

    @cached_property
    def has_empty_return_path(self) -> bool:
        """RFC 3834, section 3.3, and RFC 5321, section 4.5.5: what must not be answered has ``<>``."""
        value = self.headers.first("return-path")
        return value is not None and value.strip() == b"<>"

    @property
    def has_sign_of_program(self) -> bool:
        """Whether a header is there that programs write, though it also stands on people's mail."""
        return (
            self.has_empty_return_path
            or self.headers.has("x-auto-response-suppress")
            or bool(self.auto_submitted)
        )

    @cached_property
    def auto_submitted(self) -> str:
        """RFC 3834, section 5; empty for ``no``, and for what only says that the mail was passed on."""
        keyword = self.keyword("auto-submitted").strip('"')
        return "" if keyword in {"no", "false"} or keyword.startswith("auto-forward") else keyword

    @cached_property
    def has_another_to_answer(self) -> bool:
        """Whether Reply-To names somebody else than the sender, and not an address that nobody reads."""
        value = self.headers.first("reply-to")
        found = addresses(value) if value else ()
        return any(
            one.address.lower() != self.sender.address.lower() and not _is_robot(one.address)
            for one in found
            if one.address
        )

    @cached_property
    def is_from_robot(self) -> bool:
        """Whether nobody reads the address. A web form's mail for a person has such a sender too."""
        return _is_robot(self.sender.address)

    @cached_property
    def is_answer(self) -> bool:
        has_thread = self.headers.has("in-reply-to") or self.headers.has("references")
        return has_thread or self.is_reply_or_forward

    @cached_property
    def is_reply_or_forward(self) -> bool:
        return answers_or_passes_on(self.subject)

    @cached_property
    def requests_something(self) -> bool:
        """Whether somebody asks for help in words that machines do not use."""
        return _REQUESTS.search(self.opening) is not None

    @cached_property
    def greets(self) -> bool:
        """Whether the text opens or ends as a person's mail does; newsletters do too."""
        return _GREETS.search(self.opening) is not None or _GREETS.search(self.below[:200]) is not None

    @cached_property
    def is_filled_in_form(self) -> bool:
        """Whether a web form sends what a person has filled in."""
        return len({field.lower() for field in _FORM_FIELD.findall(self.opening)}) >= 2

    @cached_property
    def is_scan(self) -> bool:
        """Whether a copying machine sends what a person has laid on it."""
        has_file = any(
            part.disposition.value == "attachment" or part.type == "application/pdf"
            for part in self.root.walk()
        )
        return (
            has_file
            and _SCANNED.search(
                f"{self.subject}\n{self.sender.name}\n{self.sender.address}\n{self.text[:600]}"
            )
            is not None
        )
