import pytest

from router.triage.issue import MessageClass
from router.triage.silence import may_be_silent


@pytest.mark.parametrize(
    "text",
    [
        "Perfekt! Nå er alle slippene på plass. Da kan du lukke saken. Ha en god helg",
        "Flott jobba, nå går det!",
    ],
)
def test_thanks_may_be_left_without_an_answer(text: str) -> None:
    assert may_be_silent(MessageClass.THANKS, text, "")


@pytest.mark.parametrize(
    "text",
    [
        "Forfallsdato i fet skrift. Kundenummer bort. Takk.\n\nJeanette",
        "Faktura 118204 fra dere: 16 lisenser. Vi har 11. Kreditnota, takk.",
        "Two more users, thanks!",
        "Takk, men nå henger den igjen.",
        "Takk! Kan du lukke perioden også?",
    ],
)
def test_a_wish_that_says_takk_may_not(text: str) -> None:
    assert not may_be_silent(MessageClass.THANKS, text, "")


@pytest.mark.parametrize(
    "text",
    [
        "Takk for hjelpen i går. Nå er serveren helt nede hos alle sammen.",
        "Takk for hjelpen! Nå er alle bilagene for oktober slettet.",
        "Tusen takk. Det virker som om alle fakturaene er sendt to ganger.",
        "Takk for hjelpen. Nå er lønna utbetalt dobbelt.",
        "Takk for hjelpen med lønna som nå er utbetalt dobbelt",
        "Takk, nå virker det for alle unntatt Ola.",
        "Topp! Nå gikk fakturaene til gale kunder.",
        "Takk for hjelpa. No er alle tilsette borte frå lønskøyringa.",
        "Supert! Nå er det bare lisensen til Anne som står igjen.",
        "Takk for hjelpen så langt. Serveren er nede.",
        "Takk for hjelpen. Filen er tom.",
        "Takk. Nei.",
        "Thanks! No.",
        "Ja takk!",
        "Takk for svar. Vi aksepterer tilbudet.",
        "Takk for svar, da bestiller vi.",
        "Takk, slett basen.",
        "Takk. Det virker nå. For Kari.",
        "Tusen takk. Nå virker det itj.",
        "Takk for svar. Det verkar itj her.",
        "Takk for tilbudet! Godkjent.",
        "Takk, det går fint for oss.",
        "Takk! Det gikk ut igjen.",
        "Takk for hjelpen! Den er her igjen.",
        "Takk! Det fungerte for to av tre.",
        "Takk. Tre av tolv er lagt inn.",
        "Tusen takk! Neste: Ola Hansen.",
        "Takk! Purring.",
        "Flott. Godkjent. Takk.",
        "Takk for oppgradering av serveren til helgen",
        "Takk, kjør lønna.",
        "Takk for beskjed. Stans lisensen.",
        "Takk. Send avtalen.",
    ],
)
def test_thanks_that_bring_news_or_a_wish_never_fall_silent(text: str) -> None:
    assert not may_be_silent(MessageClass.THANKS, text, "")


@pytest.mark.parametrize(
    "text",
    [
        "Tusen takk for rask hjelp!",
        "Takk skal du ha, nå virker det. Du kan lukke saken.",
        "Hei Kari, nå gikk den igjennom. Ha en fin helg!",
        "No går alt fint igjen. Takk for hjelpa, Ola!",
        "Thanks a lot, it works now.",
    ],
)
def test_plain_thanks_may_be_closed(text: str) -> None:
    assert may_be_silent(MessageClass.THANKS, text, "")


@pytest.mark.parametrize("message_class", [MessageClass.BULK, MessageClass.BOUNCE])
@pytest.mark.parametrize(
    "text",
    [
        "Jeg så på opptaket deres, og der har dere en kolonne «svinn 5 %». Den finnes ikke hos meg.",
        "Vi får 10 % rabatt på ordren, men kunden skal ha 12. Fakturaen er ikke levert.",
        "Finner ikke avmelding av webinar i Visma.net. Hvor finner jeg det? Mailbox is full, står det.",
        "We cannot book vouchers in the demo company, and delivery of EHF fails.",
    ],
)
def test_who_tells_how_he_fares_is_no_advertising_and_no_mail_server(
    text: str, message_class: MessageClass
) -> None:
    read = f"{text} 550 5.1.1 ola@nes.example, www.nes.example"
    assert not may_be_silent(message_class, read, "Levering mislyktes: EHF")


