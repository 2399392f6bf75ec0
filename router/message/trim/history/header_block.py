"""A block of header fields above history: "Fra: / Sendt: / Til: / Emne:", in many languages."""

import re
from collections.abc import Mapping, Sequence

from router.message.trim.history.mark import MAX_LINE

_LABELS = {
    "from": "nuo|saatja|no|šalje|pošiljatelj|expeditorul|отправитель|відправник|gönderen|nadawca|送信元|fra"
    "|frå|from|från"
    "|von|de|van|lähettäjä|da|od|från|afsender|avsender|mittente|expéditeur"
    "|remitente|feladó|de la|kimden"
    "|от|від|från|frá|saatja|από|发件人|寄件者|差出人|보낸 사람",
    "sent": "išsiųsta|saadetud|nosūtīts|datum|dată|日付|sendt|sent|skickat|gesendet|envoyé|envoyé le"
    "|verzonden|enviado|enviado el"
    "|enviada em|enviada"
    "|dato|date|datum|data"
    "|inviato|lähetetty|päivämäärä|wysłano|wysłany|odesláno|odoslané|dátum|fecha|отправлено|дата|надіслано"
    "|sent at|sendt den"
    "|skickad|mottatt|sendt dato|trimis|gönderildi|tarih|elküldve|sent on|dagsetning"
    "|发送时间|日期|送信日時|送信",
    "to": "kam|adressaat|prima|destinatarul|alıcı|送信先|adresat|til|to|till|an|à|aan|para|vastaanottaja|a|ad"
    "|do|komu"
    "|destinataire|destinatario|címzett|către"
    "|kime|кому|για|til alle"
    "|收件人|宛先|받는 사람",
    "copy": "копія|bilgi|kopie (cc)|copie à|kopi|cc|kopia|kopie|copie|copia|dw|kopio|másolat|копия|抄送"
    "|blindkopi|bcc|kopi til|в копии",
    "subject": "tema|temats|teema|naslov|subiectul|sujet|emne|subject|ämne|betreff|objet|onderwerp|asunto"
    "|aihe|oggetto"
    "|assunto|temat|předmět|predmet"
    "|tárgy|subiect|konu"
    "|тема|θέμα|efni|teema|主题|主旨|件名|제목",
    "other": "reply-to|svar til|viktighet|importance|prioritet|priority|vedlegg|attachments|attachment"
    "|organization|firma|message-id"
    "|reply to|anhänge|antwort an|wichtigkeit|bijlagen|dringlichkeit|mottaker|svara till|categories"
    "|kategorier|flag status",
}
_LABEL_OF = {word: label for label, words in _LABELS.items() for word in words.split("|")}
_HEADER_LINE = re.compile(r"[\s>*_|]{0,20}([^\W\d_][^\d:：*_]{0,17}?)[\s*_]{0,4}[:：][*_\s|]{0,4}(.*)$")
_SENT_BEHIND = re.compile(r"\s(?:Sendt|Sent|Date|Dato|Datum|Gesendet|Skickat)\s?:\s.{8,80}", re.IGNORECASE)
_DATE_LIKE = re.compile(r"[\s\d./:\-–]+$")
_TIME = re.compile(r"(?<![\d.])\d{1,2}[:.]\d{2}\b(?![.\d])")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

_ADDRESS = re.compile(r"[^\s<>@:]{1,80}@[^\s<>@]{1,80}|<[^<>]{1,200}>")
_FIRST_LABELS = frozenset({"from", "sent", "subject", "to"})


def field_of(line: str) -> tuple[str, str] | None:
    """Label ("from", "sent", "to", "copy", "subject", "other") and value of a line that is a header field."""
    if len(line) > MAX_LINE:
        return None
    match = _HEADER_LINE.match(line)
    label = _LABEL_OF.get(match[1].lower()) if match else None
    return (label, match[2].strip(" *_")) if match and label else None


def header_block_end(lines: Sequence[str], number: int, *, after_separator: bool = False) -> int | None:
    """The line after a block of header fields that begins here, or ``None`` where there is none.

    At least three different labels close together; a sender that is not a date; and one thing that only a
    mail has: a subject line, an address, or a time of day. Two labels will do below a separator, which is
    proof enough, or where they hold an address and a moment.
    """
    if number >= len(lines) or (first := field_of(lines[number])) is None:
        return None
    if first[0] not in _FIRST_LABELS and not after_separator:
        return None
    if first[0] == "from" and (sent := _SENT_BEHIND.search(first[1])) is not None:
        # HTML taken for text can have lost the line ends: "Fra: Kari <kari@a.example> Sendt: 3. mars …".
        has_moment = _TIME.search(sent[0]) is not None and _YEAR.search(sent[0]) is not None
        if has_moment and _ADDRESS.search(first[1][: sent.start()]):
            return number + 1
    found: dict[str, str] = {first[0]: first[1]}
    end = number + 1
    since_label = 0
    for following in range(number + 1, min(number + 16, len(lines))):
        text = lines[following].strip(" \t>")
        entry = field_of(lines[following])
        if entry is not None and entry[0] not in found:
            found[entry[0]] = entry[1]
            end, since_label = following + 1, 0
            continue
        # A long list of recipients goes on over several lines; a blank line or two may stand between fields.
        since_label += 1
        if since_label > 3 or (not text and len(found) >= 4):
            break
        if not text and "subject" in found and "from" in found:
            break
    return end if _is_of_a_mail(found, after_separator) else None


def _is_of_a_mail(found: Mapping[str, str], after_separator: bool) -> bool:
    sender, sent = found.get("from", ""), found.get("sent", "")
    if after_separator:
        return len(found) >= 2
    if _ADDRESS.search(sender or found.get("to", "")) and _TIME.search(sent) and _YEAR.search(sent):
        return True
    if len(found.keys() - {"other"}) < 3 or not sender or _DATE_LIKE.match(sender):
        return False
    return bool("subject" in found or _ADDRESS.search(sender) or (_TIME.search(sent) and _YEAR.search(sent)))
