"""What is sent to many: newsletters, advertising and mailing lists.

List headers alone prove nothing: a customer's mail that comes through a Google group, or through our own, has
them all. There must be a sign of many readers in the mail itself: the way out ("meld deg av"), a sender's
name that is a newsletter's, a program that sends campaigns, or the footer of a mailing list.
"""

import re

from router.message.origin.help_desks import comes_from_help_desk
from router.message.origin.traits import Judged, Traits
from router.message.parts import Origin, OriginDetail

_NEWSLETTER_SENDER = re.compile(
    r"(?:nyhetsbrev|nyhende|nyheter|nyhet|newsletters?|news|kampanje\w*|campaigns?|marketing"
    r"|marked(?:sforing)?|offers?|tilbud|info-?mail|e-?news|mailing|promo\w*|reklame|webinar|events?"
    r"|updates?|digest)(?:[+\-=._].*)?@",
    re.IGNORECASE,
)
_WAY_OUT = re.compile(
    r"meld deg av|melde deg av|meld meg av|avmeld|avslutte? abonnement|si opp abonnementet|stopp(?:e)? "
    r"abonnement|avregistrer|ønsker du ikke (?:flere|å motta)|vil du ikke motta|ikke (?:lenger )?(?:ønsker"
    r"|vil) (?:å )?motta"
    r"|unsubscribe|opt[- ]?out|if you(?:'d| would) rather not|no longer wish to receive|avprenumerera"
    r"|avsluta prenumeration|afmeld|abbestellen|abmelden|se désinscrire|désabonner|uitschrijven"
    r"|(?:vis|åpne|opne|les|se) (?:e-?posten |denne e-?posten |nyhetsbrevet )?i (?:nettleser|nettlesaren"
    r"|nettleseren)|\bview (?:this (?:e-?mail|message) )?(?:in (?:your |a )?browser|online)|visa i "
    r"webbläsare|im browser"
    r"|administrer (?:dine )?(?:preferanser|abonnement)|oppdater (?:dine )?preferanser|(?:manage|update) "
    r"(?:your )?(?:preferences|subscription)"
    r"|svar (?:stopp|stop)\b|er sendt til [\d .]{1,9} (?:bedrifter|mottakere|firmaer|kunder)"
    r"|du mottar denne|du får denne e-?posten fordi|you(?:'re| are) receiving this|you received this "
    r"(?:e-?mail|message) because you|sie erhalten diese",
    re.IGNORECASE,
)
_WHERE_TO = re.compile(
    r"https?://|(?<![@\w.-])(?:[\w-]{1,60}\.){1,4}(?:no|com|net|org|eu|se|dk|io|example)\b|>>|svar ja\b"
    r"|(?:klikk|click) (?:her|here)",
    re.IGNORECASE,
)
_LIST_FOOTER = re.compile(
    r"^_{20,}\s*\n.{0,80}(?:mailing list|e-?postliste|\blist\b)|to unsubscribe from this (?:group|list)"
    r"|mailman/listinfo|you received this message because you are subscribed to"
    r"|e-?postlisten?\b.{0,60}(?:meld|avmeld)|list archives?",
    re.IGNORECASE | re.MULTILINE,
)
_CAMPAIGN_HEADERS = (
    "x-mailchimp", "x-mc-user", "x-campaign", "x-mandrill", "x-sg-eid", "x-mailgun-campaign",
    "x-csa-complaints", "x-makenewsmail", "x-getanewsletter", "x-rule-", "x-apsis", "x-sendinblue",
    "x-sib-", "x-brevo", "x-cmail", "x-klaviyo", "x-sfmc", "x-mailup", "x-emarsys", "x-elqsiteid",
    "x-mailer-recptid", "x-campaignid", "x-campaign-id", "x-newsletter", "x-hs-email-id", "x-mj-mid",
    "x-mailing", "x-listmember", "x-pmx-campaign",
)  # fmt: skip
_LIST_HEADERS = ("list-unsubscribe", "list-id", "list-post", "list-unsubscribe-post", "feedback-id")
_LIST_PROGRAM = re.compile(r"[^@]{1,100}-(?:request|bounces|owner|digest)@", re.IGNORECASE)
_LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
_TAGGED = re.compile(r"\[[^\]\d]{2,40}\]")


