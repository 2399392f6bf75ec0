"""Letters come out right, whatever the mail claims about its character set."""

import time
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.parse.charset import clean, decode

TEXT = "Lønn og årsoppgjør på Ærøy"


@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "iso-8859-1"),
        ("utf-8", "us-ascii"),
        ("utf-8", "windows-1252"),
        ("utf-8", "utf8mb4"),
        ("utf-8", "x-unknown"),
        ("utf-8", '3D"utf-8"'),
        ("utf-8", None),
        ("utf-8-sig", None),
        ("latin-1", "iso-8859-1"),
        ("latin-1", "utf-8"),
        ("latin-1", "us-ascii"),
        ("latin-1", "unknown-8bit"),
        ("latin-1", "gb2312 nonsense"),
        ("latin-1", None),
        ("iso-8859-15", "iso-8859-15"),
        ("mac_roman", "x-mac-roman"),
        ("mac_roman", "macintosh"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-8"),
        ("utf-16-be", None),
        ("cp850", "cp850"),
        ("utf-7", "utf-7"),
    ],
)
def test_norwegian_letters_survive_their_label(encoding: str, label: str | None) -> None:
    assert decode(TEXT.encode(encoding), label).text == TEXT


def test_latin_1_is_read_as_windows_1252() -> None:
    assert decode("pris – 10 € “nå”".encode("cp1252"), "iso-8859-1").text == "pris – 10 € “nå”"


def test_a_mixture_of_utf_8_and_windows_1252_is_read_byte_by_byte() -> None:
    assert decode("Lønn ".encode() + "år".encode("cp1252"), "utf-8").text == "Lønn år"


def test_text_encoded_twice_is_repaired() -> None:
    assert decode("FÃ¥r ikke lÃ¸nn".encode(), "utf-8").text == "Får ikke lønn"


def test_a_customer_may_write_about_wrong_letters() -> None:
    text = "Vi får Ã¥ i stedet for å på fakturaen"
    assert decode(text.encode(), "utf-8").text == text


@pytest.mark.parametrize(
    ("raw", "label"),
    [
        (TEXT.encode("utf-16-le"), "utf-16"),
        (TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-be"), "iso-8859-1"),
        (TEXT.encode(), "utf-16"),
        (TEXT.encode(), "gb2312"),
        (TEXT.encode(), "koi8-r"),
        (TEXT.encode("cp1252"), "big5"),
        (TEXT.encode("mac_roman"), "x-mac-roman"),
        (TEXT.encode(), "utf-8; format=flowed"),
        (TEXT.encode(), "x-mac-nordic"),
    ],
)
def test_a_label_that_lies_or_says_half_does_no_harm(raw: bytes, label: str) -> None:
    assert decode(raw, label).text == TEXT


def test_a_text_cut_off_within_a_letter_ends_before_it() -> None:
    read = decode("Lønn på".encode()[:-1], "utf-8")
    assert read.text == "Lønn p"
    assert read.repair == "text was cut off within a letter"
    # Windows-1252 may well end in a letter that would begin one of UTF-8.
    assert decode("Lønn på".encode("cp1252"), "utf-8").text == "Lønn på"


def test_nearly_utf_8_is_utf_8_in_any_alphabet() -> None:
    text = "Юникод запрещён везде и всегда"
    assert decode(text.encode()[:-1] + b" <a@b.example>", None).text.startswith(text[:-1])


def test_a_few_broken_letters_cost_only_themselves() -> None:
    text = "发票问题请帮助我们处理这个发票的问题谢谢"
    assert decode(text.encode("gb18030") + b"\xff", "gb18030").text == text
    assert decode("請求書".encode("iso2022_jp") + b"\x1b", "iso-2022-jp").text == "請求書"


@pytest.mark.parametrize(
    ("encoding", "label", "text"),
    [
        ("gb18030", "gb2312", "发票问题"),
        ("iso2022_jp", "iso-2022-jp", "請求書"),
        ("koi8-r", "koi8-r", "счёт"),
        ("iso8859-2", "iso-8859-2", "Zażółć gęślą"),
        ("cp949", "ks_c_5601-1987", "송장"),
        ("cp932", "x-sjis", "請求書①"),
        ("big5", "x-x-big5", "發票"),
        ("mac_latin2", "x-mac-ce", "Zażółć"),
    ],
)
def test_other_alphabets_are_read_as_labelled(encoding: str, label: str, text: str) -> None:
    assert decode(text.encode(encoding), label).text == text


def test_a_repair_is_told_and_an_honest_label_is_not() -> None:
    assert decode(TEXT.encode(), "iso-8859-1").repair is not None
    assert decode(TEXT.encode(), "utf-8").repair is None
    assert decode(TEXT.encode("latin-1"), "iso-8859-1").repair is None


@pytest.mark.parametrize("label", ["zip", "rot13", "idna", "undefined", "base64", "a\0b", "x" * 500, "æ"])
def test_a_label_that_is_no_character_set_is_passed_over(label: str) -> None:
    assert decode(TEXT.encode(), label).text == TEXT


def test_letters_in_pieces_are_put_together() -> None:
    text = "Får ikke logget på Visma Lønn på pc-en til Åse, é og ü."
    assert decode(normalize("NFD", text).encode(), "utf-8").text == text


def test_a_million_marks_on_one_letter_take_no_time() -> None:
    before = time.process_time()
    assert len(clean("e" + "\u0301\u0323" * 500_000)) > 999_000
    assert time.process_time() - before < 1.0


def test_what_no_reader_sees_is_taken_out() -> None:
    assert clean("a\0b\x84c\u200bd\ufeffe\ud800f\x1b[31mg") == "abcdef[31mg"


@pytest.mark.parametrize(
    "end", ["\n", "\r", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029"], ids=lambda end: ascii(end)
)
def test_no_line_end_glues_two_words_together(end: str) -> None:
    assert decode(f"Ola{end}Passord til Per{end}{end}Backup".encode(), "utf-8").text == (
        "Ola\nPassord til Per\n\nBackup"
    )


@given(
    st.binary(max_size=300),
    st.one_of(st.none(), st.text(max_size=20), st.sampled_from(["utf-7", "utf-16", "hz"])),
)
def test_any_bytes_give_a_text_that_a_database_takes(raw: bytes, label: str | None) -> None:
    text = decode(raw, label).text
    text.encode("utf-8")
    assert "\0" not in text
    assert "\r" not in text


def test_a_macintosh_character_set_of_any_west_european_country_is_mac_roman() -> None:
    assert decode("Lønn på Ås".encode("mac_roman"), "x-mac-norwegian").text == "Lønn på Ås"
