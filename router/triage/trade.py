"""Is a text of the firm's trade at all, or does it come from another walk of life?

A mail about a table at a restaurant holds few words that are new: "bestille", "levere" and "abonnement" are
in many mails to an ERP support centre too, and make the classifier sure of an area. So one more model asks
first: do these words belong here? It was taught by the labelled issues and the glossary on one side, and by
texts of other businesses on the other (``elsewhere.toml`` beside the labelled mails). What it doubts goes to
review; it changes nothing else.
"""

from collections.abc import Iterable

from router.triage import ngrams
from router.triage.linear import Facts

ELSEWHERE, HERE = "elsewhere", "here"
"""The two classes, in the order of the classifier's."""
STEM = 5
"""Letters by which a word that was never seen is known from its like: "tannlegen" from "tannlegetime"."""


def trade_facts(text: str) -> Facts:
    """The words of a text and their beginnings; the more words, the less each counts."""
    return trade_facts_of(ngrams.forms(text))


def trade_facts_of(words: Iterable[str]) -> Facts:
    """The same, of a text that has been parted into its words already."""
    forms = dict.fromkeys(words)
    stems = dict.fromkeys([form[:STEM] + "…" for form in forms if len(form) >= STEM])
    return Facts((*forms, *stems), scale=max(1, len(forms)) ** -0.5)
