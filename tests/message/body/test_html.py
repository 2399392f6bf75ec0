"""HTML to the text that people saw."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.body.html import html_text
from router.message.parts import Section


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Hei</p><p>Vi har en feil.</p>", "Hei\n\nVi har en feil."),
        ("Hei<br>du<br><br>der", "Hei\ndu\n\nder"),
        ("<div>Hei</div><div><br></div><div>du</div>", "Hei\n\ndu"),
        ("<div><div><div>Hei</div></div></div>du", "Hei\ndu"),
        (
            '<p class="MsoNormal">Hei<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
            '<p class="MsoNormal">Vi har<br>en feil</p>',
            "Hei\n\nVi har\nen feil",
        ),
        ("<ul><li>mva</li><li>lønn</li></ul>", "- mva\n- lønn"),
        ("<ol><li>mva</li><li><p>lønn</p></li></ol>", "1. mva\n2. lønn"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n- b\n- c"),
        ("<ol start=3><li>tre</li></ol>", "3. tre"),
        ("<p>To ting:</p><ul><li>mva</li></ul><p>Takk</p>", "To ting:\n\n- mva\n\nTakk"),
        (
            "<table><tr><th>Konto</th><th>Beløp</th></tr><tr><td>1920</td><td>100</td></tr></table>",
            "Konto\tBeløp\n1920\t100",
        ),
        ("<table><tr><td><p>Hei</p><p>du</p></td><td></td></tr></table>", "Hei\n\ndu"),
        ("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>", "a\tb"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("a&aring;&#248;&nbsp;&amp;\n  b", "aåø & b"),
        ("L<b>ø</b>nn", "Lønn"),
        ("a<script>x()</script><style>p{}</style><!-- c -->b", "ab"),
        (
            (
                "<p>a</p><div style='display:none'>skjult</div><span style='font-size:0px'>"
                "s</span><p hidden>s</p>"
            ),
            "a",
        ),
        ("<p>a</p><p style='mso-hide: all'>skjult</p>b", "a\n\nb"),
        ("<p style='font-size:0.9em'>synlig</p>", "synlig"),
        ("", ""),
        ("ren tekst", "ren tekst"),
        ("a < b og c > d", "a < b og c > d"),
    ],
)
def test_what_people_see_is_kept(markup: str, text: str) -> None:
    assert html_text(markup).text.strip() == text


QUOTED = {
    "Gmail": (
        "<div>Nytt</div><div class='gmail_quote'><div class='gmail_attr'>man. skrev X:</div>"
        "<blockquote>Gammelt</blockquote></div>"
    ),
    "Apple Mail": "<div>Nytt</div><blockquote type='cite'>Gammelt</blockquote>",
    "Thunderbird": (
        "<p>Nytt</p><div class='moz-cite-prefix'>Den skrev X:</div><blockquote type=cite>Gammelt</blockquote>"
    ),
    "Yahoo": "<p>Nytt</p><div class='yahoo_quoted'>Gammelt</div>",
    "Outlook on the web": "<div>Nytt</div><hr><div id='divRplyFwdMsg'><b>Fra:</b> X</div><div>Gammelt</div>",
    "Outlook, renamed": "<div>Nytt</div><div id='x_divRplyFwdMsg'>Fra: X</div><div>Gammelt</div>",
    "Outlook": (
        "<p class=MsoNormal>Nytt</p><div><div style='border:none;border-top:solid "
        "#E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>"
        "<p class=MsoNormal><b>Fra:</b> X<br><b>Sendt:</b> i dag</p></div></div><p "
        "class=MsoNormal>Gammelt</p>"
    ),
    "Outlook for Mac": "<div>Nytt</div><span id='OLK_SRC_BODY_SECTION'>Gammelt</span>",
}


@pytest.mark.parametrize("markup", QUOTED.values(), ids=QUOTED.keys())
def test_the_structure_of_a_client_shows_its_history(markup: str) -> None:
    lines = html_text(markup).lines
    assert [line.text for line in lines if line.section is Section.NEW and not line.is_blank] == ["Nytt"]
    assert lines[-1].text == "Gammelt"
    assert lines[-1].section is Section.QUOTED


def test_text_after_a_quote_is_new_again() -> None:
    lines = html_text("<blockquote type=cite>Spørsmål?</blockquote><div>Svar</div>").lines
    assert [(line.text, line.section) for line in lines if not line.is_blank] == [
        ("Spørsmål?", Section.QUOTED),
        ("Svar", Section.NEW),
    ]


def test_a_line_drawn_above_a_signature_is_no_history() -> None:
    lines = html_text("<p>Nytt</p><div style='border-top:solid #CCC 1.0pt'>Kari Moen<br>Tlf 900</div>").lines
    assert all(line.section is Section.NEW for line in lines)


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 200_000,
        "<div>" * 490 + "<div></div>" * 90_000,
        "<p><font a=1></p>" * 58_000,
        "<table><tr><td>" * 66_000,
        "<" * 1_000_000,
        "&amp" * 250_000,
        "<blockquote type=cite>" * 450 + "x" * 1_000_000,
        "<ul><li>" * 400 + "<li>x" * 200_000,
        "<!--" * 250_000,
    ],
    ids=[
        "nested",
        "wide at depth",
        "fonts",
        "tables",
        "less-than",
        "entities",
        "quotes",
        "lists",
        "comments",
    ],
)
@pytest.mark.timeout(10)
def test_a_megabyte_of_hostile_markup_is_read_in_bounded_time(markup: str) -> None:
    html_text(markup)


@given(st.text(alphabet="<>/=\"'& abdiprtlockquescy;#-!\n", max_size=300))
def test_any_markup_gives_lines(markup: str) -> None:
    for line in html_text(markup).lines:
        assert "\n" not in line.text


@pytest.mark.parametrize("tag", ["<td class=x>", "</td class=x>", "<body class=x>", "<col a=b>"])
def test_html_full_of_tags_where_none_may_stand_is_stripped_of_them(tag: str) -> None:
    read = html_text(f"{tag}Hei " * 5_000)
    assert read.text.split() == ["Hei"] * 5_000
    assert "tags where none may stand" in read.warnings[0]


def test_an_unclosed_comment_in_stripped_html_takes_the_rest() -> None:
    assert html_text("<div>Hei <!-- " * 600).text == "Hei"
