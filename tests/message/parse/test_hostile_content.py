"""No content of a mail, however hostile, costs more than a second a megabyte or brings understanding down."""

import os
import struct
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message import understand
from tests.mails import File, make_mail, multipart, text_part

MEGABYTE = 1_000_000
HEAD = b"From: k@a.example\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n"
TNEF = struct.pack("<IH", 0x223E9F78, 1)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def _typed(content_type: str, body: bytes, *fields: str) -> bytes:
    head = "\n".join(("From: k@a.example", f"Content-Type: {content_type}", *fields))
    return head.encode() + b"\n\n" + body


def _tnef_object(level: int, name: int, data: bytes) -> bytes:
    return struct.pack("<BHHI", level, name, 0, len(data)) + data + b"\0\0"


HOSTILE = {
    "mojibake": HEAD + "Ã¥".encode() * (MEGABYTE // 4),
    "mojibake thrice": HEAD + "ÃƒÂ¥".encode() * (MEGABYTE // 8),
    "nearly mojibake": HEAD + "Ã".encode() * (MEGABYTE // 2),
    "quoted-printable left over": HEAD + b"=C3=A5" * (MEGABYTE // 6),
    "words before nothing": HEAD + b"a" * (MEGABYTE - 20) + b"=C3=A5",
    "equals signs": HEAD + b"a=E" * (MEGABYTE // 3),
    "entities": HEAD + b"&aring;" * (MEGABYTE // 7),
    "ampersands": HEAD + b"&" * MEGABYTE,
    "armor": HEAD + b"-----BEGIN PGP SIGNED MESSAGE-----\n" * (MEGABYTE // 35),
    "armor of messages": HEAD + b"-----BEGIN PGP MESSAGE-----\n" * (MEGABYTE // 28),
    "armor with fields": HEAD + b"-----BEGIN PGP SIGNED MESSAGE-----\n" + b"Hash: a\n" * (MEGABYTE // 8),
    "lines of From": HEAD + b">From a\n\n" * (MEGABYTE // 9),
    "flowed": _typed("text/plain; format=flowed; delsp=yes", b"> a \n>> b \n" * (MEGABYTE // 11)),
    "flowed depth": _typed("text/plain; format=flowed", b">" * MEGABYTE),
    "enriched": _typed("text/enriched", b"<param><b>" * (MEGABYTE // 10)),
    "calendar": _typed("text/calendar", b"BEGIN:VEVENT\nSUMMARY;a=b\n" * (MEGABYTE // 25)),
    "calendar of parameters": _typed("text/calendar", b"BEGIN:VEVENT\nSUMMARY" + b';a="b"' * (MEGABYTE // 6)),
    "calendar folds": _typed("text/calendar", b"BEGIN:VEVENT\nSUMMARY:a" + b"\n b" * (MEGABYTE // 3)),
    "broken base64": _typed("text/plain", b"A=*" * (MEGABYTE // 3), "Content-Transfer-Encoding: base64"),
    "broken quoted-printable": _typed(
        "text/plain", b"= " * (MEGABYTE // 2), "Content-Transfer-Encoding: quoted-printable"
    ),
    "blank quoted-printable": _typed(
        "text/plain", b"=" + b" " * MEGABYTE + b"x", "Content-Transfer-Encoding: quoted-printable"
    ),
    "uuencoded": _typed("text/plain", b"M" * 61 + b"\n", "Content-Transfer-Encoding: x-uuencode") * 10_000,
    "winmail.dat of objects": _typed("application/ms-tnef", TNEF + _tnef_object(1, 0x9003, b"") * 90_000),
    "winmail.dat of files": _typed("application/ms-tnef", TNEF + _tnef_object(2, 0x9002, b"") * 90_000),
    "winmail.dat of values": _typed(
        "application/ms-tnef",
        TNEF
        + _tnef_object(1, 0x9003, struct.pack("<IHHI", 2**32 - 1, 0x1002, 1, 2**32 - 1) + bytes(MEGABYTE)),
    ),
    "winmail.dat of texts": _typed(
        "application/ms-tnef",
        TNEF + _tnef_object(1, 0x9003, struct.pack("<IHHI", 1, 0x1E, 1, 2**32 - 1) + bytes(MEGABYTE)),
    ),
    "winmail.dat of packed RTF": _typed(
        "application/ms-tnef",
        TNEF
        + _tnef_object(
            1,
            0x9003,
            struct.pack("<IHHII", 1, 0x102, 0x1009, 1, MEGABYTE)
            + struct.pack("<II4sI", 0, 2**31, b"LZFu", 0)
            + (b"\xff" + b"\x00\x1f\x01\x0f" * 4) * 58_000,
        ),
    ),
    "S/MIME nested": _typed("application/pkcs7-mime", b"\x30\x80" * (MEGABYTE // 2)),
    "S/MIME in pieces": _typed(
        "application/pkcs7-mime",
        b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80\x30\x80\x02\x01\x01\x31\x00\x30\x80"
        b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x80\x24\x80" + b"\x04\x01a" * (MEGABYTE // 3),
    ),
    "S/MIME octets nested": _typed(
        "application/pkcs7-mime",
        b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80\x30\x80\x02\x01\x01\x31\x00\x30\x80"
        b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x80" + b"\x24\x80" * (MEGABYTE // 2),
    ),
    "a stub and markup": make_mail(text="html" * 200, html="<p>a <b>b</b> " * (MEGABYTE // 14)),
    "markup without ends": make_mail(text="hei " * 100, html="<" * MEGABYTE),
    "styles without ends": make_mail(text="hei " * 100, html="<style " * (MEGABYTE // 7)),
    "pictures' places": make_mail(
        text="hei",
        html="<img src=cid:a>" * (MEGABYTE // 15),
        attachments=[File("a.png", PNG, "image/png", True)],
    ),
    "a thousand pictures": multipart(
        "mixed", [text_part("x")] + [b"Content-Type: image/png\r\nContent-ID: <a>\r\n\r\n" + PNG] * 900
    ),
    "a JPEG of segments": _typed("image/jpeg", b"\xff\xd8\xff" + b"\xff\xff" * (MEGABYTE // 2)),
    "addresses without commas": b"From: " + b"a@b.example " * 5_000 + b"\nTo: " + b"a@b " * 15_000 + b"\n\nx",
    "an address's comments": b"From: " + b"((a)" * 15_000 + b"\n\nx",
    "names that are addresses": b'From: "' + b"a@b.c" * 12_000 + b'" <a@b.example>\n\nx',
    "legacy names": b"From: /o=" + b"/cn=" * 15_000 + b" <a@b.example>\n\nx",
    "words without ends": b"Subject: " + b"=?utf-8?q?a" * 5_900 + b"\n\nx",
    "words in words": b"Subject: " + b"=?utf-8?q?=3D=3Futf-8=3Fq=3Fa?=" * 2_000 + b"\n\nx",
    "broken lines in the header": b"Subject: a\n" + b"bc\nX-A: b\n" * (MEGABYTE // 10) + b"\nx",
    "lines after semicolons": b"Content-Type: text/plain;\n" + b"a=b;\n" * (MEGABYTE // 5) + b"\nx",
    "blank lines before the header": b" \r\n" * (MEGABYTE // 3) + b"From: a@b.example\n\nx",
    "only blanks": b" " * MEGABYTE,
    "bare CR": b"From: a@b.example\rSubject: x\n" + b"a\r" * (MEGABYTE // 2),
    "CR CR LF": b"From: a@b.example\r\r\n" * (MEGABYTE // 20),
    "not UTF-8": HEAD + b"\xc3" * MEGABYTE,
    "half UTF-8": HEAD + b"\xc3\xa5\xe5" * (MEGABYTE // 3),
    "UTF-16": HEAD + "hei ".encode("utf-16-le") * (MEGABYTE // 8),
    "not GB 18030": _typed("text/plain; charset=gb2312", b"\xff\xfe\x81" * (MEGABYTE // 3)),
    "UTF-7": _typed("text/plain; charset=utf-7", b"+AOU-" * (MEGABYTE // 5)),
    "a file's name": _typed("image/png; name=" + "a" * 100_000, b"x"),
    "translations": multipart(
        "multilingual", [b"Content-Type: message/rfc822\r\n\r\nContent-Type: text/plain\r\n\r\n "] * 900
    ),
    "noise with structure": _typed(
        "multipart/mixed; boundary=x", b"--x\n\n" + os.urandom(MEGABYTE) + b"\n--x--"
    ),
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_content_takes_no_longer_than_a_second(raw: bytes) -> None:
    started = time.process_time()
    message = understand(raw)
    # Three seconds of processor time, because the machine of a test run is slow and shared.
    assert time.process_time() - started < 3
    assert not any("could not be understood" in warning for warning in message.warnings)


@given(
    st.binary(max_size=300),
    st.sampled_from(["application/ms-tnef", "application/pkcs7-mime", "text/calendar"]),
)
def test_any_bytes_may_be_called_packed_or_sealed(content: bytes, content_type: str) -> None:
    for body in (content, TNEF + content, b"\x30\x80" + content, b"BEGIN:VEVENT\n" + content):
        message = understand(_typed(content_type, body))
        assert not any("could not be understood" in warning for warning in message.warnings)