@pytest.mark.parametrize(
    "text",
    [
        "Kolonnen «svinn %» finnes ikke. Er den skjult?",
        "OTP – ansatt under 20 %\n\nSpørsmål:\nSkal vi trekke og beregne pensjon fra første krone?",
        "Kun denne uken: 40 % på toner til alle skrivere!",
    ],
)
def test_per_cent_are_no_sign_of_advertising(text: str) -> None:
    assert not may_be_silent(MessageClass.BULK, f"{text} Vi har lest om dette på nes.example.", "")


PRAISE = (
    "Nye krav! Er DU klar? Bestill nå og spar 30 %. Klikk her for å lese mer. Meld deg av nyhetsbrevet her."
)


def test_advertising_that_somebody_passes_on_is_read() -> None:
    assert may_be_silent(MessageClass.BULK, PRAISE, "Bli klar i dag!")
    assert not may_be_silent(MessageClass.BULK, f"Gjelder dette oss? {PRAISE}", "VS: Bli klar i dag!")


@pytest.mark.parametrize("subject", ["WG: Webinar", "Antw: Sommerkampanje", "Fwd: Tilbud", "SV: Tilbud"])
def test_so_is_what_other_programs_pass_on(subject: str) -> None:
    assert not may_be_silent(MessageClass.BULK, PRAISE, subject)


def test_a_customers_own_campaign_leads_nowhere() -> None:
    text = "Black Friday: 40 % rabatt på alt i gruppe 20 og gratis frakt over 499 fra fredag til søndag."
    assert not may_be_silent(MessageClass.BULK, text, "Kampanje fredag")
    assert may_be_silent(MessageClass.BULK, f"{text} Les mer på www.butikken.example", "Kampanje fredag")


def test_who_wants_a_price_from_us_is_no_advertiser() -> None:
    text = "Vi har en unik mulighet til å starte på nytt. Ønsker uforpliktende pris fra dere innen 1. juni."
    assert not may_be_silent(MessageClass.BULK, text, "Unik mulighet")


def test_who_asks_how_to_keep_his_books_is_no_advertiser() -> None:
    text = "Kunden får rabatt på alle varer. Skal vi fakturere den eller kreditere? Se www.nes.example."
    assert not may_be_silent(MessageClass.BULK, text, "")
    assert may_be_silent(
        MessageClass.BULK,
        "Gratis befaring av alle kjøkken i hele november. Skal jeg sende et hyggelig tilbud? Svar JA.",
        "",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Klikk på lagre gir hvit skjerm.",
        "Gratis prøveperiode er slutt, ta bort modulen.",
        "Webinar om lønn: Per og Kari deltar.",
    ],
)
def test_what_is_shorter_than_praise_is_no_advertising(text: str) -> None:
    assert not may_be_silent(MessageClass.BULK, f"{text} nes.example", "")


@pytest.mark.parametrize(
    "text",
    [
        "Jeg er på ferie neste uke. Ola overtar lønn og trenger tilgang.",
        "Kontoret er stengt 24.-31. desember. Flytt forfall på faktura til 2. januar.",
        "Takk for hjelpen i går. I dag er feilen tilbake.",
    ],
)
def test_who_is_away_and_wants_something_never_falls_silent(text: str) -> None:
    assert not may_be_silent(MessageClass.AUTOREPLY, text, "Automatisk svar: Sak 4410")


AWAY = (
    "Jeg er på ferie fra fredag og tilbake 5. august.",
    "Jeg er på reise denne uken med dårlig dekning.",
    "Eg er sjukmeldt og attende 1. desember.",
    "Vi har stengt i romjulen.",
    "I'm on annual leave until Monday.",
)


@pytest.mark.parametrize(
    "wish",
    [
        "Kan du kjøre lønna for juli mens jeg er borte?",
        "Kan du sende ut fakturaene for juli.",
        "Kjør lønn for november for oss den 15.",
        "Send betalingsfilen til banken på mandag.",
        "Slett brukeren til Ola.",
        "Når er rapporten ferdig?",
        "Utsett møtet til uka etter.",
        "Legg inn Anne som ny bruker.",
        "Change the payroll contact to Anne Berg.",
        "Reset the password for anna@firm.example before that.",
        "NB! Vent med oppgraderingen til jeg er tilbake.",
        "Test gjerne uten meg, men ikke mot produksjonsbasen!",
    ],
)
def test_who_is_away_and_wants_something_in_another_sentence_never_falls_silent(wish: str) -> None:
    texts = [f"Hei!\n{away} {wish}" for away in AWAY]
    assert [text for text in texts if may_be_silent(MessageClass.AUTOREPLY, text, "Autosvar: Sak 4410")] == []


