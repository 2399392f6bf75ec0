"""What other libraries make of mails' texts: a process for a virtual environment of their own.

Reads one JSON object a line, ``{"plain": text or null, "html": markup or null}``, and writes one line for
each peer: ``{"peer", "version", "seconds", "answers"}``, with a list of answers for each mail; each answer is
``{"text": ...}`` or, where the peer gives markup, ``{"html": ...}``. A peer that is not installed has none.
:mod:`benchmarks.trim_peers` starts it and scores what it says.
"""

import importlib
import json
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import Any

Mail = dict[str, str | None]
Answer = dict[str, str]
Reader = Callable[[Mail], Iterator[Answer]]
LANGUAGES = ["en", "da", "de", "sv", "nl", "fr", "it", "es", "pl", "cs", "ja", "ko"]


def talon() -> Reader:
    """Cuts the quoted text from plain text and from HTML; leaves signatures."""
    quotations: Any = importlib.import_module("talon.quotations")
    quotations.register_xpath_extensions()

    def read(mail: Mail) -> Iterator[Answer]:
        if mail["plain"]:
            yield {"text": quotations.extract_from_plain(mail["plain"])}
        if mail["html"]:
            yield {"html": quotations.extract_from_html(mail["html"])}

    return read


def email_reply_parser() -> Reader:
    """Plain text only; hides what is quoted and what it takes for a signature."""
    parser: Any = importlib.import_module("email_reply_parser").EmailReplyParser

    def read(mail: Mail) -> Iterator[Answer]:
        if mail["plain"]:
            found = parser.read(mail["plain"])
            yield {"text": found.reply}
            yield {"text": "\n".join(part.content for part in found.fragments if not part.quoted)}

    return read


def mail_parser_reply() -> Reader:
    """Plain text only; knows many languages and takes signatures and disclaimers off."""
    module: Any = importlib.import_module("mailparser_reply")
    known: Any = importlib.import_module("mailparser_reply.constants").MAIL_LANGUAGES
    parser = module.EmailReplyParser(languages=[code for code in LANGUAGES if code in known])

    def read(mail: Mail) -> Iterator[Answer]:
        if mail["plain"]:
            latest = parser.read(mail["plain"]).replies[0]
            yield {"text": latest.body}
            yield {"text": latest.content}

    return read


def quotequail() -> Reader:
    """Finds the first line of the quoted text, in plain text and in HTML; leaves signatures."""
    module: Any = importlib.import_module("quotequail")

    def read(mail: Mail) -> Iterator[Answer]:
        if mail["plain"]:
            pieces = module.quote(mail["plain"], quote_intro_line=True)
            yield {"text": "\n".join(piece for is_new, piece in pieces if is_new)}
        if mail["html"]:
            pieces = module.quote_html(mail["html"], quote_intro_line=True)
            yield {"html": "".join(piece for is_new, piece in pieces if is_new)}

    return read


PEERS: dict[str, Callable[[], Reader]] = {
    "talon": talon,
    "email-reply-parser": email_reply_parser,
    "mail-parser-reply": mail_parser_reply,
    "quotequail": quotequail,
}


def answers(read: Reader, mail: Mail) -> list[Answer]:
    """What the peer says of the mail; nothing where it fails on it."""
    try:
        return list(read(mail))
    except Exception as error:  # noqa: BLE001 - a peer's fault counts as a wrong answer
        print(f"{read.__module__}: {type(error).__name__}: {error}", file=sys.stderr)
        return []


def main() -> None:
    """Ask every peer for every mail."""
    warnings.simplefilter("ignore")
    mails = [json.loads(line) for line in sys.stdin]
    for name, peer in PEERS.items():
        try:
            read, told = peer(), version(name)
        except (ImportError, PackageNotFoundError) as error:
            print(json.dumps({"peer": name, "missing": str(error)}))
            continue
        answers(read, {"plain": "Hei\n\n> Hei", "html": "<p>Hei</p>"})
        started = time.process_time()
        given = [answers(read, mail) for mail in mails]
        spent = time.process_time() - started
        print(json.dumps({"peer": name, "version": told, "seconds": spent, "answers": given}))


if __name__ == "__main__":
    main()
