"""hypothesis strategies for bytes that look like mail: built from the pieces of mails, or mails spoilt."""

from pathlib import Path

from hypothesis import strategies as st

MAILS = Path(__file__).parent / "mails"
DEMO = Path(__file__).parents[2] / "router" / "demo" / "mails"
FILES = sorted([*MAILS.rglob("*.eml"), *DEMO.glob("*.eml")])

HEADERS = st.sampled_from(
    [
        line.encode("latin-1")
        for line in """\
From: Kari Moen <kari@eksempel-bygg.example>
From: "Moen, Kari" <k@a.example>
From: <>
From:
From: =?iso-8859-1?q?K=E5re?= <k@a.example>
From: Kåre <k@a.example>
From: ((((
Sender: x@a.example
Reply-To: a: b@c.example;
To: undisclosed-recipients:;
Return-Path: <>
Subject: =?utf-8?b?TMO4bm4=?= =?utf-8?q?_og_
Subject: SV: [Sak 2025-004217]
Subject: VS: fw:
Subject: Autosvar: ikke til stede
Subject: Undelivered Mail Returned to Sender
Subject: æøå
Date: Mon, 03 Mar 2025 09:12:00 +0100
Date: 31 Feb 99999 25:61 +9999
Message-ID: <<a@b>>
References: <a@b> <c
In-Reply-To: Your mail of <x@y>
MIME-Version: 1.0
Auto-Submitted: auto-replied
Precedence: bulk
List-Id: <l.a.example>
X-Auto-Response-Suppress: All
X-Failed-Recipients: a@b
Authentication-Results: mx.okonomibistand.example; spf=pass; dkim=(
Delivered-To: support@okonomibistand.example
Content-Transfer-Encoding: base64
Content-Transfer-Encoding: quoted-printable
Content-Transfer-Encoding: 8bit
Content-Transfer-Encoding: x-uuencode
Content-Disposition: attachment; filename="..\\..\\a/b.exe"
Content-ID: <a@b>
Content-Disposition: inline; filename*0*=utf-8''%C3; filename*1=x
 folded
\tfolded
no field
From x
""".splitlines()
    ]
)
CHARSETS = st.sampled_from(
    [
        *"""\
utf-8
iso-8859-1
windows-1252
us-ascii
utf-16
utf-7
iso-2022-jp
gb18030
x-mac-roman
unknown-8bit
cp850
punycode
idna
rot13
hex
base64
undefined
æ
xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
""".splitlines(),
        "",
    ]
)
TYPES = st.sampled_from(
    [
        *"""\
text/plain
text/html
text/plain; format=flowed; delsp=yes
text/calendar; method=REPLY
text/rfc822-headers
message/rfc822
message/delivery-status
message/disposition-notification
message/partial
message/global
application/pkcs7-mime; smime-type=signed-data
application/pkcs7-signature
application/pgp-encrypted
application/ms-tnef
application/octet-stream
image/png; name=logo.png
image/gif
text
/
""".splitlines(),
        "",
    ]
)
CONTAINERS = st.sampled_from(
    [
        *"""\
mixed
alternative
related
signed
encrypted
digest
appledouble
form-data
report; report-type=delivery-status
report; report-type=disposition-notification
""".splitlines(),
        "",
    ]
)
LINES = st.sampled_from(
    [
        *"""\
Hei,
Vi får ikke sendt remittering.
Haster! Innen fredag kl. 12.
> sitat
>> dypere
>
> > > x
Fra: Support <support@okonomibistand.example>
Sendt: mandag 3. mars 2025 09:12
Til: Kari
Emne: SV: Sak
Frå: X
Den 3. mars 2025 kl. 09:12 skrev Kari <k@a.example>:
On Mon, Mar 3, 2025 at 9:12 AM Kari
<k@a.example> wrote:
-----Opprinnelig melding-----
---------- Videresendt melding ----------
________________________________
--
Mvh
Med vennlig hilsen
Kari Moen
Daglig leder
Eksempel Bygg AS
Org.nr. 923 609 016 MVA
Tlf +47 22 22 22 22
Sendt fra min iPhone
Hent Outlook for iOS
PS: en ting til
Se under
ADVARSEL: Denne e-posten kom fra utsiden.
Denne e-posten er konfidensiell og kun ment for mottakeren.
TeamViewer: 847 221 903
KID 1234567897
1. en
- to
Feil: ORA-00942 i Visma Business 16.1, Lønn > Kjøring
begin 644 a.txt
-----BEGIN PGP SIGNED MESSAGE-----
æøå
<div class=gmail_quote>
</div>
<blockquote type=cite>
<table><tr><td>a<td>b
<p class=MsoNormal>&nbsp;
<br>
<div style='border:none;border-top:solid #E1E1E1 1.0pt'>
<b>Fra:</b> Kari<br>
<div id=divRplyFwdMsg>
<!--
-->
<ol start=3><li>
<img src=cid:a@b width=1>
<span style=display:none>
<style>p{}
&aring;&#229;&#xE5;&amp
<a href='
Ã¥
=C3=A5=
=?utf-8?q?=C3=A5?=
\u202e\u200b\ufeff
\U0001f44d
Final-Recipient: rfc822; a@b.example
Action: failed
Status: 5.1.1
BEGIN:VEVENT
PARTSTAT=ACCEPTED
SGVp
\x00
""".splitlines(),
        "",
        " ",
        "-- ",
    ]
)
NEWLINES = st.sampled_from([b"\n", b"\r\n", b"\r"])


