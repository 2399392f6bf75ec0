"""Names of persons: the sender's and the signature's wherever they stand, greetings', and common given names.

The sender's display name may be a mailbox's ("Lager Dokka", "Regnskap"). Words of the language and of the
office are no names, or the matter itself would be masked; of the rest a capital tells the name ("Berg") from
the word ("berg"), but for the sender's own in greeting and signature, where people write as they like.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from router.learning.corpus.personal.stretch import SOMEBODY, Stretch
from router.message.language.words import NORDIC, WORDS
from router.message.parts import Address
from router.message.trim.given_names import is_given_name, is_persons_name
from router.message.trim.signature_facts import signature_facts
from router.message.trim.writer import natural_order, writer_of

_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"[ \u00a0]|-|[ ][A-ZÆØÅ]\.?[ ]")
"""What stands between the words of one name."""
_BEHIND_NAME = re.compile(r"[,|/(]|\s(?=[^\W\d_A-ZÆØÅ])")
"""What a name does not go on behind: a title, "i", "på"."""
_INITIALS = re.compile(r"(?<!\w)(?:[A-ZÆØÅ]\.[ ]?){1,3}\Z")
_FIRM = re.compile(r"\b(?:AS|ASA|ANS|DA|ENK|SA|KF|IKS|NUF|AB|ApS|GmbH|Ltd|Inc|LLC)\b|\bA/S\b")
_PARTICLES = frozenset({"al", "el", "van", "von", "der", "de", "da", "dos", "bin"})
"""What a family name may begin with."""
_FIRST_FAMILY_NAME_BEHIND = re.compile(r"[ \t]*(?:$|[\t;(|]|[ ]\d)", re.MULTILINE)
"""What follows on "NN" where it is the given name of "Kvalvåg, NN": of a sentence that goes on, it is not."""
_MOST_FAMILY_NAMES = 4
_MACHINE = re.compile(r"mailer-daemon|postmaster|no-?reply|ikke-?svar|delivery system", re.IGNORECASE)
_GREETING = re.compile(
    r"\W{0,3}(?:hei|heisann|heia|hallo|halla|god ?dag|god ?morg[eo]n|god ?kveld|morn|kjære|hello|hi|hey|dear"
    r"|hej)"
    r"(?: (?:igjen|again|på deg|på dere|der|there|til|hei))?"
    r"(?P<gap>,? )(?P<names>[^\W\d_][^\W\d_'-]{1,20}(?:(?: |-| og | and | & |, |/)[^\W\d_]{2,20}){0,4}?)"
    r"(?P<end>[ ]?(?:[,.!:;)–-]|$)|(?= ))",
    re.IGNORECASE,
)
_LINES_TO_GREET = 3
_ALSO_WORDS_TEXT = """
are august dag finn hans inga may ole per une even stein odd tone liv bo kim sol alf ask tor art else is sten
max iver roy john van line vera iris norma aurora janis mari
"""
_ALSO_WORDS = frozenset(_ALSO_WORDS_TEXT.split())
"""Given names that begin a sentence as well as a word does: alone they are names where a person is known."""
_OFFICE_TEXT = """
lager lageret post faktura fakturamottak regnskap rekneskap lønn løn lønning økonomi ordre ordrekontor
kontor kontoret innkjøp salg support oppdrag service kundeservice sentralbord resepsjon resepsjonen butikk
nettbutikk kasse kassa kasserer verksted verkstedet drift it hr admin administrasjon avd direkte personal info
team bygg byggevarer eiendom invest transport bil handel elektro rør maskin mat fisk havbruk engros gruppen
group kommune borettslag sameie lag idrettslag forening skole barnehage menighet kirke klinikk tannlege lege
advokat vaktmester styreleder styret daglig leder sjef partner partners konsulent revisor snekker snekkeri
rørlegger mester pastor restaurant hotell kafe bakeri gård gard system mail delivery webinar nyheter
nyhetsbrev global department office visma business huldt lillevik payroll excel outlook windows microsoft
altinn autopay nn fra v ved for as norge norway norsk jeg eg vi dere dykk alle dokke folkens sammen bistand
økonomibistand pc vh cheers best sincerely yours
"""
_OFFICE = frozenset(_OFFICE_TEXT.split())
"""Words of display names and signatures that say what somebody does, or for whom."""
_OFFICE_ENDING = re.compile(
    r"(?:kontor(?:et)?|avdeling(?:en|a)?|ombud(?:et)?|sent(?:er|eret|ret)|ansvarl[ei]g|sjef(?:en)?|led[ae]r(?:en)?"
    r"|leiar(?:en)?|før[ae]r(?:en)?|konsulent(?:en)?|eriet|skole[nr]?|skule[nr]?|hjem(?:met)?|klinikk(?:en)?"
    r"|butikk(?:en)?|hallen|gruppa|gruppen|tjenesten|tenesta|laget|foreningen|selskapet|mottak|service)$"
)
_LANGUAGE = frozenset(word for words in (*WORDS.values(), NORDIC) for word in words.split())


@dataclass(frozen=True, slots=True)
class Persons:
    """Who takes part in a mail: the words of their names, in lower case."""

    words: frozenset[str]
    signed: frozenset[str]
    """Words that look like a name below the text, and may be a firm's: names in a signature only."""
    sender: str
    """The sender's name, given names first; empty where it is a mailbox's."""

    def together_with(self, other: "Persons") -> "Persons":
        """Both; the sender is this one's."""
        return Persons(self.words | other.words, self.signed | other.signed, self.sender)


