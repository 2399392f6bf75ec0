"""What is new in a mail, what is history and what is signature: the marks of real clients, and the traps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.lines import Line, lines_of
from router.message.parts import Section
from router.message.trim.forwarded import is_pointer
from router.message.trim.trim import trim

NEW = "Hei,\n\nvi får ikke sendt betalingsfilen i dag."
OLD = "Hei Kari,\n\nda har vi ordnet det. Si fra om noe mangler."

HISTORY_MARKS = {
    "Outlook, Bokmål": (
        "Fra: Support <support@okonomibistand.example>\nSendt: mandag 3. mars 2025 09:12\n"
        "Til: Kari Moen <kari@eksempel-bygg.example>\nEmne: SV: Remittering\n"
    ),
    "Outlook with a rule above": (
        "________________________________\nFra: Support <support@okonomibistand.example>\n"
        "Sendt: mandag 3. mars 2025 09:12\nTil: Kari Moen\nKopi: Ola Vik\nEmne: SV: Remittering\n"
    ),
    "Outlook, bold labels": (
        "*Fra:* Support\n*Sendt:* mandag 3. mars 2025 09:12\n*Til:* Kari Moen\n*Emne:* SV: Remittering\n"
    ),
    "Nynorsk": "Frå: Support\nSendt: måndag 3. mars 2025 09:12\nTil: Kari Moen\nEmne: SV: Remittering\n",
    "English": (
        "From: Support\nSent: Monday, March 3, 2025 9:12 AM\nTo: Kari Moen\nSubject: RE: Remittering\n"
    ),
    "Danish": "Fra: Support\nSendt: 3. marts 2025 09:12\nTil: Kari Moen\nEmne: SV: Remittering\n",
    "Swedish": "Från: Support\nSkickat: den 3 mars 2025 09:12\nTill: Kari Moen\nÄmne: SV: Remittering\n",
    "German": "Von: Support\nGesendet: Montag, 3. März 2025 09:12\nAn: Kari Moen\nBetreff: AW: Remittering\n",
    "many recipients over several lines": (
        "Fra: Support <support@okonomibistand.example>\nSendt: 3. mars 2025 09:12\n"
        "Til: Kari Moen <kari@a.example>; Ola Vik <ola@a.example>;\n Per Li "
        "<per@a.example>\nEmne: Remittering\n"
    ),
    "original message": (
        "-----Opprinnelig melding-----\nFra: Support\nSendt: 3. mars 2025\nTil: Kari\nEmne: x\n"
    ),
    "original message in English": "-----Original Message-----\n",
    "Bokmål, with time": "Den 3. mars 2025 kl. 09:12 skrev Kari Moen:\n",
    "Bokmål, with address": (
        "Den man. 3. mars 2025 kl. 09:12 skrev Support <support@okonomibistand.example>:\n"
    ),
    "Gmail": "man. 3. mars 2025 kl. 09:14 skrev Support <support@okonomibistand.example>:\n",
    "Gmail, wrapped": (
        "man. 3. mars 2025 kl. 09:14 skrev Support ØkonomiBistand\n<support@okonomibistand.example>:\n"
    ),
    "iPhone": "3. mars 2025 kl. 09:14 skrev Support <support@okonomibistand.example>:\n",
    "Nynorsk skreiv": "Den 3. mars 2025 kl. 09:14 skreiv Kari Moen:\n",
    "zone": "Den 03.03.2025 kl 09:14 CET skrev Support <support@okonomibistand.example>:\n",
    "English wrote": "On Mon, 3 Mar 2025 at 09:14, Support <support@okonomibistand.example> wrote:\n",
    "English wrote, name only": "On Mar 3, 2025, at 09:14, Kari Moen wrote:\n",
    "English wrote, wrapped": (
        "On Mon, 3 Mar 2025 at 09:14, Support Centre <\nsupport@okonomibistand.example> wrote:\n"
    ),
    "Danish skrev": "Den man. 3. mar. 2025 kl. 09.14 skrev Support <support@okonomibistand.example>:\n",
    "Swedish skrev": "Den mån 3 mars 2025 kl 09:14 skrev Support <support@okonomibistand.example>:\n",
    "German schrieb": "Am Mo., 3. März 2025 um 09:14 Uhr schrieb Support <support@okonomibistand.example>:\n",
}


@pytest.mark.parametrize("mark", HISTORY_MARKS.values(), ids=HISTORY_MARKS.keys())
@pytest.mark.parametrize("quoting", ["", "> "], ids=["bare", "angled"])
def test_a_reply_loses_its_history(mark: str, quoting: str) -> None:
    below = "\n".join(quoting + line for line in OLD.split("\n"))
    text = trim(lines_of(f"{NEW}\n\n{mark}\n{below}"), subject="SV: Remittering").text
    assert text.new_text == NEW
    assert text.quoted_text.startswith(mark.split("\n")[0])
    assert "da har vi ordnet det" in text.quoted_text


TRAPS = {
    "the date range of a report": (
        "Rapporten kjøres slik:\nFra: 01.01.2025\nTil: 31.01.2025\nOg da blir den tom."
    ),
    "a date range with more fields": (
        "Utvalg:\nFra: 01.01.2025\nTil: 31.01.2025\nDato: 03.02.2025\nOg da blir den tom."
    ),
    "accounts": (
        "Vi flyttet slik:\nFra: konto 1920\nTil: konto 2400\nDato: 03.02.2025\nOg nå stemmer det ikke."
    ),
    "we wrote invoices": "Den 3. mars 2025 skrev vi ut disse fakturaene:\n1001\n1002\nHvor finner vi dem?",
    "a payment with an address": "03.03.2025 betalt til leverandor@firma.example, men den står som åpen.",
    "someone wrote something": "Den 3. mars skrev Kari at dere skulle ringe:\nHar dere gjort det?",
    "an amount": "Gjelder alle bilag som er\n> 10 000 kr\nHvordan finner jeg dem?",
    "a comparison": "Formelen er\n> 5 % = rabatt\nog det er feil.\n> 7 % = ingen\nStemmer det?",
    "from and to alone": "Fra: Oslo\nTil: Bergen\nHvordan fører jeg denne reisen?",
    "a colon after wrote": "Dere skrev:\nsend oss en fil.\nHer er den.",
    "a greeting in the middle": "Hilsen sendes på fakturaen, men teksten mangler.\nHvor setter jeg den?",
    "the word hilsen in a sentence": (
        "Med vennlig hilsen skal stå nederst på alle fakturaer, hvordan får vi det til?"
    ),
    "regards in a sentence": "Regards the invoice we sent in March, it was never delivered to the customer.",
}


@pytest.mark.parametrize("text", TRAPS.values(), ids=TRAPS.keys())
def test_the_customers_own_words_survive(text: str) -> None:
    assert trim(lines_of(text)).text.new_text == text


def test_answers_between_quoted_lines_are_new() -> None:
    text = trim(
        lines_of(
            "Den 3. mars 2025 kl. 09:12 skrev Kari Moen:\n> Hvilken versjon har dere?\n\nVi har 16.1.\n\n"
            "> Og hvilken bank?\n\nEksempelbanken."
        )
    ).text
    assert text.new_text == "Vi har 16.1.\n\nEksempelbanken."
    assert "> Og hvilken bank?" in text.quoted_text


def test_an_answer_below_the_quote_is_new() -> None:
    text = trim(
        lines_of("On Mon, 3 Mar 2025, Kari Moen wrote:\n> Which version?\n> And which bank?\n\nIt is 16.1.")
    ).text
    assert text.new_text == "It is 16.1."


def test_only_the_newest_of_several_replies_is_new() -> None:
    mark = HISTORY_MARKS["Outlook, Bokmål"]
    text = trim(lines_of(f"{NEW}\n\n{mark}\n{OLD}\n\n{mark}\nenda eldre")).text
    assert text.new_text == NEW
    assert "enda eldre" in text.quoted_text


@pytest.mark.parametrize(
    "own",
    [
        "",
        "Se under",
        "FYI",
        "Hei, se under. Kan dere gi et tilbud på dette?",
        "Hei\n\nKan dere ta denne?",
        "Til info.\n\nMvh\nOla Vik",
    ],
)
def test_what_was_forwarded_with_hardly_a_word_is_the_request(own: str) -> None:
    mark = "Fra: Per Li <per@kunde.example>\nSendt: 3. mars 2025 09:12\nTil: Ola Vik\nEmne: Lønn\n"
    text = trim(
        lines_of(f"{own}\n\n{mark}\nLønnskjøringen stopper med feil 3021.\n\nMvh\nPer"), subject="VS: Lønn"
    ).text
    assert text.new_text.endswith("Lønnskjøringen stopper med feil 3021.")
    assert "Fra: Per Li" in text.quoted_text
    assert text.signature.endswith("Mvh\nPer")


def test_the_history_below_a_forwarded_mail_stays_history() -> None:
    inner = "Fra: Per Li\nSendt: 3. mars 2025 09:12\nTil: Ola Vik\nEmne: Lønn\n\nLønnskjøringen stopper.\n\n"
    text = trim(
        lines_of(
            f"Se under\n\n---------- Forwarded message ---------\n{inner}Den 2. mars "
            f"2025 kl. 08:00 skrev Ola Vik:\n> gammelt"
        )
    ).text
    assert text.new_text == "Se under\n\nLønnskjøringen stopper."
    assert "gammelt" in text.quoted_text


def test_a_forward_with_a_request_of_its_own_keeps_what_was_forwarded_apart() -> None:
    text = trim(
        lines_of(
            f"{NEW}\n\n---------- Forwarded message ---------\nFra: Per\nSendt: i dag\n"
            f"Til: Ola\nEmne: x\n\n{OLD}"
        ),
        subject="Fwd: x",
    ).text
    assert text.new_text == NEW


def test_a_reply_of_history_alone_says_nothing_new() -> None:
    whole = f"{HISTORY_MARKS['Outlook, Bokmål']}\n{OLD}"
    text = trim(lines_of(whole), subject="SV: Remittering").text
    assert text.new_text == ""
    assert text.quoted_text == whole


def test_a_mail_passed_on_without_a_word_is_the_request_though_its_subject_says_nothing() -> None:
    mark = HISTORY_MARKS["Outlook, Bokmål"]
    trimmed = trim(lines_of(f"{mark}\n{OLD}"), subject="Remittering")
    assert trimmed.text.new_text == OLD
    assert trimmed.text.quoted_text == mark.strip()
    assert trimmed.forwarded_from is not None


def test_where_quote_marks_would_leave_nothing_of_a_new_mail_the_whole_text_is_new() -> None:
    whole = "> Vi får ikke\n> kjørt lønn"
    text = trim(lines_of(whole), subject="Lønn").text
    assert text.new_text == whole
    assert text.quoted_text == ""


def test_a_sign_off_that_the_customer_shows_is_his_matter() -> None:
    shown = "Teksten skal være:\n\nBetal nå.\n\nMed vennlig hilsen\nNes Bygg AS\n\nKan dere legge den inn?"
    text = trim(lines_of(f"{shown}\n\nMvh\nOla Nes"), sender_name="Ola Nes").text
    assert text.new_text == shown
    assert text.signature == "Mvh\nOla Nes"


def test_an_attribution_on_the_line_of_the_last_words_is_parted_from_them() -> None:
    whole = "Ja, begge. On Wed, Apr 4, 2012 at 3:59 PM, kari@a.example wrote:\n> Begge?"
    assert trim(lines_of(whole), subject="SV: x").text.new_text == "Ja, begge."


def test_thanks_alone_above_history_are_what_is_new() -> None:
    text = trim(lines_of(f"Takk,\n\n{HISTORY_MARKS['Outlook, Bokmål']}\n{OLD}"), subject="SV: x").text
    assert text.new_text == "Takk,"


def test_what_the_html_shows_as_quoted_is_believed() -> None:
    text = trim([Line("Nytt"), Line("Gammelt", Section.QUOTED), Line("Mer nytt")]).text
    assert (text.new_text, text.quoted_text) == ("Nytt\n\nMer nytt", "Gammelt")


@pytest.mark.parametrize(
    "text", ["Hei", "se nedenfor :)", "Hei alle,\nse vedlagt e-post", "fyi", "", "Can you take this?"]
)
def test_a_text_that_only_points_is_known(text: str) -> None:
    assert is_pointer(text)


@pytest.mark.parametrize(
    "text", ["Kan dere lage en ny rapport?", "Se under. Haster! Vi får ikke kjørt lønn.", "Ja"]
)
def test_a_text_that_says_something_is_no_pointer(text: str) -> None:
    assert not is_pointer(text)


PIECES = st.sampled_from(
    [
        *HISTORY_MARKS.values(),
        *TRAPS.values(),
        "Mvh\nKari\n",
        "> sitat\n> mer\n",
        "\n",
        "PS: en ting til\n",
        "-- \n",
        NEW,
        OLD,
    ]
)


@given(
    st.lists(st.one_of(PIECES, st.text(max_size=60)), max_size=12).map("\n".join),
    st.sampled_from(["", "VS: x", "SV: x"]),
)
def test_no_character_is_lost_and_the_order_is_kept(whole: str, subject: str) -> None:
    lines = lines_of(whole)
    text = trim(lines, sender_name="Kari Moen", subject=subject).text
    pieces = (text.new_text, text.quoted_text, text.signature, text.disclaimer)
    # In what was forwarded, the marks of quoting are taken off.
    assert sorted(_visible("".join(pieces)).replace(">", "")) == sorted(_visible(whole).replace(">", ""))
    for piece in pieces:
        letters = iter(_visible(whole))
        assert all(letter in letters for letter in _visible(piece) if letter != ">")


@given(st.text(max_size=200))
def test_a_mail_that_answers_nothing_is_never_all_history(whole: str) -> None:
    text = trim(lines_of(whole)).text
    assert text.new_text.strip() or not text.quoted_text.strip()


@given(
    st.lists(st.one_of(PIECES, st.text(max_size=60)), max_size=12).map("\n".join),
    st.sampled_from(["", "VS: x", "SV: x"]),
)
def test_the_spans_cover_the_text_without_gap_or_overlap(whole: str, subject: str) -> None:
    lines = lines_of(whole)
    text = trim(lines, sender_name="Kari Moen", subject=subject).text
    assert _visible(text.whole).replace(">", "") == _visible(whole).replace(">", "")
    ends = [0, *(span.end for span in text.spans)]
    assert [span.start for span in text.spans] == ends[:-1]
    assert ends[-1] == len(text.whole)
    for section, piece in (
        (Section.NEW, text.new_text), (Section.QUOTED, text.quoted_text),
        (Section.SIGNATURE, text.signature), (Section.DISCLAIMER, text.disclaimer),
    ):  # fmt: skip
        spans = [text.whole[span.start : span.end] for span in text.spans if span.section is section]
        assert _visible("".join(spans)) == _visible(piece)


def _visible(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    "asked",
    [
        "Unsubscribe",
        "Unsubscribe lenken i nyhetsbrevet deres virker ikke. Kan dere se på den?",
        "Meld meg av nyhetsbrevet",
        "EKSTERN E-POST: ikke la den gå til alle, kan dere sperre den?",
        "OBS: Denne e-posten er fra en ekstern avsender, hvorfor står det på alle fakturaer?",
        "Disclaimer: kan dere fjerne den?",
        "Takk, ring meg",
    ],
)
def test_what_a_customer_asks_never_vanishes_though_it_begins_like_a_notice(asked: str) -> None:
    quoted = "\n".join(f"> {line}" for line in OLD.split("\n"))
    signed = trim(lines_of(f"Hei,\n\n{asked}\n\nMvh\nKari"), sender_name="Kari Moen")
    assert signed.text.new_text == f"Hei,\n\n{asked}"
    assert trim(lines_of(asked)).text.new_text == asked
    assert trim(lines_of(f"{asked}\n\n{quoted}"), subject="SV: Nyhetsbrev").text.new_text == asked


@pytest.mark.parametrize(
    "footer", ["Unsubscribe", "Unsubscribe here", "Unsubscribe | Preferences", "Meld deg av nyhetsbrevet her"]
)
def test_below_what_a_newsletter_says_its_footer_is_an_addition_still(footer: str) -> None:
    said = "Kampanjen varer ut uka."
    assert trim(lines_of(f"{said}\n\n{footer}")).text.new_text == said