def leads_somewhere(text: str) -> bool:
    """Whether a text has what advertising has: a way out, or a place to go to. Campaigns of a customer's own
    ("40 % på alt i gruppe 20 fra fredag") lead nowhere."""
    return _WAY_OUT.search(text) is not None or _WHERE_TO.search(text) is not None


def bulk(traits: Traits) -> Judged | None:
    """Whether the mail was sent to many."""
    is_newsletters = _NEWSLETTER_SENDER.match(traits.sender.address) is not None
    sign = _sign(traits)
    if sign is not None and traits.auto_submitted and comes_from_help_desk(traits):
        return None  # one notice among many, which its receiver has a case in
    if sign is None:
        if is_newsletters and not traits.is_answer and _has_way_out(traits):
            return _newsletter("a newsletter's sender, and a text that tells how to leave it", by_words=True)
        return None
    # A group passes people's mail on, and leaves its headers there.
    passes_on = traits.headers.has("list-id") or traits.headers.has("list-post")
    if passes_on:
        footer = _LIST_FOOTER.search(traits.text[-3_000:]) or _LIST_FOOTER.search(traits.below[-3_000:])
        listed = _list_reason(traits, has_footer=footer is not None)
        if listed is not None:
            reason = f"{sign}, {listed}"
            return Judged(Origin.BULK, OriginDetail.MAILING_LIST, reason, by_words=passes_on)
        if footer is not None:
            # A group's footer tells how to leave it, which would look like a newsletter's.
            return None
    if traits.is_answer:
        return None
    if is_newsletters or _has_way_out(traits):
        return _newsletter(f"{sign}, from a sender or with a text that is sent to many", by_words=passes_on)
    if traits.requests_something or traits.is_filled_in_form or traits.is_scan:
        return None
    if any(name.startswith(_CAMPAIGN_HEADERS) for name, _ in traits.headers.fields):
        return _newsletter(f"{sign}, sent by a program for campaigns")
    if traits.is_from_robot:
        return _newsletter(f"{sign}, from a sender that nobody reads")
    if not traits.greets and _LINK.search(traits.opening):
        return _newsletter(f"{sign}, and a text with links but no sign of a person", by_words=True)
    return None


def _has_way_out(traits: Traits) -> bool:
    """Whether the mail says how to receive no more of them.

    Where somebody asks for something, only the text's end counts: people also write about newsletters, and
    their firm's footer may offer one.
    """
    if traits.requests_something:
        return _WAY_OUT.search(traits.text[-300:]) is not None
    return any(_WAY_OUT.search(text[-6_000:]) for text in (traits.text, traits.below))


def _sign(traits: Traits) -> str | None:
    """A header that stands on what is sent to many (RFC 2369, 2919, 8058; Precedence by custom)."""
    precedence = traits.keyword("precedence")
    if precedence in {"bulk", "junk", "list"}:
        return f"Precedence: {precedence}"
    name = next((name for name in _LIST_HEADERS if traits.headers.has(name)), None)
    return None if name is None else name.title()


def _list_reason(traits: Traits, *, has_footer: bool) -> str | None:
    """What shows a discussion among others that we only overhear."""
    if _LIST_PROGRAM.match(traits.sender.address) and not traits.requests_something:
        return "and from the list's own program"
    if _is_for_us(traits) or (traits.requests_something and not traits.own.addresses):
        return None
    if has_footer:
        return "and with a mailing list's footer"
    if traits.requests_something:
        return None
    if not traits.is_answer and _TAGGED.match(traits.subject) and traits.keyword("precedence") == "list":
        return "and with the list's name before the subject"
    return None


def _is_for_us(traits: Traits) -> bool:
    """Whether it is written to one of our mailboxes, not merely to a list that one of them is on."""
    written_to = (
        b" ".join((*traits.headers.every("to"), *traits.headers.every("cc"))).decode("latin-1").lower()
    )
    return any(address in written_to for address in traits.own.addresses)


def _newsletter(reason: str, *, by_words: bool = False) -> Judged:
    return Judged(Origin.BULK, OriginDetail.NEWSLETTER, reason, by_words=by_words)
