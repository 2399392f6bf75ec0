"""Error codes, products, versions, menu paths, dates, deadlines and urgency."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.marks import marks
from router.message.parts import MarkKind


def _values(text: str, kind: MarkKind) -> tuple[str, ...]:
    return marks("", text).values(kind)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Feil 3021 ved oppstart", "3021"),
        ("får feilkode 0x80070005", "0x80070005"),
        ("Unhandled exception 0XC0000005", "0xc0000005"),
        ("ORA-00942: table does not exist", "ORA-00942"),
        ("Serveren svarer HTTP 500", "HTTP 500"),
        ("HTTP/1.1 503 Service Unavailable", "HTTP 503"),
        ("Run-time error '1004'", "1004"),
        ("Error: 18456", "18456"),
        ("System.NullReferenceException: Object", "System.NullReferenceException"),
        ("[PEPPOL-EN16931-R010] Buyer", "PEPPOL-EN16931-R010"),
        ("Avvist: AC03", "AC03"),
        ("feilmelding nr. 4711", "4711"),
    ],
)
def test_an_error_code_is_found(text: str, code: str) -> None:
    assert code in _values(text, MarkKind.ERROR_CODE)


@pytest.mark.parametrize(
    "text",
    [
        "feil 12 000 kr",
        "feil i 2024",
        "feil 3 ganger",
        "feilen 12.03.2025",
        "Errors happen",
        "feil: 25 % mva",
    ],
)
def test_another_number_is_no_error_code(text: str) -> None:
    assert _values(text, MarkKind.ERROR_CODE) == ()


@pytest.mark.parametrize("text", ["12/3 ble bilaget ført", "Nr 4711 mangler", "3021 er kundenummeret"])
def test_a_word_in_the_subject_makes_no_error_code_of_a_number_in_the_text(text: str) -> None:
    assert marks("Feil", text).values(MarkKind.ERROR_CODE) == ()
    assert marks("Feil", f"Feil 3021. {text}").values(MarkKind.ERROR_CODE) == ("3021",)


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("i VB.", "Visma Business"),
        ("visma bussines", "Visma Business"),
        ("Visma Business NXT", "Visma Business NXT"),
        ("Hult og Lillevik", "Huldt & Lillevik"),
        ("H&L", "Huldt & Lillevik"),
        ("auto pay", "AutoPay"),
        ("visma lønn", "Visma Lønn"),
        ("Visma.net Expense", "Visma.net Expense"),
        ("MS SQL server", "SQL Server"),
        ("exel", "Excel"),
    ],
)
def test_a_product_has_its_own_name_whatever_the_spelling(text: str, product: str) -> None:
    assert _values(text, MarkKind.PRODUCT) == (product,)


@pytest.mark.parametrize("text", ["kari@visma.example", "www.visma.example", "vismat", "excellent", "subway"])
def test_a_product_within_another_word_is_none(text: str) -> None:
    assert _values(text, MarkKind.PRODUCT) == ()


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("Visma Business 16.10.2", "16.10.2"),
        ("versjon 17.1", "17.1"),
        ("v.16.01", "16.01"),
        ("Windows 11", "11"),
        ("SQL Server 2019", "2019"),
        ("Windows Server 2012 R2", "2012 R2"),
        ("Version: 2024.1", "2024.1"),
    ],
)
def test_a_version_is_found(text: str, version: str) -> None:
    assert _values(text, MarkKind.VERSION) == (version,)


@pytest.mark.parametrize("text", ["Visma 3 ganger", "Excel 12,5", "versjon av fila", "12.10"])
def test_another_number_is_no_version(text: str) -> None:
    assert _values(text, MarkKind.VERSION) == ()


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (
            "Jeg går til Regnskap > Rapporter > Saldobalanse og får feil",
            "Regnskap > Rapporter > Saldobalanse",
        ),
        ("Fil → Eksport virker ikke", "Fil > Eksport"),
        ("Fil->Skriv ut", "Fil > Skriv"),
        ("under fil > eksport > excel", "fil > eksport > excel"),
        ("Lønn og personal > Ansatte", "Lønn og personal > Ansatte"),
        ("Oppsett » Brukere » Roller.", "Oppsett > Brukere > Roller"),
    ],
)
def test_a_menu_path_is_found(text: str, path: str) -> None:
    assert _values(text, MarkKind.MENU_PATH) == (path,)


@pytest.mark.parametrize(
    "text", ["> sitert > linje", "<a@b.example> skrev", "5 > 3", "a => b", "Kari -> takk", "«Lagre» Da"]
)
def test_other_arrows_are_no_menu_path(text: str) -> None:
    assert _values(text, MarkKind.MENU_PATH) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.03.2025", "2025-03-12"),
        ("12.3.25", "2025-03-12"),
        ("2025-03-12", "2025-03-12"),
        ("den 12. mars 2025", "2025-03-12"),
        ("12. mars", "03-12"),
        ("senest 10.03", "03-10"),
        ("March 12, 2025", "2025-03-12"),
        ("by 15 November", "11-15"),
    ],
)
def test_a_date_is_told_as_iso_8601(text: str, value: str) -> None:
    assert _values(text, MarkKind.DATE) == (value,)


@pytest.mark.parametrize("text", ["31.02.2025", "10.03", "kl 12.30", "16.10.2", "192.168.1.10", "12.345.678"])
def test_what_is_no_day_is_no_date(text: str) -> None:
    assert _values(text, MarkKind.DATE) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Vi må ha det innen fredag.", "innen fredag"),
        ("Innan fredag", "innan fredag"),
        ("før lønnskjøring den 12.", "før lønnskjøring den 12."),
        ("senest 10.03", "senest 10.03"),
        ("senest onsdag 12. mars", "senest onsdag 12. mars"),
        ("innen fredag den 14. mars 2025, takk", "innen fredag den 14. mars 2025"),
        ("before Friday", "before friday"),
        ("må ut før kl. 15", "før kl. 15"),
        ("innen utgangen av uka", "innen utgangen av uka"),
        ("by the end of the week", "by the end of the week"),
        ("ferdig før jul", "før jul"),
    ],
)
def test_a_deadline_is_told_in_the_customers_words(text: str, value: str) -> None:
    assert _values(text, MarkKind.DEADLINE) == (value,)


@pytest.mark.parametrize(
    "text",
    [
        "Det virket før helga",
        "som før",
        "før vi begynner",
        "by mistake",
        "innen regnskap",
        "it worked before Friday",
    ],
)
def test_what_tells_of_the_past_is_no_deadline(text: str) -> None:
    assert _values(text, MarkKind.DEADLINE) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Dette haster!", "haster"),
        ("Det hastar veldig", "haster"),
        ("HASTER", "haster"),
        ("produksjonen står", "står stille"),
        ("Hele butikken står stille", "står stille"),
        ("ALLE er ute", "alle er ute"),
        ("ingen kommer inn", "alle er ute"),
        ("Dette er kritisk", "kritisk"),
        ("This is urgent", "urgent"),
        ("så fort som mulig", "snarest"),
    ],
)
def test_urgency_is_found(text: str, value: str) -> None:
    assert _values(text, MarkKind.URGENCY) == (value,)


@pytest.mark.parametrize(
    "text",
    [
        "Det haster ikke",
        "Dette hastar ikkje",
        "ikke kritisk",
        "not urgent",
        "Hvis det haster, ring Kari",
        "Haster det, ring Kari",
        "if urgent, call reception",
        "Det er ingen krise",
    ],
)
def test_urgency_that_is_denied_or_imagined_is_none(text: str) -> None:
    assert _values(text, MarkKind.URGENCY) == ()


@given(st.text(max_size=200), st.text(max_size=400), st.text(max_size=200))
def test_every_mark_stands_where_it_says(subject: str, text: str, signature: str) -> None:
    for mark in marks(subject, text, signature).found:
        whole = subject if mark.in_subject else text
        assert 0 <= mark.start < mark.end <= len(whole)
        assert mark.value


PIECES = [
    *(
        "TV",
        "id",
        "847 221 903",
        "900 00 377",
        "KID 1234567897",
        "feil 3021",
        "haster",
        "innen fredag",
        "\n",
        "İ",
    ),
    *("Fil > Eksport", "12.03.2025", "VB 16.1", "2025-004217", "974 760 673"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_marks_come_in_order_of_place_and_are_the_same_again(words: list[str]) -> None:
    text = " ".join(words)
    found = marks("", text).found
    assert [mark.start for mark in found] == sorted(mark.start for mark in found)
    assert marks("", text).found == found