WHOM_TO_ASK = (
    "Hei, og takk for e-posten!\n\n{} Haster det, kan du ringe Lise på 900 12 345.\n\nMvh\nKari Moen"
)


@pytest.mark.parametrize("subject", ["Automatisk svar: Sak 4410", "Autosvar: EHF", "Automatic reply"])
@pytest.mark.parametrize("away", AWAY)
def test_below_a_programs_subject_who_is_away_needs_no_answer(away: str, subject: str) -> None:
    assert may_be_silent(MessageClass.AUTOREPLY, WHOM_TO_ASK.format(away), subject)


@pytest.mark.parametrize("subject", ["Out of office: EDI", "Fråvær: Re: Sak 4410", "Fraværende: Timelister"])
@pytest.mark.parametrize("away", [own for own in AWAY if not own.startswith("Vi")])
def test_so_does_who_speaks_of_himself_below_an_absence_before_ours(away: str, subject: str) -> None:
    assert may_be_silent(MessageClass.AUTOREPLY, WHOM_TO_ASK.format(away), subject)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Feriemelding: Ola Vik", "Vi fører ferie for Ola 1.-14. juli. Restferien hans er null på slippen."),
        ("Ferie: SV: feriepenger", "Jeg har to som er på ferie og står uten feriepenger i juni."),
        ("Fraværende: ansatte", "Vi ser at ansatte som er på ferie ikke vises i planen. I mai var de der."),
        ("Out of office: calendar", "Our calendar shows everyone as away since Friday."),
        ("Fravær: Re: registrering", "Jeg er sykmeldt, og fraværet mitt står dobbelt i systemet."),
        ("Automatisk e-post", "Ansatte får automatisk e-post om lønn to ganger."),
        ("Autosvar", "Autosvar for Kari fra i dag: «Kari har sluttet, kontakt Ola Vik på 911 22 333»"),
        ("Automatisk svar: Tilbud", "Jeg er på ferie. Tilbudet er godkjent."),
        ("Automatic reply: Licence", "I am away. The licence for Ola expires Friday, renew for one year."),
    ],
)
def test_a_subject_of_absence_above_a_matter_is_read(subject: str, text: str) -> None:
    assert not may_be_silent(MessageClass.AUTOREPLY, text, subject)


@pytest.mark.parametrize(
    "subject",
    [
        "", "Ferie", "Fravær", "Fraværende", "Out of office", "SV: Sak 4410", "SV: Automatisk svar: Sak 4410",
        "VS: Autosvar", "Ikke på kontoret: flytt møtet til torsdag",
    ],
)  # fmt: skip
@pytest.mark.parametrize("away", AWAY)
def test_words_alone_make_no_automatic_answer(away: str, subject: str) -> None:
    assert not may_be_silent(MessageClass.AUTOREPLY, WHOM_TO_ASK.format(away), subject)


@pytest.mark.parametrize(
    "text",
    [
        "Jeg er på ferie. Ring Eva Moen for pålogging til serveren i kveld.",
        "Er på ferie, så send det til 911 22 333.",
        "Jeg er tilbake på jobb mandag.",
    ],
)
def test_what_no_list_of_words_tells_from_a_notice_is_read(text: str) -> None:
    assert not may_be_silent(MessageClass.AUTOREPLY, text, "SV: Tidspunkt")


def test_below_an_absence_before_ours_a_colleagues_absence_is_read() -> None:
    text = "Kari er sykmeldt til mandag."
    assert not may_be_silent(MessageClass.AUTOREPLY, text, "Fraværende: Kari Moen")


@pytest.mark.parametrize("subject", ["Mail error", "Forsinkelse", "Delivery report for customer 10442"])
def test_a_report_has_a_subject_that_only_servers_write(subject: str) -> None:
    text = "Mail from the web shop to ola@nes.example could not be delivered, 554 5.7.1."
    assert not may_be_silent(MessageClass.BOUNCE, text, subject)


