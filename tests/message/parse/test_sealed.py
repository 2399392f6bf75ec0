"""Signed mail is read; encrypted mail says so, for a human to see to."""

import base64
import zlib
from collections.abc import Callable

import pytest
from asn1crypto import algos, cms
from hypothesis import given
from hypothesis import strategies as st

from router.message import understand
from router.message.parse.sealed import Seal, opened_smime, without_armor
from router.message.parts import Origin
from tests.mails import File, header_lines, make_mail, multipart, text_part

INNER = b"Content-Type: text/plain; charset=utf-8\r\n\r\nL\xc3\xb8nnskj\xc3\xb8ringen stopper."


def _signed(content: bytes) -> bytes:
    content_info: bytes = cms.ContentInfo(
        {
            "content_type": "signed_data",
            "content": cms.SignedData(
                {
                    "version": "v1",
                    "digest_algorithms": [algos.DigestAlgorithm({"algorithm": "sha256"})],
                    "encap_content_info": {"content_type": "data", "content": content},
                    "signer_infos": [],
                }
            ),
        }
    ).dump()
    return content_info


def _enveloped() -> bytes:
    content_info: bytes = cms.ContentInfo(
        {
            "content_type": "enveloped_data",
            "content": cms.EnvelopedData(
                {
                    "version": "v0",
                    "recipient_infos": [],
                    "encrypted_content_info": {
                        "content_type": "data",
                        "content_encryption_algorithm": {"algorithm": "aes256_cbc", "parameters": bytes(16)},
                        "encrypted_content": b"x" * 32,
                    },
                }
            ),
        }
    ).dump()
    return content_info


def _compressed(content: bytes) -> bytes:
    content_info: bytes = cms.ContentInfo(
        {
            "content_type": "compressed_data",
            "content": cms.CompressedData(
                {
                    "version": "v0",
                    "compression_algorithm": {"algorithm": "zlib"},
                    "encap_content_info": {"content_type": "data", "content": zlib.compress(content)},
                }
            ),
        }
    ).dump()
    return content_info


def _indefinite(content: bytes) -> bytes:
    """As Outlook writes it: lengths left open (BER), the content in several pieces."""
    half = len(content) // 2
    pieces = b"".join(b"\x04" + bytes([len(piece)]) + piece for piece in (content[:half], content[half:]))
    return (
        b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80\x30\x80\x02\x01\x01\x31\x00\x30\x80\x06\x09"
        b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x80\x24\x80"
        + pieces
        + b"\0\0" * 3
        + b"\x31\x00"
        + b"\0\0" * 3
    )


def _smime(content: bytes, parameters: str = "; smime-type=signed-data; name=smime.p7m") -> bytes:
    head = [
        *(("From", "Kari <k@a.example>"), ("Subject", "Lønn")),
        *(("Content-Type", f"application/pkcs7-mime{parameters}"), ("Content-Transfer-Encoding", "base64")),
    ]
    return header_lines(head) + b"\r\n" + base64.encodebytes(content)


@pytest.mark.parametrize(
    "parameters", ["; smime-type=signed-data", "; name=smime.p7m", "; SMIME-TYPE=Signed-Data; name=x.p7m", ""]
)
@pytest.mark.parametrize("pack", [_signed, _indefinite], ids=["DER", "BER"])
def test_an_opaque_signed_mail_is_read(parameters: str, pack: Callable[[bytes], bytes]) -> None:
    message = understand(_smime(pack(INNER), parameters))
    assert message.text.new_text == "Lønnskjøringen stopper."
    assert message.attachments == ()
    assert message.warnings == ()


def test_what_is_compressed_stays_closed_because_it_may_unpack_to_any_size() -> None:
    message = understand(_smime(_compressed(INNER), "; smime-type=compressed-data"))
    assert [file.name for file in message.attachments] == ["part-1"]
    assert any("cannot be read" in warning for warning in message.warnings)


def test_the_files_in_a_signed_mail_are_found() -> None:
    inner = multipart(
        "mixed",
        [text_part("Se vedlegg"), header_lines([("Content-Type", "image/png; name=feil.png")]) + b"\r\nx"],
    )
    message = understand(_smime(_signed(inner)))
    assert message.text.new_text == "Se vedlegg"
    assert [file.name for file in message.attachments] == ["feil.png"]


def test_signed_and_called_by_its_name_alone() -> None:
    raw = _smime(_signed(INNER)).replace(b"application/pkcs7-mime", b"application/octet-stream")
    assert understand(raw).text.new_text == "Lønnskjøringen stopper."


