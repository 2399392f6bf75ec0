"""Mail servers' reports that a mail did not arrive, or has not yet.

A report of RFC 3464 says so itself. Older servers only have a sender, a subject and a wording; two of these
must agree, for customers write about invoices that were "ikke levert" every day.
"""

import re

from router.message.origin.delivery_report import delivery_report, failed_recipients
from router.message.origin.traits import Judged, Traits
from router.message.parts import Origin, OriginDetail

_DAEMON = re.compile(
    r"(?:mailer-?daemon|mail-?daemon|mdaemon|mail[-_. ]?delivery(?:[-_. ]?(?:sub)?system)?|ndr)$",
    re.IGNORECASE,
)
_DAEMON_NAME = re.compile(
    r"\W{0,3}(?:mailer-?daemon|mail delivery (?:sub)?system|mail system|system administrator"
    r"|systemadministrator|post ?master|postansvarlig|e-?postsystem)",
    re.IGNORECASE,
)
_POSTMASTER = re.compile(
    r"(?:post[-_]?master|symantec_antivirus\S*|imss|e500_smtp_mail_service|bounces?|returns?"
    r"|system[ _]?administrator|mail-?system|mail|mailadmin|administrator)(?:[+\-=.].*)?$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\W{0,4}(?:undeliver(?:ed|able)|ikke levert|ikkje levert|kan ikke leveres|kan ikkje leverast|kunne ikke "
    r"levere(?:s)?|kunne ikkje lever\w+"
    r"|leveringsfeil|leveransefeil|ikke leverbar|levering(?:en)? (?:av .{0,60})?(?:mislyktes|mislukkast"
    r"|feilet|feila)|leverin(?:g|gen|ga|ja) (?:av .{0,60})?(?:(?:er|ble|vart|blei|har blitt) )?"
    r"(?:forsinket|forsinka|forseinka|utsatt)"
    r"|mail delivery (?:failed|failure|system|subsystem|error|warning|problem|status)|mail system error|mail "
    r"could not be delivered|non[- ]?delivery"
    r"|(?:permanent )?delivery (?:status|failure|has failed|failed|delayed|has been delayed|error|problem"
    r"|report|notification|unsuccessful)"
    r"|returned (?:e?-?mail|to sender)|mail returned|e-?mail returned|failure notice|failed (?:mail"
    r"|delivery)|delivery incomplete|undelivered|message (?:delayed|undeliverable|not delivered|could not)"
    r"|forsinket levering|forsinka levering|forsinkelse|warning: (?:could not send|message .{0,40}delayed)"
    r"|warning: e?-?mail|your (?:e-?)?mail could not"
    r"|mail fail(?:ed|ure)|message failed|failed mail|there was an error sending your mail|mail error"
    r"|automatically rejected mail|postfix smtp server: errors"
    r"|oleveret|ikke leveret|kunne ikke leveres|ulevérbar|ikke-leveret|olevererbart|ej levererat|det gick "
    r"inte att leverera|leveransfel|kan inte levereras"
    r"|unzustellbar|nicht zustellbar|nachricht (?:unzustellbar|konnte nicht)|zustellung|non remis|échec de "
    r"(?:la )?remise|onbestelbaar|niet bezorgd|toimittamaton|no se puede entregar|nie dostarczono"
    r"|niedostarczone)",
    re.IGNORECASE,
)
_ANYBODYS = re.compile(
    r"\W{0,4}(?:forsinke(?:lse|t levering)|leveringsfeil\W*$|ikke levert\W*$|mail (?:system )?error|mail fail"
    r"|delivery (?:report|error|problem)|delivery delayed|message (?:delayed|could not)|e?-?mail returned)",
    re.IGNORECASE,
)
"""What customers write of as well, and others' deliveries."""
_WORDING = re.compile(
    r"lever(?:ing\w{0,2}|ansen?)\b.{0,80}?\b(?:er|ble|blei|vart|är|har blitt) "
    r"(?:forsinket|forsinka|forseinka|försenad)"
    r"|(?:serveren|tjeneren|tenaren|the server|servern)\b.{0,40}?\b(?:fortsetter?|halde fram"
    r"|fortsätta|keep|continue)\w{0,3}\b.{0,12}?\b(?:prøve|prøver|freiste|försöka|trying|to try|to retry)"
    r"|kunne ikke lever|kunne ikkje lever|(?:meldingen?|e-?posten)\b.{0,80}?nådde ikke|did not reach (?:some"
    r"|the|any|one)|(?:message|mail|e-?mail)\b.{0,120}?\b(?:could not|cannot|couldn't|can't|was not|wasn't"
    r"|has not been|is not) (?:yet )?(?:be )?(?:delivered|deliver|sent)"
    r"|delivery (?:to the following|has failed|failed)|undeliverable|recipient address rejected|user unknown"
    r"|unknown user|mailbox (?:is )?full|quota exceeded|over quota"
    r"|(?:meldingen?|e-?posten|mailen|beskjeden)\b.{0,120}?\b(?:kunne ikke|kan ikke|kunne ikkje|kan ikkje"
    r"|ble ikke|vart ikkje|blei ikkje|er ikke|er ikkje|har ikke)\s(?:blitt\s|bli\s|enda\s|ennå\s)?lever"
    r"|(?:postboksen|postkassen) (?:er full|til mottakeren)|ukjent mottaker|mottakeren finnes ikke|adressen "
    r"(?:ble ikke funnet|finnes ikke)"
    r"|meddelandet\b.{0,80}?kunde inte levereras|beskeden\b.{0,80}?kunne ikke leveres|konnte nicht "
    r"zugestellt werden|i'?m sorry to have to inform you|was undeliverable|permanent error",
    re.IGNORECASE | re.DOTALL,
)
_STATUS = re.compile(
    r"(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])|(?<!\d)[45][0-5]\d[ -](?:[45]\.|\w)", re.ASCII
)
_LOOKED_AT = 3_000