@st.composite
def _leaves(draw: st.DrawFn) -> list[bytes]:
    """A part without parts: its lines."""
    kind, charset = draw(TYPES), draw(CHARSETS)
    head = [f"Content-Type: {kind}; charset={charset}".encode(), *draw(st.lists(HEADERS, max_size=2))]
    encode = draw(st.sampled_from(["utf-8", "latin-1", "utf-16", "cp1252"]))
    return [*head, b"", *(line.encode(encode, "replace") for line in draw(st.lists(LINES, max_size=8)))]


@st.composite
def _containers(draw: st.DrawFn, parts: st.SearchStrategy[list[bytes]]) -> list[bytes]:
    """A part with parts; now and then its boundary is wrong, repeated inside or never closed."""
    boundary, used = draw(
        st.tuples(st.sampled_from([b"a", b"b", b"=_c"]), st.sampled_from([b"a", b"b", b"=_c"]))
    )
    used = boundary if draw(st.integers(0, 5)) else used
    found = [b'Content-Type: multipart/%s; boundary="%s"' % (draw(CONTAINERS).encode(), boundary)]
    found += [*draw(st.lists(HEADERS, max_size=2)), b""]
    for part in draw(st.lists(parts, max_size=4)):
        found += [b"--" + used, *part]
    return [*found, b"--" + used + b"--"] if draw(st.booleans()) else found


@st.composite
def built_mails(draw: st.DrawFn) -> bytes:
    """A mail from its pieces, with any of the line ends there are."""
    body = draw(st.recursive(_leaves(), _containers, max_leaves=8))
    return draw(NEWLINES).join([*draw(st.lists(HEADERS, max_size=8)), *body])


@st.composite
def spoilt_mails(draw: st.DrawFn) -> bytes:
    """A mail of the corpus with a few things done to it."""
    raw = draw(st.sampled_from(FILES)).read_bytes()
    for _ in range(draw(st.integers(0, 4))):
        at, end = sorted((draw(st.integers(0, len(raw))), draw(st.integers(0, len(raw)))))
        match draw(
            st.sampled_from(["cut", "drop", "repeat", "insert", "flip", "graft", "line ends", "no blanks"])
        ):
            case "cut":
                raw = raw[:end]
            case "drop":
                raw = raw[:at] + raw[end:]
            case "repeat":
                raw = raw[:end] + raw[at:]
            case "insert":
                raw = raw[:at] + draw(st.one_of(HEADERS, st.binary(max_size=8))) + raw[at:]
            case "flip":
                raw = raw[:at] + bytes(byte ^ 0x80 for byte in raw[at : at + 3]) + raw[at + 3 :]
            case "graft":
                raw = raw[:at] + draw(st.sampled_from(FILES)).read_bytes()[at:end] + raw[end:]
            case "line ends":
                raw = raw.replace(b"\r\n", b"\n").replace(b"\n", draw(NEWLINES))
            case "no blanks":
                raw = raw.replace(b" ", b"", 5)
    return raw
