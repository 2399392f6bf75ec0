"""Has a model learnt from the mails that it is judged by? Then its figures flatter it, and that must be said.

What a model learnt from is known by the hash of its corpus and by the list of judgements in its folder, which
names each labelled request. A model without that list can only be asked by the hash.
"""

from collections.abc import Sequence
from pathlib import Path

from router.learning.corpus.files import corpus_hash
from router.learning.corpus.labelled import LabelledMail
from router.learning.judging.judgements import labels_hash
from router.learning.store.manifest import read_manifest
from router.learning.store.model_file import read_judgements


def acquaintance(directory: Path, source: Path, corpus: Sequence[LabelledMail]) -> tuple[str, ...]:
    """What to tell of the model in ``directory`` and the ``corpus`` of ``source``; nothing where all is well.

    Raises:
        ModelError: the model's manifest or its list of judgements cannot be read.
    """
    manifest = read_manifest(directory)
    flatters = "the figures are better than they will be on new mail; judge it by mails that were held back"
    if manifest.corpus_sha256 == corpus_hash(source):
        return (f"The model {manifest.version} has learnt from this very corpus: {flatters}.",)
    judgements = read_judgements(directory)
    if judgements is None:
        return (
            f"Which mails the model {manifest.version} has learnt from was not kept: make sure that none of "
            "these was among them, or the figures are too good.",
        )
    requests = [mail for mail in corpus if mail.issues]
    ids, hashes = {own.mail_id for own in judgements}, {own.labels for own in judgements}
    same = [labels_hash(mail) in hashes for mail in requests]
    renewed = sum(mail.mail_id in ids for mail, is_same in zip(requests, same, strict=True) if not is_same)
    told = []
    if any(same):
        told.append(
            f"The model {manifest.version} has learnt from {sum(same):,} of these {len(requests):,} "
            f"requests: {flatters}."
        )
    if renewed:
        told.append(
            f"The model {manifest.version} has learnt from {renewed:,} mails with the ids of some of these, "
            "but with another text or other labels: if they are the same mails corrected, the figures are "
            "too good."
        )
    return tuple(told)
