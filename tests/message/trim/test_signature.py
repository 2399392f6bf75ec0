"""Where a signature begins, what after it is still the customer speaking, and what others added."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.parts import Section
from router.message.trim.signature import closing_sections, inline_sign_off

SAID = "Vi får ikke sendt betalingsfilen."


def _of(section: Section, text: str, sender: str) -> str:
    lines = text.split("\n")
    sections = closing_sections(lines, sender)
    return "\n".join(line for line, found in zip(lines, sections, strict=True) if found is section).strip()


def _new(text: str, sender: str = "Kari Moen") -> str:
    return _of(Section.NEW, text, sender)


@pytest.mark.parametrize(
    "signature",
    [
        "Mvh\nKari Moen",
        "Mvh Kari",
        "mvh/Kari",
        "M.v.h. Kari",
        "mvh, Kari Moen, Eksempel Bygg AS",
        "Vh\nKari",
        "Vennligst hilsen\nKari Moen",
        "Med hilsen\n\nfor Eksempel Bygg AS\n\nKari Moen\nKontorsjef",
        "Med vennlig hilsen\n\nKari Moen\nDaglig leder\nEksempel Bygg AS\nTlf 900 00 000 | "
        "www.eksempel-bygg.example",
        "Med vennlig hilsen Kari Moen, Daglig leder, Eksempel Bygg AS, Storgata 1, 0155 Oslo, tlf 900 00 000",
        "Vennlig hilsen\nKari Moen\nFagansvarlig regulatorisk regnskap\nNordreland Nett AS",
        "Venleg helsing\nKari",
        "Beste helsing Kari",
        "Med helsing\nKari Moen\ndagleg leiar",
        "Helsing Kari",
        "Beste hilsen Kari",
        "Takk og hilsen\nKari",
        "På forhånd takk og vennlig hilsen\nKari",
        "Hilsen oss på lønn",
        "Hilsen Kari på kirkegårdskontoret",
        "Speiderhilsen\nKari",
        "Klem fra Kari",
        "Hilsen:\nKari",
        "*Med vennlig hilsen*\n*Kari Moen*\nEksempel Bygg AS",
        "// Kari",
        "-kari",
        "/Kari",
        "K.",
        "KM",
        "K. Moen",
        "Kari :)",
        "Kari 😊",
        "Kari, lønn",
        "Kari i resepsjonen",
        "Kari Moen (tidl. Lie)",
        "Kari Moen | Daglig leder | Eksempel Bygg AS | Tlf 900 00 000",
        "KARI MOEN\nDaglig leder\nStorgata 1\n0155 Oslo\nTelefon: 22 00 00 00\nFaks: 22 00 00 "
        "01\nkari@eksempel.example",
        "Eksempel Bygg AS\nKari Moen\nTlf. 900 00 000",
        "Takk!\nKari",
        "Takk for hjelpen!\nKari Moen\nEksempel Bygg AS",
        "Ha en fin dag\nKari Moen\nRegnskapssjef",
        "God helg :)\nKari",
        "For styret\nKari Moen",
        "Med venlig hilsen\nKari",
        "De bedste hilsner\nKari",
        "Kh Kari",
        "Med vänlig hälsning\nKari",
        "Vänliga hälsningar\n\nKari Moen",
        "Best regards,\nKari Moen\nCFO",
        "Kind regards / Med vennlig hilsen\nKari",
        "Thank you and kind regards,\nKari Moen",
        "Many thanks,\nKari",
        "Thanks,\n\nKari",
        "BR\nKari",
        "Yours sincerely\nKari Moen",
        "Mit freundlichen Grüßen\nKari Moen",
        "Viele Grüße\nKari",
        "Cordialement,\nKari Moen",
        "Met vriendelijke groet,\nKari",
        "-- \nKari Moen\nEksempel Bygg AS",
        "--\nKari Moen",
        "Kari",
        "Kari Moen\nEksempel Bygg AS\nOrg.nr. 987 001 234 MVA",
        "Mvh\nKari\n\nMed vennlig hilsen\n\nKari Moen\nEksempel Bygg AS",
        "Mvh\nKari Moen\nÅpningstider: 08-16\nwww.eksempel.example",
    ],
)
def test_a_signature_is_taken_off(signature: str) -> None:
    assert _new(f"Hei,\n\n{SAID}\n\n{signature}") == f"Hei,\n\n{SAID}"
    assert _new(f"{SAID}\n{signature}") == SAID or signature[0].isalpha()


@pytest.mark.parametrize(
    ("sender", "signature"),
    [
        ("Moen, Kari", "Kari"),
        ("Moen, Kari", "Kari Moen\nEksempel Bygg AS"),
        ("Kari Moen (Eksempel Bygg AS)", "Kari Moen\nLønnsansvarlig"),
        ("Per Morten Sæther", "pms"),
        ("Hans Jørgen Rud", "HJ Rud"),
        ("Christoffer Nyhus", "Chr."),
        ("Ann-Kristin Moe", "AK"),
        ("Kari", "Kari Moen"),
        ("Eksempel Bygg AS", "Takk!\nOla Lie\nEksempel Bygg AS"),
        ("", "Mvh Ola"),
    ],
)
def test_people_sign_with_their_name_in_many_forms(sender: str, signature: str) -> None:
    assert _new(f"{SAID}\n\n{signature}", sender) == SAID


@pytest.mark.parametrize(
    "signature",
    [
        "Venlig hilsen\nKaren",
        "Mange hilsner\n\nKaren Holm",
        "Med vänliga hälsningar\nKarin Berg\nEkonomiansvarig",
        "Hälsningar Karin",
        "/Karin",
        "// Karin",
        "-Karin Berg",
        "Warm regards,\nCarol",
        "All the best,\nCarol",
        "Cheers,\nCarol",
        "Yours faithfully,\nCarol Finch\nFinance Manager",
        "MfG\nKarin Berg",
        "Beste Grüße\nKarin",
        "Freundliche Grüße\n\nKarin Berg\nBuchhaltung",
        "Bien cordialement,\nCarole",
        "Saludos,\nCarol",
        "Terveisin\nKaarina",
        "Gesendet von Mail für Windows 10",
        "Skickat från min iPad",
        "Envoyé de mon iPhone",
        "Sent from my Verizon Wireless BlackBerry",
    ],
)
def test_other_languages_sign_off_as_well_without_a_known_sender(signature: str) -> None:
    assert _new(f"{SAID}\n\n{signature}", "") == SAID


@pytest.mark.parametrize("sender", ["", "Lager Dokka", "post"])
@pytest.mark.parametrize(
    "signature",
    [
        "Bjørn",
        "Kjetil R.",
        "Hege i nettbutikken",
        "Frode, Aasen Lastebil",
        "Ole Lie\nlager",
        "Solveig Ås\nTlf 900 00 000",
    ],
)
def test_a_name_ends_a_mail_from_a_mailbox_that_is_nobodys(sender: str, signature: str) -> None:
    assert _new(f"{SAID}\n\n{signature}", sender) == SAID


@pytest.mark.parametrize(
    "text",
    [
        "Kan dere slette denne brukeren?\n\nBjørn Lie",
        "Begge skal ha tilgang.\n\nBjørn Lie\nHege Ås",
        "Fjern tilgangen i dag.\n\nBjørn Lie\n\nMvh\nLageret",
        "Det haster.\n\nHenrik",
    ],
)
def test_a_name_may_be_the_matter_itself(text: str) -> None:
    sender = "Kari Moen" if text.endswith("Henrik") else "Lager Dokka"
    assert _new(text, sender) == text.removesuffix("\n\nMvh\nLageret")


@pytest.mark.parametrize(
    "courtesy",
    [
        "På forhånd takk for hjelpen!",
        "På forhånd takk",
        "Takk på forhånd!",
        "Tusen takk for hjelpen",
        "Ha en fin dag!",
        "God helg!",
        "Håper på raskt svar",
        "Thanks in advance!",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_courtesy_above_the_sign_off_is_the_customers_own(courtesy: str, gap: str) -> None:
    assert _new(f"{SAID}\n\n{courtesy}{gap}Hilsen\nKari Moen") == f"{SAID}\n\n{courtesy}"


def test_thanks_alone_stay() -> None:
    assert _new("Tusen takk!\n\nMvh Kari") == "Tusen takk!"
    assert _new("Tusen takk!\nMvh Kari") == "Tusen takk!"


@pytest.mark.parametrize(
    "below",
    [
        "PS: Kan dere også lage en ny fakturamal?",
        "P.S. Lisensen til Per går ut på fredag.",
        "PS! Bilag 33018 ligger til godkjenning hos Terje",
        "PPS. Hva koster det?",
        "Forresten, kan noen også se på hvorfor skriveren står stille i dag?",
        "Jeg er på kontoret til 15.",
        "Ring meg på 900 00 000 hvis noe er uklart",
        "Svar gjerne hver for seg.",
        "Haster!",
        "NB! Serveren har fått ny adresse: vb02.eksempel.example. Den gamle er slått av.",
        "Kundens adresse er nå Storgata 2, 0155 Oslo",
        "Teamviewer 845 290 117",
        "TV 845290117",
        "1. Åpne fakturaen\n2. Trykk Send\n3. Det stopper",
        "- Lønn\n- Remittering",
        "Ny adresse på kunden:\nStorgata 1\n0155 Oslo",
        "Hei igjen, nå virker det.",
        "Ingenting virker nå",
    ],
)
@pytest.mark.parametrize(
    "sign_off", ["Mvh\nKari Moen", "Kari", "Mvh\nKari Moen\nEksempel Bygg AS\nTlf 900 00 000"]
)
def test_what_is_said_below_the_signature_is_new(sign_off: str, below: str) -> None:
    assert _new(f"{SAID}\n\n{sign_off}\n\n{below}").split() == f"{SAID}\n\n{below}".split()


@pytest.mark.parametrize(
    "text",
    [
        "Kari spør om hun kan få tilgang til lønn fra mandag av.",
        "Kari skal ha ny bruker\n\nKari trenger også tilgang til bank, kan dere ordne det i dag?",
        "---------------------------\nVisma Business\n---------------------------\nFeil 3021",
        "---------------------------\nVisma\n---------------------------\nOK\n---------------------------",
        "Bilag 1\n-----\nBilag 2",
        "Takk for hjelpen!",
        "Takk for svar.\nVi prøvde det, men det virker ikke.",
        "Takk!\n\nNå gjelder det en annen sak, nemlig lønn.",
        "Hei,\n\nHilsen på fakturaen er feil.",
        "Fakturaen slutter med\nhilsen fra den gamle daglige lederen og det må bort.",
        "Hilsenen nederst må endres til Med vennlig hilsen Eksempel Bygg AS",
        "På fakturaen skal det stå\nmed vennlig hilsen\nog så skal det komme et navn under.",
        "Best mulig pris, takk",
        "Hvilken av de to er\nbest.",
        "Best case er at vi får det i dag",
        "VG har skrevet om oss",
        "BR er feil kode på leverandøren",
        "H er feil",
        "Vi har byttet adresse til:\n\nKari Moen Regnskap\nStorgata 1\n0155 Oslo",
        "Ny adresse på kunden:\nStorgata 1\n0155 Oslo",
        "Kan dere opprette disse kundene?\n\nLie Bygg AS\nStorgata 1\n0155 Oslo\nOrg.nr. 987 001 234",
        "Kan dere opprette denne brukeren?\n\nOla Hansen\nola@eksempel.example",
        "Disse skal ha tilgang:\n- Kari\n- Ola\n- Per",
        "Disse skal ha tilgang:\n\nKari Moen\nOla Lie",
        "Sendt fra oss i går, men kunden har ikke fått den",
        "Sendt fra Outlook i går, men kunden fikk den aldri",
        "OBS! Lenker i fakturaen virker ikke",
        "Advarsel: kunde utenfor kredittgrense kommer opp på alle ordrer",
        "Denne e-posten fikk vi fra kunden i går, er den fra dere?",
        "Tenk om vi kunne skrive ut alle på en gang",
        "Følg oss på lager er et felt vi ikke får bort",
        "Jeg har ikke ofte e-post fra kunden i systemet, men nå kom det tolv",
        "Ekstern revisor skal ha tilgang",
        "Virusfri maskin, men Visma står fortsatt",
        "Disse skal bort.\n\n-Lønn\n-Bank",
        "Denne e-posten er konfidensiell, så ikke ta den opp med de andre.\n\nVi skal si opp to ansatte.",
        "Vi skal si opp to ansatte.\n\nDenne e-posten er konfidensiell, så ikke ta den opp med de andre.",
        "Nederst på fakturaen står det\n\nMed vennlig hilsen\nLie Optikk AS\nTlf 22 00 01 55\n\n"
        "men vi heter bare Lie Syn nå.",
        "Det gjelder:\n\n-Lønn",
    ],
)
def test_words_that_look_like_a_signature_stay(text: str) -> None:
    assert _new(text) == text
    assert _new(f"{text}\n\nMvh\nKari Moen") == text


DISCLAIMERS = [
    "Sendt fra min iPhone",
    "Sendt frå min iPad",
    "Sendt fra Outlook for Android",
    "Sendt fra E-post for Windows",
    "Sendt fra Yahoo Mail på Android",
    "Sent from my Galaxy",
    "Sent from Mail for Windows",
    "Sent from my Samsung Galaxy smartphone.",
    "Skickat från min iPhone",
    "Von meinem iPhone gesendet",
    "Hent Outlook for iOS",
    "Skaff deg Outlook for Android<https://aka.ms/o0ukef>",
    "Sendt med Proton Mail sikker e-post.",
    "Sendt med Spark",
    "Sendt frå Android-eininga mi med K-9 Mail. Orsak at eg er kortfatta.",
    "Denne e-posten er sendt fra Visma Business.",
    "Hent Outlook for iOS<https://aka.ms/o0ukef>",
    "Get Outlook for Android",
    "Tenk på miljøet før du skriver ut denne e-posten.",
    "P Tenk på miljøet før du skriver ut denne e-posten.",
    "*** Tenk på miljøet før du skriver ut denne e-posten ***",
    "Please consider the environment before printing this e-mail.",
    "Denne e-posten kan inneholde konfidensiell informasjon. Er du ikke rett\nmottaker, ber vi deg "
    "slette den og si fra "
    "til avsenderen med en gang.",
    "This e-mail and any attachment may be confidential. If you are not the intended recipient, delete it.",
    "Diese E-Mail ist vertraulich.",
    "Innholdet i denne e-posten er konfidensielt.",
    "E-posten er virussjekket.",
    "Virusfri. www.avast.com",
    "---\nDenne e-posten er sjekket for virus av Avast.\nwww.avast.com",
    "Denne e-posten er sjekket for virus av Avast.",
    "Dokumentet er elektronisk godkjent og har derfor ingen signatur.",
]


@pytest.mark.parametrize("disclaimer", DISCLAIMERS)
@pytest.mark.parametrize(
    "signature", ["Mvh\nKari Moen", "Kari Moen\nEksempel Bygg AS\nTlf 900 00 000", "Mvh Kari"]
)
def test_what_others_add_below_is_told_from_the_signature(signature: str, disclaimer: str) -> None:
    text = f"{SAID}\n\n{signature}\n\n{disclaimer}"
    assert _new(text) == SAID
    assert _of(Section.SIGNATURE, text, "Kari Moen") == signature
    assert _of(Section.DISCLAIMER, text, "Kari Moen") == disclaimer


@pytest.mark.parametrize("disclaimer", DISCLAIMERS)
def test_what_others_add_is_known_without_a_signature(disclaimer: str) -> None:
    text = f"{SAID}\n\n{disclaimer}"
    assert _new(text) == SAID
    assert _of(Section.DISCLAIMER, text, "Kari Moen") == disclaimer


@pytest.mark.parametrize(
    "addition",
    [
        "Følg oss på LinkedIn!",
        "Facebook | Instagram | LinkedIn",
        "Besøk vår nettside www.eksempel.example",
        "Meld deg på vårt nyhetsbrev her",
        "Alle leveranser skjer etter våre alminnelige salgs- og leveringsbetingelser.",
        "Opplysninger i meldingen er kun til mottakeren. Har du fått den ved en feil, slett den og "
        "varsle avsenderen.",
        "You received this message because you are subscribed to the group.\nTo unsubscribe, send an e-mail.",
        "_______________________________________________\nbrukere mailing list\nbrukere@lister.example\n"
        "https://lister.example/listinfo/brukere",
    ],
)
def test_what_a_firm_adds_is_known_below_the_signature(addition: str) -> None:
    text = f"{SAID}\n\nMvh\nKari Moen\nEksempel Bygg AS\n\n{addition}"
    assert _new(text) == SAID
    assert _of(Section.DISCLAIMER, text, "Kari Moen") == addition


@pytest.mark.parametrize(
    "banner",
    [
        "ADVARSEL: Denne e-posten kom fra en avsender utenfor organisasjonen.",
        "ADVARSEL: Denne e-posten kom fra utsiden av organisasjonen. Ikke klikk på lenker eller åpne "
        "vedlegg med mindre du "
        "kjenner avsenderen.",
        "ADVARSEL: Denne e-posten kom fra utsiden av organisasjonen.\nIkke klikk på lenker eller "
        "åpne vedlegg med mindre du "
        "kjenner avsenderen.",
        "EKSTERN E-POST",
        "EKSTERN E-POST: Vær forsiktig med lenker og vedlegg.",
        "[EXTERNAL]",
        "[EKSTERN]",
        "CAUTION: External email",
        "CAUTION: This email originated from outside of the organization. Do not click links or "
        "open\nattachments unless you "
        "recognize the sender and know the content is safe.",
        "OBS! Denne e-posten er fra en ekstern avsender.",
        "Du mottar ikke ofte e-post fra kari@eksempel.example. Finn ut hvorfor dette er viktig",
        "Du mottar ikke ofte e-post fra kari@eksempel.example. Finn ut hvorfor dette er viktig\n"
        "<https://aka.ms/LearnAboutSenderIdentification>",
        "Noen som mottok denne meldingen, får ikke ofte e-post fra kari@eksempel.example. Finn ut "
        "hvorfor dette er viktig",
        "You don't often get email from kari@eksempel.example. Learn why this is important",
        "Some people who received this message don't often get email from kari@eksempel.example. "
        "Learn why this is important",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_warning_about_the_sender_is_no_word_of_the_customer(banner: str, gap: str) -> None:
    text = f"{banner}{gap}Hei,\n{SAID}"
    assert _new(text) == f"Hei,\n{SAID}"
    assert _of(Section.DISCLAIMER, text, "Kari Moen") == banner


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Tusen takk! Mvh Kari", "Tusen takk!"),
        ("Send gjerne en pris. Hilsen Kari på Vatne", "Send gjerne en pris."),
        ("det virker ikke hilsen kari", "det virker ikke"),
        ("Hvem kan sette det opp? Kari", "Hvem kan sette det opp?"),
        ("Det virker ikke. Mvh\nKari Moen\nEksempel Bygg AS", "Det virker ikke."),
    ],
)
def test_a_sign_off_behind_the_last_sentence_is_found_in_its_line(text: str, kept: str) -> None:
    lines = text.split("\n")
    found = inline_sign_off(lines, closing_sections(lines, "Kari Moen"), "Kari Moen")
    assert found is not None
    number, column = found
    assert "\n".join([*lines[:number], lines[number][:column]]).rstrip() == kept


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        "Mvh Kari",
        "På fakturaen mangler hilsen fra daglig leder",
        "Under logoen skal det stå med vennlig hilsen Eksempel Bygg AS",
        "Vi vil ha bort teksten hilsen",
        "Kan dere gi tilgang til Kari",
        "Kan dere gi tilgang? Kari trenger den i morgen.",
    ],
)
def test_a_greeting_inside_a_sentence_is_no_sign_off(text: str) -> None:
    assert inline_sign_off([text], closing_sections([text], "Kari Moen"), "Kari Moen") is None


@given(st.lists(st.text(max_size=60), max_size=20), st.text(max_size=30))
def test_a_sign_off_in_a_line_lies_within_the_text(lines: list[str], sender: str) -> None:
    found = inline_sign_off(lines, closing_sections(lines, sender), sender)
    assert found is None or 0 < found[1] < len(lines[found[0]])


def test_blank_lines_belong_to_what_surrounds_them() -> None:
    sections = closing_sections(
        [SAID, "", "Mvh", "", "Kari Moen", "", "Sendt fra min iPhone", ""], "Kari Moen"
    )
    new, signature, disclaimer = Section.NEW, Section.SIGNATURE, Section.DISCLAIMER
    assert sections == [new, new, signature, signature, signature, signature, disclaimer, disclaimer]


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "",
                    "Mvh",
                    "Kari Moen",
                    "Takk!",
                    "-- ",
                    "-----",
                    "PS: hei",
                    "Hei?",
                    "Tlf 900 00 000",
                    *DISCLAIMERS,
                ]
            ),
            st.text(max_size=60),
        ),
        max_size=30,
    ),
    st.text(max_size=30),
)
def test_every_line_gets_one_section_whatever_it_holds(lines: list[str], sender: str) -> None:
    assert len(closing_sections(lines, sender)) == len(lines)


@given(
    st.lists(
        st.sampled_from(
            ["Vi får feil på bilag 12.", "Kan dere hjelpe oss?", "", "Det haster for lønna i morgen."]
        )
    )
)
def test_plain_sentences_are_never_cut(lines: list[str]) -> None:
    assert set(closing_sections(lines, "Kari Moen")) <= {Section.NEW}
