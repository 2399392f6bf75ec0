"""Given names that common in Norway: how the name of a person is told from any other word.

Many mails come from a mailbox that is nobody's ("Lager", "Post"), or are forwarded without a word on their
author. They end in a name all the same ("Bjørn", "Hege i nettbutikken"), and only a list can tell that this
is one. Who asks must be sure that a name can stand there: some names are ordinary words as well.
"""

import re

_NAMES = """
adrian agnes aksel albert aleksander alexander alf alfred alise amalie amanda amund anders andrea
andreas andré ane anette anita anja ann anna anne annette anniken ante anton are arild arne arnfinn arnt
aron arthur arve arvid asbjørn aslak astrid atle aud audun august aurora axel beate bendik benedicte
benjamin bente berit bernt birger birgit birgitte birte bjarne bjarte bjørg bjørn bjørnar bodil borghild
brede brit britt bård børge camilla carina caroline casper cathrine cato cecilie charlotte christer
christian christin christina christine christoffer dag dagfinn dagny daniel daniela david dina ebba edel
edith edvard egil eilert eilif einar eira eirik eirin eivind eldbjørg elena eli elias elin eline
elisabeth elise ella ellen elsa else embla emil emilie emily emma erik erika erlend erling ernst espen
esten ester eva evelyn even fabian fatima felix filip finn frank fred freddy fredrik frida fridtjof
frode gabriel gaute geir georg gerd gisle gjermund gjertrud greta grete grethe gro gry gudmund gudrun
gudveig gunn gunnar gunnhild gunvor guro gustav guttorm gøran halvard halvor hanna hannah hanne hans
harald harry hedda hedvig hege heidi helena helene helga helge helle henning henriette henrik henry
herman hermod hilde hildegunn hjalmar håkon håvard ida ine inga ingebjørg ingeborg inger ingrid ingunn
ingvar ingvild irene iris isabella isak iselin ivan ivar iver jack jakob jan janne jannicke jarle
jeanette jenny jens jesper joachim joakim johan johannes john johnny jon jonas jonny jorunn josefine
jostein julia julie jørgen jørn kai kaia kaja kamilla kari karianne karin karina karl karoline karsten
kasper katarina kathrine katrine kenneth ketil kevin kim kine kirsten kirsti kjartan kjell kjellaug
kjersti kjetil klara klaus knut konrad kristian kristin kristina kristine kristoffer kurt kyrre kåre
laila lars lasse laura laurits leif lena lene leo leon lillian lilly lina linda line linn linnea lisa
lisbeth lise liv lotte louise lucas ludvig lukas madeleine mads magne magnhild magnus maja malin marcus
maren margit margrete margrethe mari maria mariann marianne marie marit marita marius markus marlene
marte martha marthe martin martine mathias mathilde mats matti may merete merethe mette michael mikael
mikkel mildrid mina mohammad mohammed mona monica monika morten målfrid nicolai niklas nikolai nils nina
njål noah nora norunn odd oddbjørn oddmund oddny oddvar odin ola olaf olaug olav ole oliver olivia oskar
ottar otto pauline per pernille peter petra petter pia pål ragna ragnar ragnhild rakel randi rasmus
rebecca reidar reidun rita roald roar robert robin roger rolf ronja ronny roy ruben rune ruth rønnaug
salma samuel sander sandra sara sarah sebastian selma sigbjørn sigmund signe sigrid sigrun sigurd sigve
silje simen simon simone sina sindre siren siri sissel siv sivert siw snorre sofia sofie solfrid solveig
sondre sonja stein steinar stella sten stian stig stine sturla ståle sunniva susanne svanhild svein
sveinung sverre synne synnøve søren tanja tarjei teodor terje tero thea theo therese thomas thor
thorbjørn thore thorleif tiril tobias tom tomas tommy tone tonje tor tora toralf torbjørn tord tore
torgeir torgunn torhild torild torill torkel torleif tormod torstein torunn trine trond trude truls
trygve turi turid tuva ulf ulrik une unni valborg vebjørn vegar vegard vera veronica vetle vibeke victor
victoria vidar vigdis viggo viktor viktoria vilde vivian walter wenche wilhelm willy yngvar yngve yvonne
åge ågot åsa åse åshild åsmund øistein ørjan øystein øyvind øyvor
"""
_GIVEN_NAMES = frozenset(_NAMES.split())
_SIGNED = re.compile(
    r"[-–—/~* ]{0,4}(?P<given>[^\W\d_]{2,20})(?:[- ][A-ZÆØÅ][^\W\d_]{0,25}\.?){0,3}"
    r"(?:,\s[^\W\d_][^,.!?:]{1,40}|\s(?:i|på|fra|frå|hos|ved)\s[^\W\d_]{2,25}(?:\s[^\W\d_]{2,25})?)?\W{0,4}$"
)


def is_given_name(word: str) -> bool:
    """Is the word a common given name, in whatever case?"""
    return word.casefold() in _GIVEN_NAMES


def is_persons_name(text: str) -> bool:
    """Is the line a person's name, with no more than a firm or a place behind it?"""
    match = _SIGNED.match(text) if len(text) <= 80 else None
    return match is not None and not text.endswith(("?", ":")) and is_given_name(match["given"])
