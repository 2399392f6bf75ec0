"""Read the texts of other walks of life, from which is learnt what is not of the firm's trade.

They lie as ``elsewhere.toml`` beside the labelled mails (a list ``texts``), and may be missing: then nothing
is held to come from elsewhere. An administrator adds what reached the mailbox by mistake. A fault in the file
stops the reading with one clear error.
"""

from pathlib import Path

from router.learning.corpus.files import CorpusError, elsewhere_file, read_tables


def read_elsewhere(source: Path) -> tuple[str, ...]:
    """The texts beside the corpus at ``source``; none where it is a single file or has none.

    Raises:
        CorpusError: the file is unreadable, or breaks the format.
    """
    path = elsewhere_file(source)
    if path is None:
        return ()
    texts = read_tables(path).get("texts")
    if not isinstance(texts, list) or not all(isinstance(text, str) and text.strip() for text in texts):
        raise CorpusError(f'{path}: needs texts = ["…", …], each a text that is not empty; mend that list')
    return tuple(dict.fromkeys(texts))