def bounce(traits: Traits) -> Judged | None:
    """Whether a server reports on a mail, and what it reports."""
    if traits.root.type == "multipart/report":
        kind = (traits.root.content_type.get("report-type") or "").lower()
        parts = {part.type for part in traits.root.children}
        if kind == "delivery-status" or parts & {"message/delivery-status", "message/global-delivery-status"}:
            return _bounce(traits, "a delivery report (RFC 3464)")
    if "@" in traits.value("x-failed-recipients"):
        return _bounce(traits, "names recipients that failed (X-Failed-Recipients)")
    reason = _old_servers_reason(traits)
    return None if reason is None else _bounce(traits, reason, by_words=not _is_daemon(traits))


def is_a_reports_subject(subject: str) -> bool:
    """Whether only a mail server heads its reports so; what answers or passes on one has "SV:" before it."""
    return _SUBJECT.match(subject) is not None and _ANYBODYS.match(subject) is None


def _old_servers_reason(traits: Traits) -> str | None:
    local = traits.sender.address.partition("@")[0]
    is_daemon = _is_daemon(traits)
    is_postmaster = (
        is_daemon
        or _POSTMASTER.match(local) is not None
        or _DAEMON_NAME.match(traits.sender.name) is not None
        or not traits.sender.address
    )
    says_so = _SUBJECT.match(traits.subject) is not None
    is_automatic = traits.has_empty_return_path or bool(traits.auto_submitted)
    if is_daemon:
        return "comes from a mail server's own address"
    if not (says_so or is_postmaster):
        return None
    opening = traits.text[:_LOOKED_AT]
    words = _WORDING.search(opening) is not None or _STATUS.search(opening) is not None
    if (
        is_postmaster
        and (says_so or is_automatic)
        and (words or (says_so and is_automatic))
        and (is_automatic or not traits.requests_something)
    ):
        return "comes from a mail server and reports a failed delivery"
    if is_postmaster and not traits.is_reply_or_forward and failed_recipients(traits.root):
        return "a mail server's report in a form that flufl.bounce knows"
    if says_so and is_automatic and (words or not traits.requests_something):
        return "an automatic mail whose subject reports a failed delivery"
    if says_so and words and traits.is_from_robot and not traits.requests_something:
        return "subject and text report a failed delivery, and nobody reads the sender's address"
    return None


def _is_daemon(traits: Traits) -> bool:
    """Whether the sender is a mail server's own address, or has none but its name."""
    if not traits.sender.address:
        return _DAEMON_NAME.match(traits.sender.name) is not None
    return _DAEMON.match(traits.sender.address.partition("@")[0]) is not None


def _bounce(traits: Traits, reason: str, *, by_words: bool = False) -> Judged:
    report = delivery_report(traits.root, traits.subject, traits.text, traits.own)
    if report is None:
        return Judged(
            Origin.AUTOREPLY,
            OriginDetail.OTHER_AUTOMATIC,
            "a server reports that a mail has arrived",
            by_words=by_words,
        )
    detail = OriginDetail.DELIVERY_FAILED if report.has_failed else OriginDetail.DELIVERY_DELAYED
    return Judged(Origin.BOUNCE, detail, reason, report, by_words)
