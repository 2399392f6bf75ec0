"""One text as many mail clients put it on the wire, with what they and their users add around it.

For :mod:`benchmarks.raw_mail`. Written after what these clients send, and in no test: what the reader of
mails must do is asserted by the mails under ``tests/message/mails``.
"""

import re
import textwrap
from collections.abc import Callable
from html import escape
from typing import NamedTuple

from tests.mails import File, make_mail

_SIGNATURE = """Med vennlig hilsen
Solveig Aamodt
Økonomisjef
Fjordlaks AS
Tlf 90 00 00 00 | Org.nr. 999 888 777
www.fjordlaks.example"""
_NOTICE = (
    "Denne e-posten kan inneholde konfidensiell informasjon og er kun ment for mottakeren. Dersom du har "
    "mottatt e-posten ved en feil, ber vi deg varsle avsender og slette den."
)
_BANNER = (
    "ADVARSEL: Denne e-posten kommer fra en ekstern avsender. Ikke klikk på lenker eller åpne vedlegg med "
    "mindre du kjenner avsenderen."
)
_HISTORY = """Hei Solveig,

Da har vi satt opp lønnskjøringen og betalingsfilen slik dere ba om. Kan du starte serveren på nytt?

Hilsen Support"""
_QUOTED = "\n".join(f"> {line}" for line in _HISTORY.split("\n"))
_SUPPORT = "Support <support@okonomibistand.example>"
_ITEM = re.compile(r"\s*(?:[-•*]|(\d{1,2})[.)](?!\s+[a-zæøå]))\s+(.*)")
"""A bullet, or a number, but with no small letter behind it (a date: "15. januar")."""
_OUTLOOK = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal '
    '{{margin:0cm;font-size:11.0pt;}} --></style></head><body lang="NO-BOK"><div class="WordSection1">'
    "{}</div>{}</body></html>"
)
_OUTLOOK_HISTORY = (
    '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">'
    f"<b>Fra:</b> {escape(_SUPPORT)}<br><b>Sendt:</b> mandag 3. mars 2025 09:12<br><b>Til:</b> Solveig Aamodt"
    "<br><b>Emne:</b> Sak</p></div>{}"
)
_GMAIL_HISTORY = (
    '<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">man. 3. mars 2025 kl. 09:12 skrev '
    f'{escape(_SUPPORT)}:<br></div><blockquote class="gmail_quote">{escape(_HISTORY)}</blockquote></div>'
)


class Envelope(NamedTuple):
    """Who writes to whom, about what."""

    sender: str
    to: str
    subject: str


Client = Callable[[Envelope, str], bytes]


def _plain(
    envelope: Envelope, text: str, charset: str = "utf-8", encoding: str = "quoted-printable"
) -> bytes:
    return make_mail(**envelope._asdict(), text=text, charset=charset, encoding=encoding)


def _latin(envelope: Envelope, text: str) -> bytes:
    """In ISO 8859-1, as far as it has the letters."""
    try:
        return _plain(envelope, text, charset="iso-8859-1", encoding="8bit")
    except UnicodeEncodeError:
        return _plain(envelope, text, charset="utf-8", encoding="8bit")