def persons_of(text: str, sender: Address, signatures: Sequence[slice]) -> Persons:
    """The persons of a mail, by its From field, its greeting and its signatures."""
    name = _persons_name(sender)
    sure, unsure = set(_name_words(name)), set[str]()
    for part in signatures:
        signed = signature_facts(text[part], sender).name
        for one in [signed, *filter(is_persons_name, map(str.strip, text[part].split("\n")))]:
            words = list(_name_words(_BEHIND_NAME.split(one)[0])) if not _FIRM.search(one) else []
            (sure if any(map(is_given_name, words)) else unsure).update(words)
    sure.update(*(_greeted(text[part]) for part in greetings(text)))
    return Persons(frozenset(sure), frozenset(unsure), name)


def names(text: str, persons: Persons, signatures: Sequence[slice]) -> Iterator[Stretch]:
    """Every name in a text, each in one stretch."""
    greeted = greetings(text)
    found = list(_WORD.finditer(text))
    is_name = []
    for word in found:
        is_signed = _lies_in(word.start(), signatures)
        is_loose = is_signed or _lies_in(word.start(), greeted)
        only_signed = is_signed and word[0].casefold() in persons.signed
        is_name.append(only_signed or _is_name(word, persons, is_loose))
    for at in range(1, len(found)):
        before, word = found[at - 1], found[at]
        if not _GAP.fullmatch(text, before.end(), word.start()):
            continue
        both_named = all(_without_genitive(one[0], persons.words | persons.signed) for one in (before, word))
        if both_named:
            is_name[at - 1] = is_name[at] = True
        elif is_name[at - 1] and is_given_name(before[0]) and _may_be_family_name(word[0]):
            is_name[at] = True
    for at in _beside_somebody(text, found):
        is_name[at] = True
    yield from _joined(text, found, is_name)
    for part in signatures:
        yield from _initials(text, part, persons)


def _beside_somebody(text: str, found: Sequence[re.Match[str]]) -> Iterator[int]:
    """The family names beside a name that is masked already: "NN Al-Rashid", "Kvalvåg, NN"."""
    for at, somebody in enumerate(found):
        if somebody[0] != SOMEBODY:
            continue
        behind = at + 1
        last = at
        while behind < len(found) and _GAP.fullmatch(text, found[behind - 1].end(), found[behind].start()):
            word = found[behind][0]
            if _may_be_family_name(word):
                last = behind
            elif word.casefold() not in _PARTICLES:
                break
            behind += 1
        is_firm = _FIRM.match(text, found[last].end() + 1) is not None
        if 0 < last - at <= _MOST_FAMILY_NAMES and not is_firm:
            yield from range(at, last + 1)
        before = found[at - 1] if at else None
        if (
            before is not None
            and text[before.end() : somebody.start()] == ", "
            and _may_be_family_name(before[0])
            and not text.endswith(", ", 0, before.start())
            and _FIRST_FAMILY_NAME_BEHIND.match(text, somebody.end())
        ):
            yield at - 1