@pytest.mark.parametrize(
    "subject", ["SV: Levering mislyktes: Sak 4410", "VS: Undeliverable: EHF", "Fwd: Returned mail"]
)
def test_a_report_that_somebody_answers_or_passes_on_is_read(subject: str) -> None:
    text = "Another one.\n\nCould not be delivered to ola@nes.example: 550 5.1.1 user unknown."
    assert may_be_silent(MessageClass.BOUNCE, text, subject.partition(": ")[2])
    assert not may_be_silent(MessageClass.BOUNCE, text, subject)


def test_a_report_of_what_was_not_delivered_names_an_address_or_a_code() -> None:
    assert not may_be_silent(MessageClass.BOUNCE, "Ikke levert.", "Levering mislyktes")
    assert not may_be_silent(MessageClass.BOUNCE, "Levert. Men ikke alt.", "Levering mislyktes")
    text = "Kunne ikke leveres til ola@firma.example: mailbox is full."
    assert may_be_silent(MessageClass.BOUNCE, text, "Levering mislyktes")
    assert not may_be_silent(MessageClass.BOUNCE, text, "E-post til Ola")
    assert not may_be_silent(MessageClass.BOUNCE, f"{text} Hilsen Ola i Nes", "Levering mislyktes")
    assert not may_be_silent(MessageClass.BOUNCE, f"{text} Bruk ola@nes.example.", "Levering mislyktes")


@pytest.mark.parametrize(
    "subject", ["Slett bruker Per Hansen", "Bestilling av 3 lisenser", "Hvem skal ha tilgang?", "SV: Tilbud"]
)
@pytest.mark.parametrize("text", ["Hei!\n\nTusen takk!\n\nKari", "Takk", "Takk for hjelpen.\n\nMvh\nKari"])
def test_thanks_below_a_subject_that_wishes_or_asks_are_politeness(text: str, subject: str) -> None:
    assert not may_be_silent(MessageClass.THANKS, text, subject)


@pytest.mark.parametrize(
    "text",
    [
        "Takk for tilbakemelding på saken. God helg!",
        "Takk for god hjelp på telefon i dag, nå stemmer det.",
        "Takk for svar på mail. Ha en fin dag!",
        "Takk for god hjelp på fredag!",
    ],
)
def test_thanks_for_what_was_done_are_thanks(text: str) -> None:
    assert may_be_silent(MessageClass.THANKS, text, "SV: Sak 12345")


@pytest.mark.parametrize("subject", ["", "SV: Sak 12345", "Takk for hjelpen", "Re: EHF"])
def test_thanks_may_stand_below_no_subject_an_answer_or_thanks(subject: str) -> None:
    assert may_be_silent(MessageClass.THANKS, "Tusen takk for hjelpen, nå virker alt igjen!", subject)


@pytest.mark.parametrize(
    "text",
    [
        "Hei,\n\nPå forhånd takk.\n\nMvh Kari Moen",
        "Takk for snarlig svar",
        "Takk for tilgang til lager for Kari",
        "Takk, sjekk at det er i orden.",
        "Takk. Knapt i orden.",
        "Takk for hjelpa. Det er kje i orden.",
        "Takk. Få dette i orden nå.",
        "Great, thanks. Go.",
    ],
)
def test_thanks_for_what_is_still_to_be_done_want_an_answer(text: str) -> None:
    assert not may_be_silent(MessageClass.THANKS, text, "SV: Sak 12345")


@pytest.mark.parametrize(
    "text",
    [
        "Er tilbake på kontoret. Ring meg på 998 87 766.",
        "Jeg er tilbake mandag, ring meg da om lisensene.",
        "Jeg er på reise, ring heller Ola om lisensen.",
        "Vi er stengt ute. Haster.",
        "Sentralbordet hos dere svarer ikke. Ring tilbake.",
        "Kari er i permisjon. Vikar er Ola Vik, ola@firma.example.",
    ],
)
def test_who_is_back_or_wants_to_be_called_is_no_machine(text: str) -> None:
    assert not may_be_silent(MessageClass.AUTOREPLY, text, "Automatisk svar: Sak 4410")


@pytest.mark.parametrize(
    "text",
    [
        "Endre mottaker til post@firma.example",
        "Faktura 1001 ble ikke levert til kunde@firma.example.",
        "smtp er endret til mail.firma.example",
        "Mottaker ola@firma.example er feil.",
    ],
)
def test_who_speaks_of_recipients_is_no_mail_server(text: str) -> None:
    assert not may_be_silent(MessageClass.BOUNCE, text, "Levering mislyktes")