def _wrapped(text: str, width: int, line_end: str = "\n") -> str:
    """Each line broken where its next word has no room; the items of lists are indented."""
    lines = []
    for line in text.split("\n"):
        indent = "   " if _ITEM.match(line) else ""
        broken = textwrap.wrap(
            line,
            width,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        lines.append(line_end.join(broken))
    return "\n".join(lines)


def _flowed(envelope: Envelope, text: str) -> bytes:
    """Format=flowed (RFC 3676)."""
    raw = _plain(envelope, _wrapped(text, 72, line_end=" \n"), encoding="8bit")
    return raw.replace(b'charset="utf-8"', b'charset="utf-8"; format=flowed')


def _divs(text: str) -> str:
    return "".join(f"<div>{escape(line) or '<br>'}</div>\n" for line in text.split("\n"))


def _paragraphs(text: str) -> str:
    empty = "<o:p>&nbsp;</o:p>"
    return "".join(f'<p class="MsoNormal">{escape(line) or empty}</p>\n' for line in text.split("\n"))


def _listed(text: str) -> str:
    """Items as those of HTML's lists."""
    html, inside = [], ""
    for line in text.split("\n"):
        item = _ITEM.match(line)
        tag = "" if item is None else "ol" if item[1] else "ul"
        if tag != inside:
            html += [f"</{inside}>"] * bool(inside) + [f"<{tag}>"] * bool(tag)
            inside = tag
        html.append(f"<li>{escape(item[2])}</li>" if item else _divs(line))
    return "".join([*html, f"</{inside}>" * bool(inside)])


def _outlook(text: str, history: str = "") -> str:
    return _OUTLOOK.format(_paragraphs(text), history)


def _both(envelope: Envelope, text: str, html: str) -> bytes:
    return make_mail(**envelope._asdict(), text=text, html=html)


def _html(envelope: Envelope, html: str) -> bytes:
    return make_mail(**envelope._asdict(), html=html)


def _signed(text: str) -> str:
    return f"{text.rstrip()}\n\n{_SIGNATURE}"


def _passed_on(envelope: Envelope, text: str) -> bytes:
    """A colleague's mail, with no more above it than that it stands below."""
    above = _paragraphs("Hei,\n\nSe nedenfor. Kan dere hjelpe?\n")
    colleague = _OUTLOOK_HISTORY.replace(escape(_SUPPORT), escape("Arne Kolstad <arne@fjordlaks.example>"))
    html = _OUTLOOK.format(above, colleague.format(_paragraphs(text)))
    return _html(envelope._replace(subject=f"VS: {envelope.subject}"), html)


def _form(envelope: Envelope, text: str) -> bytes:
    fields = (
        "Navn: Solveig Aamodt\nFirma: Fjordlaks AS\nE-post: solveig@fjordlaks.example\nTelefon: 900 00 152"
    )
    below = "Denne meldingen ble sendt fra kontaktskjemaet på nettstedet."
    return _plain(envelope, f"{fields}\n\nMelding:\n{text}\n\n--\n{below}")


def _with_pictures(envelope: Envelope, text: str) -> bytes:
    pictures = [File("logo.png", bytes(3000), "image/png", inline=True), File("feil.png", bytes(9000))]
    html = _outlook(_signed(text), '<img src="cid:logo.png">')
    return make_mail(**envelope._asdict(), html=html, attachments=pictures)


CLIENTS: dict[str, Client] = {
    "plain text": _plain,
    "plain text in ISO 8859-1": _latin,
    "format=flowed": _flowed,
    "lines broken at 72": lambda own, text: _plain(own, _wrapped(text, 72)),
    "lines broken at 76, signature": lambda own, text: _plain(
        own, f"{_wrapped(text, 76)}\n\n-- \n{_SIGNATURE}", encoding="base64"
    ),
    "banner, signature and notice": lambda own, text: _plain(
        own, f"{_BANNER}\n\n{_signed(text)}\n\n{_NOTICE}"
    ),
    "iPhone, history": lambda own, text: _plain(
        own,
        f"{text.rstrip()}\n\nSendt fra min iPhone\n\n3. mars 2025 kl. 09:12 skrev {_SUPPORT}:\n\n{_QUOTED}",
    ),
    "Outlook": lambda own, text: _html(own, _outlook(text)),
    "Outlook, plain text beside": lambda own, text: _both(
        own, "\n\n".join(line for line in text.split("\n") if line.strip()), _outlook(text)
    ),
    "Outlook, signature and history": lambda own, text: _html(
        own, _outlook(_signed(text), _OUTLOOK_HISTORY.format(_paragraphs(_HISTORY)))
    ),
    "Outlook, pictures": _with_pictures,
    "Outlook on a telephone": lambda own, text: _html(
        own,
        f'<html><body>{_divs(text)}<div id="ms-outlook-mobile-signature">Skaff deg <a href="https://a.example">'
        "Outlook for iOS</a></div></body></html>",
    ),
    "Gmail, plain text beside": lambda own, text: _both(
        own, _wrapped(text, 76), f'<div dir="ltr">{_divs(text)}</div>'
    ),
    "Gmail, history": lambda own, text: _both(
        own,
        f"{_wrapped(text, 76)}\n\nman. 3. mars 2025 kl. 09:12 skrev Support <\n"
        f"support@okonomibistand.example>:\n\n{_QUOTED}\n",
        f'<div dir="ltr">{_divs(text)}</div>{_GMAIL_HISTORY}',
    ),
    "Outlook, a colleague's mail": _passed_on,
    "a web form": _form,
    "lists of HTML": lambda own, text: _html(own, _listed(text)),
    "HTML with line breaks": lambda own, text: _html(own, escape(text).replace("\n", "<br>\n")),
}
"""What each client writes, by its name."""