@pytest.mark.parametrize("content_type", ["application/pkcs7-mime", "application/octet-stream"])
def test_a_signed_file_is_a_file_and_not_the_mails_text(content_type: str) -> None:
    invoice = File("faktura.xml.p7m", _signed(b"<?xml version='1.0'?><Faktura/>"), content_type)
    message = understand(make_mail(text="Se vedlagt faktura", attachments=[invoice]))
    assert message.text.new_text == "Se vedlagt faktura"
    assert [file.name for file in message.attachments] == ["faktura.xml.p7m"]
    assert message.warnings == ()


@pytest.mark.parametrize("parameters", ["; smime-type=enveloped-data", "", "; smime-type=signed-data"])
def test_an_encrypted_mail_is_a_humans_and_says_so(parameters: str) -> None:
    message = understand(_smime(_enveloped(), parameters))
    assert any("is encrypted (S/MIME)" in warning for warning in message.warnings)
    assert message.origin is Origin.HUMAN
    assert message.text.new_text == ""


def test_a_broken_seal_says_so_and_stays_an_attachment() -> None:
    message = understand(_smime(b"\x30\x82 broken"))
    assert any("cannot be read" in warning for warning in message.warnings)
    assert [file.name for file in message.attachments] == ["smime.p7m"]


def test_a_signature_beside_the_text_is_decoration() -> None:
    signature = header_lines([("Content-Type", "application/pkcs7-signature; name=smime.p7s")]) + b"\r\nx"
    message = understand(multipart("signed", [text_part("Vi har en feil"), signature]))
    assert message.text.new_text == "Vi har en feil"
    assert [(file.name, file.is_decoration) for file in message.attachments] == [("smime.p7s", True)]


CLEAR_SIGNED = """-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA256

Hei, vi har en feil.
- -- punkt en
- - punkt to
-----BEGIN PGP SIGNATURE-----

iQEzBAEBCAAdFiEE
-----END PGP SIGNATURE-----
"""


def test_the_words_of_an_inline_signed_mail_are_kept_and_its_armor_is_not() -> None:
    read = without_armor(f"Se under\n{CLEAR_SIGNED}PS: det haster")
    assert read.text == "Se under\nHei, vi har en feil.\n-- punkt en\n- punkt to\n\nPS: det haster"
    assert read.warnings == ()
    assert "Hei, vi har en feil." in understand(make_mail(text=CLEAR_SIGNED)).text.new_text


def test_what_is_signed_twice_is_taken_out_twice() -> None:
    escaped = CLEAR_SIGNED.replace("\n-", "\n- -").removeprefix("-")
    twice = CLEAR_SIGNED.replace("Hei, vi har en feil.", f"- -{escaped}")
    assert "PGP" not in without_armor(twice).text.replace("- -", "")


def test_armor_in_quoted_history_is_left_alone() -> None:
    quoted = "\n".join(f"> {line}" for line in CLEAR_SIGNED.split("\n"))
    assert without_armor(quoted).text == quoted


def test_an_inline_encrypted_text_says_so_and_what_stands_beside_it_is_kept() -> None:
    text = "Hei\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\nMvh Kari"
    read = without_armor(text)
    assert read.text == "Hei\n\nMvh Kari"
    assert any("encrypted" in warning for warning in read.warnings)
    assert understand(make_mail(text=text)).origin is Origin.HUMAN


@pytest.mark.parametrize("kind", ["SIGNATURE", "PUBLIC KEY BLOCK", "MESSAGE"])
def test_armor_that_nothing_ends_costs_no_words(kind: str) -> None:
    text = f"Hei\n-----BEGIN PGP {kind}-----\nstår det i mailen. Hva er det?"
    assert without_armor(text).text == text


def test_the_first_line_of_a_signed_text_is_no_field() -> None:
    signature = "-----BEGIN PGP SIGNATURE-----\nx\n-----END PGP SIGNATURE-----"
    text = f"-----BEGIN PGP SIGNED MESSAGE-----\n\nFeil: bilag mangler\n{signature}"
    assert without_armor(text).text == "Feil: bilag mangler\n"


def test_a_text_about_pgp_is_left_alone() -> None:
    text = "Hva betyr «-----BEGIN PGP MESSAGE-----» i mailen vi fikk?"
    assert without_armor(text).text == text


@given(st.binary(max_size=300), st.text(max_size=100))
def test_anything_is_survived(content: bytes, text: str) -> None:
    assert opened_smime(content).seal in Seal
    assert opened_smime(_signed(INNER)[: len(content)] + content).seal in Seal
    without_armor(CLEAR_SIGNED[: len(text)] + text)
