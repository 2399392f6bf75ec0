"""What people write for a label, and the label that is meant: codes, and the taxonomy's names in any
language.

A sheet that was filled in by hand says "Bank og remittering", "Konsulentoppdrag" or "takk". Upper and lower
case, blanks, hyphens and underscores make no difference. A word that is no label is never guessed at: the
error names what is allowed, and the nearest.
"""

import difflib
from collections.abc import Iterable, Mapping
from typing import TypeVar

from router.taxonomy import AreaCode, Kind, Language, Taxonomy
from router.triage.issue import MessageClass

_Label = TypeVar("_Label")

_CLASSES = {
    MessageClass.REQUEST: ("henvendelse", "førespurnad", "forespørsel", "ny sak"),
    MessageClass.FOLLOWUP: ("follow up", "oppfølging", "oppfølgjing", "svar på sak"),
    MessageClass.THANKS: ("takk", "thank you"),
    MessageClass.AUTOREPLY: ("auto reply", "autosvar", "automatisk svar", "out of office", "fravær"),
    MessageClass.BOUNCE: ("retur", "ikke levert", "delivery report"),
    MessageClass.BULK: ("reklame", "nyhetsbrev", "newsletter", "spam", "masseutsendelse"),
}
_LANGUAGES = {
    Language.NB: ("bokmål", "norsk", "norwegian", "no"),
    Language.NN: ("nynorsk",),
    Language.EN: ("engelsk", "english"),
    Language.DA: ("dansk", "danish"),
    Language.SV: ("svensk", "swedish"),
    Language.OTHER: ("annet", "anna"),
}


class LabelError(ValueError):
    """A word that is no label. The message says which, and what is allowed."""


class LabelWords:
    """The words for the labels of one taxonomy."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._areas = _words({area.code: (area.code, *area.names.values()) for area in taxonomy.areas})
        self._kinds = _words({kind: (kind.value, *taxonomy.kind_names[kind].values()) for kind in Kind})
        self._classes = _words({one: (one.value, *words) for one, words in _CLASSES.items()})
        self._languages = _words({one: (one.value, *words) for one, words in _LANGUAGES.items()})
        self._area_codes = taxonomy.codes

    def area(self, word: str) -> AreaCode:
        """The area that is meant.

        Raises:
            LabelError: none is.
        """
        return _meant("area", word, self._areas, self._area_codes)

    def kind(self, word: str) -> Kind:
        """The kind that is meant.

        Raises:
            LabelError: none is.
        """
        return _meant("kind", word, self._kinds, Kind)

    def mailbox(self, word: str) -> Kind:
        """The mailbox that is meant: named as a kind is, or by its address ("oppdrag@…").

        Raises:
            LabelError: none is.
        """
        return _meant("mailbox", word.strip().partition("@")[0], self._kinds, Kind)

    def message_class(self, word: str) -> MessageClass:
        """The message class that is meant.

        Raises:
            LabelError: none is.
        """
        return _meant("class", word, self._classes, MessageClass)

    def language(self, word: str) -> Language:
        """The language that is meant.

        Raises:
            LabelError: none is.
        """
        return _meant("language", word, self._languages, Language)


def plain(word: str) -> str:
    """The word as it is compared: small letters, single blanks, no hyphen or underscore."""
    return " ".join(word.casefold().replace("_", " ").replace("-", " ").split())


def _words(labels: Mapping[_Label, tuple[str, ...]]) -> dict[str, _Label]:
    return {plain(word): label for label, words in labels.items() for word in words}


def _meant(what: str, word: str, known: Mapping[str, _Label], allowed: Iterable[str]) -> _Label:
    found = known.get(plain(word))
    if found is not None:
        return found
    if not word.strip():
        raise LabelError(f"the {what} is missing; write one of {', '.join(allowed)}")
    near = difflib.get_close_matches(plain(word), known, n=1)
    hint = f"did you mean {known[near[0]]}?" if near else f"write one of {', '.join(allowed)}"
    raise LabelError(f"{word.strip()[:60]!r} is no {what}; {hint}")
