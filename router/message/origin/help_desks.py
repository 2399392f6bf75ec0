"""Other help desks, and the "we have received your mail" that they and many mailboxes send.

A help desk marks everything that it sends as automatic, also what its agents write by hand. So its headers
only say where the mail comes from; that nobody wrote it must be shown by its wording, and a mail that asks us
for something is a person's.
"""

import re

from router.message.origin.traits import Traits

_HEADERS = (
    "x-zendesk-", "x-freshdesk", "x-fd-", "x-freshservice", "x-zammad", "x-otrs", "x-znuny", "x-rt-",
    "rt-ticket", "rt-originator", "x-jira-", "x-atlassian", "x-osticket", "x-hs-", "x-hubspot",
    "x-superoffice", "x-pureservice", "x-servicenow", "x-snc-", "x-github-", "x-gitlab-", "x-redmine-",
    "x-mantis", "x-bugzilla-", "x-trac-", "x-helpscout", "x-intercom", "x-front-", "x-kayako", "x-glpi",
    "x-topdesk", "x-halo", "x-autotask", "x-connectwise", "x-gorgias", "x-desk-", "x-kundo", "x-deskpro",
    "x-spiceworks",
)  # fmt: skip
_MAILERS = re.compile(
    r"zendesk|freshdesk|freshservice|zammad|otrs|znuny|request tracker|\brt\b|jira|osticket|hubspot"
    r"|superoffice|pureservice|servicenow|efecte|topdesk|kundo|deskpro"
    r"|happyfox|help ?scout|kayako|glpi|redmine|github|gitlab|spiceworks|livezilla|manageengine|sysaid",
    re.IGNORECASE,
)
_MAILER_FIELDS = ("x-mailer", "x-powered-by", "x-managed-by", "x-generated-by", "user-agent")
_RECEIVED = re.compile(
    r"\b(?:vi har (?:nå |no )?(?:mottatt|motteke|fått|registrert)\s(?:(?:din|ditt|dine|deres|di"
    r"|dykkar)\s(?:henvendelse|e-?post|melding|sak|forespørsel|førespurnad|mail|søknad|bestilling|epost)"
    r"|henvendelsen|e-?posten din|meldingen din|saken din|førespurnaden)"
    r"|(?:din|deres|di|dykkar) (?:henvendelse|e-?post|melding|sak|forespørsel|førespurnad|mail|søknad"
    r"|bestilling)(?:\s\S{1,20}){0,4}?\s(?:er|har blitt|ble|vart|blei|vil bli) (?:nå |no )?(?:mottatt"
    r"|motteke|registrert|opprettet|oppretta|behandlet|lukket|løst)"
    r"|(?:saken|saka|sak|henvendelsen|ticket|case|request)\s(?:din\s)?(?:nr\.?\s|med\s"
    r"|number\s)?(?:[\[(]?[#\w-]{1,20}[\])]?\s)?(?:er|har|is|has|ble)\s(?:nå\s|now\s|been\s"
    r"|blitt\s){0,2}(?:markert som|opprettet|oppretta|registrert|mottatt|lukket|løst|lukka|løyst|satt til"
    r"|created|opened"
    r"|closed|resolved|solved|updated|received|assigned)"
    r"|takk for (?:din|deres) henvendelse\.? vi (?:vil|svarer|kommer|har|behandler|tar)|vi (?:behandler"
    r"|svarer på|svarar på) (?:alle )?henvendelser"
    r"|(?:your|the) (?:request|message|e-?mail|ticket|case|enquiry|inquiry|query|support "
    r"request)\b.{0,60}?\b(?:has been|was|is) (?:received|created|opened|registered|logged|closed|resolved"
    r"|solved|updated|assigned)"
    r"|we(?:'ve| have) (?:received|registered|logged) your|thank you for contacting|a (?:new )?(?:support "
    r")?(?:ticket|case) has been|received your (?:request|message|e-?mail|enquiry)"
    r"|vi har (?:mottagit|tagit emot|fått) (?:ditt|din|er)|ditt ärende|vi har modtaget (?:din|jeres)|din "
    r"henvendelse er modtaget|wir haben ihre .{0,40}(?:erhalten|anfrage)|ihre anfrage|nous avons (?:bien "
    r")?reçu)",
    re.IGNORECASE | re.DOTALL,
)
_AUTOMATIC_WORDS = re.compile(
    r"(?:dette|denne) (?:er|e-?posten|meldingen|e-?posten er|meldinga|mailen)\s?(?:en |et |ei |ein |eit |er "
    r")?(?:automatisk|auto)|automatisk (?:generert|utsendt)|^\W{0,4}automatisk (?:svar|kvittering"
    r"|bekreftelse|melding)|kan ikke (?:besvares|svares på)|kan ikkje svarast på|kan (?:ikke|ikkje)"
    r" svare? på denne|ikke svar på denne|ikkje "
    r"svar på denne|svar ikke på denne"
    r"|this is an automat(?:ed|ic)|automatically (?:generated|sent)|do not reply (?:to this)?|please do not "
    r"(?:reply|respond)|no-?reply|auto-?generated|detta är ett automatiskt|automatiskt (?:genererat"
    r"|utskick)|dette er en automatisk|automatisch (?:generiert|erstellt)|message automatique"
    r"|automatiquement"
    r"|please type your reply above this line|skriv (?:ditt )?svar over denne linjen|svar over denne linjen"
    r"|type your response above|reply above this line",
    re.IGNORECASE | re.MULTILINE,
)
_SUBJECT = re.compile(
    r"\W{0,3}(?:\[[^\]]{1,30}\]\W{0,3})?(?:vi har (?:mottatt|motteke|fått|registrert) (?:din|deres|di|dykkar"
    r"|henvendelsen)|takk for (?:din|deres|di) (?:henvendelse|e-?post|melding|førespurnad)|(?:bekreftelse"
    r"|kvittering|stadfesting) (?:på|for) (?:mottatt|motteken|mottak|registrert|henvendelse)"
    r"|mottaksbekreftelse|din henvendelse|deres henvendelse|(?:sak|henvendelse|ticket|case"
    r"|request)\W{0,3}[#\w-]{1,20}\W{0,3}(?:er )?(?:mottatt|opprettet|registrert|lukket|løst|received"
    r"|created|opened|closed|resolved)"
    r"|ny(?:tt)? (?:sak|henvendelse|ticket)|(?:ticket|case|request) (?:created|received|opened|closed"
    r"|resolved|updated)|(?:your )?(?:request|ticket|case|enquiry|message) (?:has been )?received|we(?:'ve| "
    r"have) received your|thank you for contacting|thank you for your (?:request|enquiry|message|e-?mail)"
    r"|ditt ärende|vi har (?:mottagit|tagit emot)|vi har modtaget|ihre anfrage|eingangsbestätigung)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\[?#\s?\d{3,12}\]?|\[[A-ZÆØÅ][A-Z0-9ÆØÅ]{1,9}-\d{1,7}\]|\b(?:sak|saksnr|saksnummer|case|ticket|ärende"
    r"|ärendenummer|referanse|request)\b\W{0,3}(?:nr|nummer|number|no|id|is|er)?\W{0,3}[A-Z]{0,4}-?\d{3,12}",
    re.IGNORECASE,
)
_LOOKED_AT = 1_500
_SEARCHED = 4_000


def comes_from_help_desk(traits: Traits) -> bool:
    """By headers that only help desks write."""
    if any(name.startswith(_HEADERS) for name, _ in traits.headers.fields):
        return True
    return any(_MAILERS.search(traits.value(field)) for field in _MAILER_FIELDS)


def says_received(traits: Traits) -> bool:
    """Whether the text tells that something was received, opened or closed."""
    return _RECEIVED.search(traits.text[:_LOOKED_AT]) is not None


def has_receipt_subject(traits: Traits) -> bool:
    return _SUBJECT.match(traits.subject) is not None


def says_automatic(traits: Traits) -> bool:
    """Whether the mail says of itself that nobody wrote it."""
    for text in (traits.text[:_SEARCHED], traits.below[:_SEARCHED]):
        low = text.lower()
        # The search takes long, and most mails hold none of these.
        if any(word in low for word in ("auto", "reply", "svar", "respond")) and _AUTOMATIC_WORDS.search(
            text
        ):
            return True
    return False


def names_its_number(traits: Traits) -> bool:
    """Whether a case number of the sender's own stands in subject or text."""
    return _NUMBER.search(traits.subject) is not None or _NUMBER.search(traits.text[:_LOOKED_AT]) is not None
