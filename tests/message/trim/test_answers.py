"""Answers between the lines of a quoted mail: each is kept, with the question above it."""

from router.message.body.html import html_text
from router.message.lines import lines_of
from router.message.parts import Answer
from router.message.trim.trim import trim

IN_RED = """<p>Hei, se svar i rødt under.</p><p>Mvh Kari</p>
<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>Fra:</b> Support<br>
<b>Sendt:</b> 3. mars 2025 09:12<br><b>Til:</b> Kari<br><b>Emne:</b> Lønn</p></div>
<p>Hei Kari,</p><p>Hvilken versjon har dere?</p><p><span style="color:red">15.1.</span></p>
<p>Når kjører dere lønn?</p><p style="color:#C00000">Den 12.</p>
<p><span style="color:#1F497D">Vennlig hilsen Support</span></p>"""


def test_answers_below_each_question_are_new_and_keep_their_question() -> None:
    text = trim(
        lines_of(
            "Svar under.\n\nDen 3. mars 2025 kl. 09:12 skrev Support:\n"
            "> Hei Kari,\n>\n> Hvilken versjon har\n> dere?\n"
            "\n15.1.\n\n> Når kjører dere lønn?\n\nDen 12.\n\n> Mvh\n> Support\n\nKari"
        ),
        sender_name="Kari Moen",
        subject="SV: Lønn",
    ).text
    assert text.new_text == "Svar under.\n\n15.1.\n\nDen 12."
    assert text.answers == (
        Answer("Hvilken versjon har\ndere?", "15.1."),
        Answer("Når kjører dere lønn?", "Den 12."),
    )
    assert text.signature == "Kari"


def test_an_answer_below_the_whole_quoted_mail_is_no_answer_between_lines() -> None:
    text = trim(
        lines_of("Den 3. mars 2025 kl. 09:12 skrev Support:\n> Virker det?\n\nJa, nå virker det.")
    ).text
    assert text.new_text == "Ja, nå virker det."
    assert text.answers == ()


def test_coloured_answers_are_found_where_the_customer_points_at_them() -> None:
    text = trim(html_text(IN_RED).lines, subject="SV: Lønn").text
    assert text.new_text == "Hei, se svar i rødt under.\n\n15.1.\n\nDen 12."
    assert [(one.question, one.answer) for one in text.answers] == [
        ("Hvilken versjon har dere?", "15.1."),
        ("Når kjører dere lønn?", "Den 12."),
    ]


def test_colour_alone_is_a_letterhead_and_stays_quoted() -> None:
    text = trim(html_text(IN_RED.replace("se svar i rødt under", "takk for hjelpen")).lines).text
    assert text.new_text == "Hei, takk for hjelpen."
    assert text.answers == ()


def test_in_gmails_container_only_the_blockquotes_are_quoted() -> None:
    text = trim(
        html_text(
            '<div>Se under</div><div class="gmail_quote"><div class="gmail_attr">man. 3. mars 2025 kl. 09:12 '
            'skrev Support &lt;s@x.example&gt;:</div><blockquote class="gmail_quote">Hvilken versjon?'
            '</blockquote><div>15.1.</div><blockquote class="gmail_quote">Når?</blockquote>'
            "<div>Den 12.</div></div>"
        ).lines,
        subject="Re: Lønn",
        ours=frozenset({"s@x.example"}),
    ).text
    assert text.new_text == "Se under\n\n15.1.\n\nDen 12."
    assert len(text.answers) == 2


OUTLOOKS_BLOCK = """<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>Fra:</b> Support<br>
<b>Sendt:</b> 3. mars 2025 09:12<br><b>Til:</b> Ola<br><b>Emne:</b> Lønn</p></div>"""


def test_a_coloured_answer_behind_its_question_gets_a_line_of_its_own() -> None:
    markup = (
        f'<p>Se svar i rødt.</p>{OUTLOOKS_BLOCK}<p>Hvilken versjon? <span style="color:red">15.1</span></p>'
    )
    text = trim(html_text(markup).lines, subject="SV: Lønn").text
    assert text.new_text == "Se svar i rødt.\n\n15.1"


def test_where_nothing_stands_above_what_is_coloured_in_the_history_is_new() -> None:
    markup = (
        f'{OUTLOOKS_BLOCK}<p>Hei,</p><p>Hvilken versjon?</p><p style="color:red">15.1</p><p>Mvh Kari</p>'
        '<p style="color:#C00000">ØkonomiBistand</p>'
    )
    text = trim(html_text(markup).lines, subject="SV: Lønn").text
    assert text.new_text == "15.1"


def test_outlook_can_put_the_writers_name_before_each_answer() -> None:
    whole = (
        "Svar i teksten under.\n\nFra: Support\nSendt: 3. mars 2025 09:12\nTil: Ola\nEmne: x\n\n"
        "Hvilken?\n[Ola Nes] 15.1\nNår?\n[Ola Nes] I dag"
    )
    text = trim(lines_of(whole), sender_name="Ola Nes", subject="SV: x").text
    assert text.new_text == "Svar i teksten under.\n\n[Ola Nes] 15.1\n\n[Ola Nes] I dag"


def test_quotes_may_be_marked_with_bars() -> None:
    whole = "Kari Holt skrev 10.03.2025 08:12:\n| Hvilken?\n\n16\n\n| Alle?\n\nJa\n\nOla"
    text = trim(lines_of(whole), sender_name="Ola Nes", subject="SV: x").text
    assert text.new_text == "16\n\nJa"
    assert [one.question for one in text.answers] == ["Hvilken?", "Alle?"]


def test_lines_that_the_customer_announces_are_his_own_where_the_mail_answers_none() -> None:
    whole = "Menyvalg:\n> Regnskap\n> Rapporter\n\nDer får jeg feil 3021."
    assert trim(lines_of(whole), subject="Feil").text.new_text == whole
    assert trim(lines_of(whole), subject="SV: Feil").text.new_text == "Menyvalg:\n\nDer får jeg feil 3021."
