"""Mails that are meant to make a reader slow: a megabyte of one thing repeated, by name.

For every family of regular expression in the room what it nearly matches, for every loop what it loops over.
Whoever adds a pattern to the room adds here what it nearly matches.
"""

import base64
import random
from collections.abc import Iterator
from dataclasses import dataclass

MEGABYTE = 1_000_000
HEAD = b"From: k@a.example\nSubject: x\nContent-Type: text/%s; charset=utf-8\n\n"

PHRASES = {
    "angles": "> > > > ",
    "closed angles": ">>>>",
    "a sender's label": "Fra: ",
    "two labels": "Fra: Kari Sendt: i dag ",
    "bold labels": "*Fra:* ",
    "Den": "Den ",
    "a date": "Den 3. mars 2025 kl. 09:12 ",
    "skrev": "Den 3. mars skrev ",
    "a weekday": "man. 3. mars 2025 kl. 09:12 ",
    "På": "På mandag den ",
    "On": "On Mon, Mar 3, 2025 at 9:12 AM ",
    "wrote": "wrote ",
    "wrote with colons": "wrote:",
    "Am": "Am 3.3.2025 schrieb ",
    "Le": "Le lun. 3 mars 2025 a écrit ",
    "names in brackets": "Kari <kari@a.example> ",
    "original message": "-----Opprinnelig melding----- ",
    "forwarded message": "---------- Forwarded message ",
    "forwarded": "Videresendt melding ",
    "dashes": "-----",
    "underscores": "_____",
    "stars": "*****",
    "equals signs": "=====",
    "signature's delimiter": "-- ",
    "Mvh": "Mvh ",
    "Med vennlig hilsen": "Med vennlig hilsen ",
    "Vennlig": "Vennlig ",
    "Kind regards": "Kind regards ",
    "Sendt fra": "Sendt fra min ",
    "Sent from": "Sent from my ",
    "Hent Outlook": "Hent Outlook for ",
    "legal text": "Denne e-posten er konfidensiell ",
    "a banner": "ADVARSEL: Denne e-posten kom fra ",
    "an English banner": "CAUTION: This email originated from outside ",
    "a plea": "Tenk på miljøet før du skriver ut ",
    "see below": "se under ",
    "digits": "1",
    "spaced digits": "1 ",
    "dotted digits": "1.",
    "groups of three": "123 456 789 ",
    "TeamViewer": "TeamViewer ",
    "TeamViewer ID": "TeamViewer ID: 123 ",
    "TV": "TV 12 ",
    "AnyDesk": "AnyDesk: 1 ",
    "KID": "KID 1234 ",
    "account number": "kontonr 1234.56.",
    "organisation number": "org.nr. NO 923 ",
    "case number": "[Sak 2025-",
    "years": "2025-",
    "phone": "Tlf: +47 22 ",
    "error code": "feilkode 0x8000 ",
    "error": "ERROR-ORA-",
    "version": "versjon 16.",
    "menu": "Lønn > ",
    "menu with arrows": "Lønn -> ",
    "product": "Visma Business ",
    "deadline": "innen fredag den ",
    "before": "før lønnskjøring den ",
    "dates": "12.03.2025 ",
    "clock": "kl. 09:",
    "urgent": "haster ",
    "capitals": "ALLE ER UTE ",
    "marks of exclamation": "!!!!",
    "questions": "????",
    "ticket": "ticket #",
    "away": "Jeg er ikke på kontoret ",
    "blanks": "    ",
    "tabs": "\t\t\t\t",
    "hard blanks": "\u00a0",
    "zero width": "\u200b",
    "combining accents": "a\u0301\u0302",
    "overrides": "\u202e\u202d",
    "emoji": "👩‍👩‍👧",
    "mojibake": "Ã¥",
    "one letter": "a",
    "words": "lønn ",
    "web address": "http://a.example/",
    "scheme": "http://",
    "www": "www.",
    "at signs": "a@",
    "mailto": "<mailto:",
    "open brackets": "((((",
    "square brackets": "[[[[",
    "open angles": "<<<<",
    "braces": "{{{{",
    "pipes": "| a ",
    "ampersands": "&&&&",
    "entities": "&#",
    "encoded word": "=?",
    "half an encoded word": "=?utf-8?q?a",
    "soft breaks": "=\n",
    "hex": "=C3",
    "quotes": '"',
    "back slashes": "\\",
    "colons": ":",
    "commas": ", ",
    "uuencode": "begin 644 a\n",
    "PGP": "-----BEGIN PGP SIGNED MESSAGE-----\n",
    "list marks": "1) a 2) ",
    "bullets": "- ",
    "boundary": "--x",
    "original recipient": "<a@b.example>: ",
}
TAGS = (
    *("div", "p", "span", "b", "a", "font", "td", "tr", "table", "ul", "ol", "li", "dl", "dd", "blockquote"),
    *("pre", "br", "hr", "img", "form", "button", "nobr", "ruby", "svg", "math", "select", "textarea", "h1"),
    *("plaintext", "style", "script", "title", "template", "object", "iframe", "noscript", "frameset"),
    *("caption", "center", "o:p"),
)
MARKUP = {
    **{f"<{tag}>": f"<{tag}>" for tag in TAGS},
    "tables": "<table><tr><td>",
    "lists": "<ul><li>",
    "quoted lists": "<blockquote><ol><li>",
    "misnested": "<b><i></b>",
    "misnested links": "<a href=x><p></a>",
    "formatting": "<b><i><u><font color=red><p>",
    "paragraph in table": "<table><p>",
    "closed only": "</div>",
    "closed p": "</p>",
    "cells": "<td>a</td>",
    "rows": "<tr><td>a</td></tr>",
    "comments": "<!-- a -->",
    "open comments": "<!--",
    "nearly closed comments": "<!-- --",
    "conditional comments": "<!--[if mso]>",
    "open comments in nested elements": "<div><!-- --",
    "open conditional comments in nested elements": "<nobr><!--[if mso]>&nbsp;<hr>",
    "styles in nested elements": "<nobr><style>",
    "scripts in nested elements": "<div><script",
    "open tags in nested elements": "<div><p ",
    "CDATA": "<![CDATA[",
    "processing": "<?xml ",
    "doctypes": "<!DOCTYPE html>",
    "open tag": "<div ",
    "open tag name": "<d",
    "open attribute": '<a href="',
    "open single quote": "<a href='x ",
    "attributes": "<p a=b c=d e>",
    "a style": '<p style="color:red">',
    "hidden": '<div style="display:none">a</div>',
    "hidden, open": '<div style="display:none">',
    "a line above": '<div style="border-top:solid #E1E1E1 1.0pt">',
    "a line above, closed": '<div style="border-top:solid #E1E1E1 1.0pt">Fra</div>',
    "Gmail's quote": '<div class="gmail_quote">',
    "Gmail's quote, closed": '<div class="gmail_quote">a</div>',
    "cite": '<blockquote type="cite">a</blockquote>',
    "signature": '<div class="gmail_signature">',
    "Outlook's paragraph": '<p class="MsoNormal">&nbsp;<o:p></o:p></p>',
    "divRplyFwdMsg": '<div id="divRplyFwdMsg">',
    "images": '<img src="cid:a@b" width=1 height=1>',
    "links": '<a href="http://a.example/">a</a> ',
    "entities": "&nbsp;",
    "half entities": "&aring",
    "numbered entities": "&#x1F600;",
    "ampersands": "&",
    "list with numbers": '<ol start="9999999"><li value="99">a</li></ol>',
    "stray cells": "<td class=x>a ",
    "stray ends": "</td class=x>a ",
    "stray bodies": "<body class=x>a ",
    "wide cells": "<td colspan=1000 rowspan=60000>a</td>",
}
FIELDS = {
    "Subject": ("=?", "=?utf-8?q?a", "=?utf-8?q?=C3?= ", "=?utf-8?b?w6U=?=",
                "Re: ", "SV: VS: ", "(", "[Sak ", "\t", "a", "é"),
    "From": ("(", "<", "a@b.example, ", "a,", '"', '"\\', "a:", ";", "<a@b>",
             "=?utf-8?q?a?= ", "@", "a ", "\\", "[", "a <b> "),
    "To": ("k@a.example, ", "Kari <k@a.example>, ", "a: b@c.example; ", "undisclosed:;",
           "(((", ",", "<", '"a" '),
    "Cc": ('"Moen, Kari" <k@a.example>, ', "a"),
    "Sender": ("(", "a@"),
    "Reply-To": ("<", "a, "),
    "Return-Path": ("<", "(", "a"),
    "Delivered-To": ("a@b.example ", "<"),
    "X-Original-To": ("a@b.example,",),
    "Message-ID": ("<", "a", "<a", "<a@b>", "a@", ">", "<a b"),
    "In-Reply-To": ("<a@b> ", "<", "a "),
    "References": ("<a@b>\n ", "<", "<<", "a", "<a@b"),
    "Date": ("1 ", "(", "Mon, ", "Mon, 3 Mar 2025 ", ":", "+0100 ", "("),
    "Received": ("from a by b ", "(", ";"),
    "Authentication-Results": ("a; spf=pass ", "(", ";", "a; dkim=pass header.d=a ", "dmarc=", "a.b=c "),
    "Received-SPF": ("pass ", "("),
    "Auto-Submitted": ("auto-replied; ", "("),
    "Precedence": ("bulk ",),
    "List-Id": ("<", "a"),
    "List-Unsubscribe": ("<mailto:a@b.example>, ",),
    "Content-Type": ("text/plain; ", "; a=b", ';a="\\', '; a="', "; name*0*=utf-8''a",
                     "; charset=utf-8", "multipart/", "/", "("),
    "Content-Disposition": ("attachment; filename=", '; filename="', "; filename*0=a",
                            "; filename*=utf-8''%C3", "%"),
    "Content-Transfer-Encoding": ("base64 ", "quoted-printable", "("),
    "Content-ID": ("<",),
    "Content-Language": ("nb, ",),
    "X-Failed-Recipients": ("a@b.example, ",),
    "X-Spam": ("a",),
}  # fmt: skip
MIXED = b"Content-Type: multipart/mixed; boundary=%s\n\n"
REPORT = (
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nHei\n--b\n"
    b"Content-Type: message/delivery-status"
)
CONTENTS = {
    **{b"Content-Transfer-Encoding: " + encoding: (
        b"=", b"=A", b"=\n", b"A", b"A\n", b"\n", b"M\n", b" ", b"\xff", b"begin 644 a\n"
    ) for encoding in (b"base64", b"quoted-printable", b"x-uuencode")},
    **{b"Content-Type: text/plain; charset=" + charset: (
        b"+AAA", b"\x1b$B", b"~{", b"\xff", b"\xc3", b"\\u0", b"a-"
    ) for charset in (
        b"utf-7", b"utf-16", b"iso-2022-jp", b"gb18030", b"hz", b"punycode", b"idna", b"x", b"unicode_escape"
    )},
    b"Content-Type: text/plain; format=flowed; delsp=yes": (
        b"a \n", b" \n", b"> \n", b">>>> a \n>", b"-- \n"
    ),
    b"Content-Type: text/calendar; method=REPLY": (
        b"BEGIN:VEVENT\n", b"ATTENDEE;PARTSTAT=", b"METHOD:REPLY\n", b"SUMMARY:a\n b\n"
    ),
    REPORT: (
        b"Final-Recipient: rfc822; a@b.example\n", b"\n", b"Action: failed\n\n", b"Status: 5.1.1 ",
        b"Diagnostic-Code: "
    ),
    b"From: MAILER-DAEMON@a.example\nSubject: Undelivered Mail Returned to Sender": (
        b"<a@b.example>: ", b"<a@b.example>\n", b"550 5.1.1 ", b"could not be delivered to ",
        b"Message-ID: <", b"a@b\n"
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bomb:
    """``before``, ``unit`` as often as a megabyte takes, then ``after``; made when it is asked for."""

    before: bytes
    unit: bytes
    after: bytes = b""
    count: int = 0

    @property
    def raw(self) -> bytes:
        return self.before + self.unit * (self.count or MEGABYTE // len(self.unit)) + self.after


def _bodies() -> Iterator[tuple[str, Bomb]]:
    for name, phrase in PHRASES.items():
        unit = phrase.encode()
        yield f"one line: {name}", Bomb(HEAD % b"plain", unit)
        yield f"lines: {name}", Bomb(HEAD % b"plain", unit * max(1, 72 // len(phrase)) + b"\n")
        yield f"short lines: {name}", Bomb(HEAD % b"plain", phrase.strip().encode() + b"\n")
    for name, markup in MARKUP.items():
        yield f"HTML: {name}", Bomb(HEAD % b"html", markup.encode())
        yield f"HTML with words: {name}", Bomb(HEAD % b"html", f"{markup}Hei ".encode())


def _headers() -> Iterator[tuple[str, Bomb]]:
    for field, phrases in FIELDS.items():
        for phrase in phrases:
            yield f"{field}: {phrase.strip()}", Bomb(f"{field}: ".encode(), phrase.encode(), b"\n\nHei\n")
        yield (
            f"{field}, folded",
            Bomb(f"{field}:".encode(), f"\n {phrases[0].strip()}".encode(), b"\n\nHei\n"),
        )
        yield f"{field}, many times", Bomb(b"", f"{field}: {phrases[0].strip()}\n".encode(), b"\nHei\n")
    yield "100,000 headers", Bomb(b"", b"".join(b"X-%d: a\n" % n for n in range(100_000)), b"\nHei", 1)
    yield "100,000 From lines", Bomb(b"", b"From a\n", b"\nHei")
    many = b", ".join(b"Kari <k%d@a.example>" % n for n in range(20_000))
    yield "20,000 addresses", Bomb(b"To: ", many, b"\n\nHei", 1)
    yield "no colon", Bomb(b"", b"a")
    yield "a name of a megabyte", Bomb(b"", b"a", b": b\n\nHei")
    yield "blanks before a colon", Bomb(b"a", b" ", b": b\n\nHei")


def _parts() -> Iterator[tuple[str, Bomb]]:
    nested = b"".join(MIXED % b"b%d" % n + b"--b%d\n" % n for n in range(10_000))
    yield "10,000 nested parts", Bomb(b"", nested, b"", 1)
    yield "nested parts of one boundary", Bomb(b"", MIXED % b"b" + b"--b\n")
    yield "nested alternatives", Bomb(b"", MIXED.replace(b"mixed", b"alternative") % b"b" + b"--b\n")
    deep = b"".join(MIXED % b"b%d" % n + b"--b%d\n" % n for n in range(90))
    yield "90 nested parts round a megabyte", Bomb(deep + b"\n", b"Hei ")
    yield "nested mails", Bomb(b"", b"Content-Type: message/rfc822\n\n")
    yield (
        "mails with an encoding",
        Bomb(b"", b"Content-Type: message/rfc822\nContent-Transfer-Encoding: 8bit\n\n"),
    )
    wrapped = b"Hei " * (MEGABYTE // 8)
    for _ in range(4):
        wrapped = b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(
            wrapped
        )
    yield "mails in base64 in mails", Bomb(b"", wrapped, b"", 1)
    part = b"--b\n%s\n\n%s\n"
    for name, header, content in (
        ("texts", b"Content-Type: text/plain", b"Hei"),
        ("HTML texts", b"Content-Type: text/html", b"<p>Hei"),
        ("attachments", b"Content-Disposition: attachment; filename=a", b"x"),
        ("attached mails", b"Content-Type: message/rfc822", b"Subject: a\n\nHei"),
        ("signatures", b"Content-Type: application/pkcs7-mime", b"x"),
        ("calendars", b"Content-Type: text/calendar", b"BEGIN:VEVENT"),
        ("winmail.dat", b"Content-Type: application/ms-tnef", b"\x78\x9f\x3e\x22"),
        ("pictures", b"Content-Type: image/png", b"\x89PNG"),
        ("reports", b"Content-Type: message/delivery-status", b"Action: failed"),
    ):
        yield f"100,000 {name}", Bomb(MIXED % b"b", part % (header, content), b"", 100_000)
    yield "nearly delimiters", Bomb(MIXED % b"b", b"--bx\n")
    yield "delimiters only", Bomb(MIXED % b"b", b"--b\n")
    yield "no boundary", Bomb(b"Content-Type: multipart/mixed\n\n", b"--b\n")
    different = b"".join(b"--%d\n" % n for n in range(140_000))
    yield "different boundaries", Bomb(b"Content-Type: multipart/mixed\n\n", different, b"", 1)
    yield "a delimiter of blanks", Bomb(MIXED % b"b" + b"--b", b" ", b"x")
    yield "blanks before a delimiter", Bomb(MIXED % b"", b" ", b"--b\n")
    yield (
        "a boundary of half a megabyte",
        Bomb(b"", MIXED % (b"b" * (MEGABYTE // 2)) + b"--" + b"b" * (MEGABYTE // 2), b"\n", 1),
    )


def _contents() -> Iterator[tuple[str, Bomb]]:
    for head, units in CONTENTS.items():
        for unit in units:
            yield (
                f"{head.split()[1].decode().strip(';')} {head.split()[-1].decode()} of {unit!r}",
                Bomb(head + b"\n\n", unit),
            )
    alternative = b"Content-Type: multipart/alternative; boundary=b\n\n--b\n\n"
    half = MEGABYTE // 2
    for unit in (b"Hei\n", b"> ", b"a ", b"Fra: a\n"):
        plain = alternative + unit * (half // len(unit)) + b"\n--b\nContent-Type: text/html\n\n"
        yield f"alternatives of {unit!r}", Bomb(plain, b"<p>" + unit, b"", half // (len(unit) + 3))
    for name, unit in (("NULs", b"\0"), ("bare CRs", b"\r"), ("CRLFs", b"\r\n"), ("newlines", b"\n")):
        yield name, Bomb(b"", unit)
        yield f"{name} after a header", Bomb(HEAD % b"plain", unit)
    yield "form feeds", Bomb(HEAD % b"plain", b"\f")
    yield "line separators", Bomb(HEAD % b"plain", "\u2028".encode())
    yield "UTF-16", Bomb(b"\xff\xfe", "Hei\n".encode("utf-16-le"))
    noise = random.Random(3).randbytes(MEGABYTE)
    for name, before in (
        ("noise", b""),
        ("noise as text", HEAD % b"plain"),
        ("noise as HTML", HEAD % b"html"),
    ):
        yield name, Bomb(before, noise)


BOMBS = dict([*_bodies(), *_headers(), *_parts(), *_contents()])
