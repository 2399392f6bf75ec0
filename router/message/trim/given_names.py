"""Given names that common in Norway: how the name of a person is told from any other word.

Many mails come from a mailbox that is nobody's ("Lager", "Post"), or are forwarded without a word on their
author. They end in a name all the same ("Bjørn", "Hege i nettbutikken"), and only a list can tell that this
is one. Who asks must be sure that a name can stand there: some names are ordinary words as well.
"""

import re

_NAMES = """
abdullah adrian agnes agnieszka ahmad ahmed aisha aksel albert aleksander aleksandra alexander alf
alfred ali alise amalie amanda amina amit amund anders andrea andreas andrei andrey andris andrzej
andré ane anette anita anja anjali ann anna anne annette anniken ante anton are arild arjun arne
arnfinn arnt aron arthur arve arvid asbjørn aslak astrid atle aud audun august aurora axel ayse
barbara beata beate bendik benedicte benjamin bente berit bernt bilal birger birgit birgitta
birgitte birte bjarne bjarte bjørg bjørn bjørnar björn bodil borghild brede brit britt børge bård
camilla carina caroline casper cathrine cato cecilie charlotte christer christian christin christina
christine christoffer dag dagfinn dagny daiva daniel daniela darius david deepak dina dmitri dorota
ebba edel edith edvard egil egle eilert eilif einar eira eirik eirin eivind eldbjørg elena eli elias
elin eline elisabeth elise ella ellen elsa else embla emil emilie emily emma emre erik erika
erlend erling ernst espen esten ester eva evelyn even ewa fabian fatima fatma felix filip finn frank
fred freddy fredrik frida fridtjof frode gabriel gaute geir georg gerd gisle gjermund gjertrud greta
grete grethe gro gry grzegorz gudmund gudrun gudveig gunilla gunn gunnar gunnhild gunvor guro gustav
guttorm gøran göran halvard halvor hamza hanna hannah hanne hans harald harry hassan hedda hedvig
hege heidi helena helene helga helge helle henning henriette henrik henry herman hermod hilde
hildegunn hjalmar hussein håkan håkon håvard ibrahim ida ine inga ingebjørg ingeborg inger ingrid
ingunn ingvar ingvild irene irina iris isabella isak iselin ivan ivar iver jack jakob jakub jan
janis janne jannicke jarle jeanette jenny jens jesper joachim joakim joanna johan johannes john
johnny jolanta jon jonas jonny jorunn josefine jostein julia julie jurgita justyna jørgen jørn
jörgen jürgen kai kaia kaja kamilla kari karianne karin karina karl karoline karsten kasper katarina
katarzyna kateryna kathrine katrine kavita kenneth ketil kevin khadija khalid kim kine kirsten
kirsti kjartan kjell kjellaug kjersti kjetil klara klaus knut konrad kristian kristin kristina
kristine kristoffer krzysztof kurt kyrre kåre laila lars lasse laura laurits layla leif leila lena
lene lennart leo leon lillian lilly lina linda line linh linn linnea lisa lisbet lisbeth lise
lisen liv lotte louise lucas ludvig lukas lukasz madeleine mads magdalena magne magnhild magnus maja
malgorzata malin marcin marcus marek maren margit margrete margrethe mari maria mariam mariann
marianne marie maris marit marita marius markus marlene marta marte martha marthe martin martine
maryam mateusz mathias mathilde mats matti may małgorzata mehmet merete merethe mette michael michal
michał mikael mikkel mildrid mina minh mohamed mohammad mohammed mona monica monika morten muhammad
murat mustafa målfrid nadia natalia natalya nguyen nicolai niklas nikolai nils nina njål noah nora
norunn odd oddbjørn oddmund oddny oddvar odin oksana ola olaf olaug olav ole oleksandr olga oliver
olivia omar oskar ottar otto pauline pawel paweł per pernille peter petra petter pia piotr priya pål
ragna ragnar ragnhild rahul rajesh rakel randi rasa rasmus rebecca reidar reidun rita roald roar
robert robin roger rolf ronja ronny roy ruben rune ruth rønnaug salma samira samuel sander sandra
sanjay sara sarah sebastian selma sergei sergey sigbjørn sigmund signe sigrid sigrun sigurd sigve
silje simen simon simone sina sindre siren siri sissel siv sivert siw snorre sofia sofie solfrid
solveig sondre sonia sonja stein steinar stella sten stian stig stine sturla ståle sunniva suresh
susanne svanhild svein sveinung sverre svetlana synne synnøve søren sören tanja tarjei tatiana
teodor terje tero thanh thea theo therese thomas thor thorbjørn thore thorleif tiril tobias tom
tomas tomasz tommy tone tonje tor tora toralf torbjørn tord tore torgeir torgunn torhild torild
torill torkel torleif tormod torstein torunn trine trond trude truls trygve turi turid tuva ulf ulla
ulrik une unni valborg vanja vebjørn vegar vegard vera veronica vetle vibeke victor victoria vidar
vigdis viggo viktor viktoria vilde vivian vladimir volodymyr vytautas walter wenche wilhelm willy
wojciech yasmin yngvar yngve youssef yulia yusuf yvonne zahra zainab zara zeynep zofia øistein ørjan
øystein øyvind øyvor åge ågot åke åsa åse åshild åsmund łukasz
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