def greetings(text: str) -> list[slice]:
    """Where the text greets somebody by name: the names' places."""
    found = []
    start = 0
    lines = 0
    for line in text.split("\n"):
        match = _GREETING.match(line) if line.strip() else None
        if match is not None:
            found.append(slice(start + match.start("names"), start + match.end("names")))
        lines += bool(line.strip())
        if lines == _LINES_TO_GREET:
            break
        start += len(line) + 1
    return found


def _lies_in(place: int, parts: Sequence[slice]) -> bool:
    """Whether one of the parts, which are in order, holds this place."""
    before = bisect_right(parts, place, key=lambda part: int(part.start)) - 1
    return before >= 0 and place < parts[before].stop


def _greeted(named: str) -> set[str]:
    words = [word[0] for word in _WORD.finditer(named)]
    return {
        word.casefold()
        for word in words
        if is_given_name(word) or (word[0].isupper() and _is_no_ordinary_word(word.casefold()))
    }


def _persons_name(sender: Address) -> str:
    name = natural_order(sender.name)
    is_machine = _MACHINE.search(sender.address) or _MACHINE.search(sender.name)
    begins = _WORD.search(name)
    is_firm = _FIRM.search(name) and (begins is None or not is_given_name(begins[0]))
    return "" if is_machine or is_firm else name


def _name_words(name: str) -> Iterator[str]:
    for word in islice(_WORD.finditer(name), 10):
        low = word[0].casefold()
        if len(low) > 1 and (is_given_name(low) or _is_no_ordinary_word(low)):
            yield low


def _is_no_ordinary_word(low: str) -> bool:
    return low not in _OFFICE and low not in _LANGUAGE and _OFFICE_ENDING.search(low) is None


def _without_genitive(word: str, words: frozenset[str]) -> str:
    """The name that the word is, or of which it is the genitive ("Karis"); empty where it is neither."""
    low = word.casefold()
    if low in words:
        return low
    return low[:-1] if low.endswith("s") and low[:-1] in words else ""


def _is_name(word: re.Match[str], persons: Persons, is_loose: bool) -> bool:
    """Is it one, by itself? ``is_loose``: it stands in a greeting or a signature."""
    text = word[0]
    known = _without_genitive(text, persons.words)
    has_capital = text[0].isupper()
    if known:
        is_telling = is_given_name(known) and known not in _ALSO_WORDS and known not in _LANGUAGE
        return has_capital or is_loose or is_telling
    low = text.casefold()
    if not is_given_name(low):
        return False
    return (has_capital and low not in _ALSO_WORDS and low not in _LANGUAGE) or (is_loose and has_capital)


def _may_be_family_name(word: str) -> bool:
    return word[0].isupper() and len(word) > 1 and _is_no_ordinary_word(word.casefold())


def _joined(text: str, found: Sequence[re.Match[str]], is_name: Sequence[bool]) -> Iterator[Stretch]:
    """The names, neighbouring words as one, with an initial before them."""
    start = end = -1
    for word, named in zip(found, is_name, strict=True):
        if not named:
            continue
        if start >= 0 and _GAP.fullmatch(text, end, word.start()):
            end = word.end()
            continue
        if start >= 0:
            yield Stretch(start, end, SOMEBODY)
        initials = _INITIALS.search(text[max(0, word.start() - 12) : word.start()])
        start, end = word.start() - (len(initials[0]) if initials is not None else 0), word.end()
    if start >= 0:
        yield Stretch(start, end, SOMEBODY)


def _initials(text: str, part: slice, persons: Persons) -> Iterator[Stretch]:
    """Lines of a signature that are the sender's name in a short form ("KM", "K. Moen")."""
    writer = writer_of(persons.sender)
    start = part.start
    for line in text[part].split("\n"):
        said = line.strip(" \t\r,.!-–—/*")
        words = {word.casefold() for word in _WORD.findall(said)}
        if said and writer.is_named_by(said) and not words <= _OFFICE:
            at = start + line.index(said)
            yield Stretch(at, at + len(said), SOMEBODY)
        start += len(line) + 1
