"""Words and endings that speak for a language.

Chosen by hand: the small words of each language, and the words of offices and accounts that are spelled
otherwise than in the neighbours' languages. A word may stand in several lists; the more have it, the less
it says. So a word that two languages share must stand in both, or it becomes a false witness ("to", "for" and
"as" are English and Norwegian).
"""

import re

from router.taxonomy import Language

NORDIC = (
    "rapporten fakturaen året heller ordren betalte adressen "
    "og som er vi har kan med på til det for i den om at så av der du han skal vil må går alle under over "
    "men ved her hos "
    "når ny nye to tre fire fem seks in an as is all var kom inn kunde faktura bilag rapport lager bank "
    "konto moms server "
    "system program programmet liste fil post mail hei mvh mai juni juli august september april mellom sist "
    "siste neste "
    "sende slettet stå få gå kort hans periode tilbud budget saldoen kunden banken sender lang god nok mere"
)
"""Words of Bokmål that Danish, or Danish and Nynorsk, write alike: they count little for any of them."""

WORDS: dict[Language, str] = {
    Language.NB: (
        "sendte feriepengene veldig ovenfor nedenfor debitor debitorer kreditor kreditorer mappen "
        "bilaget dem "
        "samme kommet ubetalte langsom eneste beskrivelse mappe oppe finner nå sist finne "
        "plutselig aldri "
        "ikke jeg hva hvordan hvorfor hvor hvem hvilken hvilke hvilket hver hvert hverandre hvis noe noen nå "
        "bare fra dere "
        "deres vår våre vårt oss være vært blir blitt ble gjør gjøre gjort gjøres gjelder kommer mye mer "
        "fortsatt også "
        "hjelpe hjelp hjelper venter fått ønsker noensinne uten selv sammen begge eller etter men når siden "
        "alle skal "
        "skulle kunne ville får finner bruker brukeren brukere sender sendes en et de den dette disse dem "
        "hun lønn lønna "
        "lønnen lønnskjøring lønnsslipp lønnsart regning arbeidsgiveravgift takk hilsen vennlig hei helt "
        "hele hel samme "
        "da ligger sier trenger igjen gang ganger tar se si gi la ta ha gå uke uken uka uker måned måneden "
        "måneder timer "
        "dager dagen egen eget egne annen annet forrige først fikk gikk skriver skrive legger legge setter "
        "sette satt "
        "mangler heter åpne åpner begynner begynne begynte kjører kjøre kjørt kjøring regnskap regnskapet "
        "regnskapsfører "
        "fakturaer fakturaene fakturaen kunder kundene kunden leverandører leverandøren ordrer bilagene "
        "endrer endre endres "
        "endret ennå nei følger føres regner stemmer tror mener vet velger velge trykker henter hentet "
        "startet stoppet "
        "flyttet flytter byttet bytter oppdatert logget sluttet slutter kommet funnet skrevet lest åpnet "
        "lukket krever "
        "kreve gjennom utenfor innenfor hjem frem tilbake mulig mulige riktig vanlig antall navn mellom "
        "nesten derfor "
        "dessuten egentlig via sånn kobling kobler koble selge selger kjøpt kjøper virker virke ringe ringer "
        "sjekket sjekke "
        "rett opprettet opprette oppretter godkjenning godkjenne beløpet beløp betaling betalinger betalt "
        "feilmelding "
        "måtte burde bør enn enda over under hos mot per pr ca pga ifm sak saken spørsmål mandag tirsdag "
        "lørdag søndag "
        "januar februar mars desember kveld morgen ettermiddag feriepenger sykepenger skattekort "
        "dekningsbidraget kontoret "
        "sjefen styret står stå så i på til for av om at og er vi har kan med det å som to tre fire fem seks "
        "sju åtte ni ti "
        "as in is all an a an on or her der under men ut inn opp ned noen ingen både enten verken dersom "
        "fordi mens "
        "nytt ser få slik min mitt mine sin sitt din ditt ferdig altså it bli ett varer varene leverandør "
        "kun filen filene "
        "fila lurer dobbelt ja gir ligge lese del par glemt låst no be kontonummer kontonumre lagret kjenner "
        "office meldinga "
        "meldingen lista listen lukke slikt bedre skriv forbruk kreditnotaen nede ned momsen stadig idag "
        "igår svar litt "
        "denne disse sidder nest not error user cannot fila a b c d file sjef avdeling skifter opp åpent "
        "ingen annet lisens "
        "hentes sendes leses settes kjøres står stod sto sitter hvilke stk kl vet varsel grei greit fint "
        "sånn jo vel "
        "nummer linje linjer pris priser år året fjor måtte kontoen banken nettbanken bilaget avtalen "
        "avtaler resten "
        "gjerne lage ingenting brukt bruk bort ferie vikaren ei filer orden innom grunn les finn ferdige "
        "endra kasser ole "
        "sending bestemt overtar fordi stansa fortel inne ute viser vise vist tatt laget gjort lov ting folk "
        "tall "
        "printer printeren ha hatt henne ham andre annet prøver prøve problemet problem løst rett ordre "
        "konsulenten revisor saldo "
        "utskrift purring bare begge ellers adgang kontoret forbi vil mine dine deres bør budsjett perioden "
        "kom "
        "feil feilen feilene sendt dag går lagt gått ligger står stått får gått flere mange begge fra hele "
        "igjen uten etter "
        "haster fredag torsdag onsdag rapporten rapporter skriver nett gjelder første andre tredje sju sa "
        "jeg har ha hun "
        "oktober konsulent overført løste konsulenter ubrukte vekk leie avregning kontert årets natt fjor "
        "gjort sitter lager "
        "slettes slettet lukkes overføre ifølge posteringer postering undervisning syv ses hende nærmere "
        "nærmest meget angående idet flest adgangen vedrørende snarest dog aften mod jf været hen "
        "hjemme stemme avstemme bestemme glemme fremme framme mal het "
        "æ sku ska ka kem kor mæ te va korsn dokker dåkker tåkke itj itte ittje hællæ "
        "dæ nåkka koffør kordan åssen"
    ),
    Language.NN: (
        "førast sendast skrivast gjerast bokførast betalast hentast opnast lukkast rettast "
        "endrast leggjast setjast brukast lagast visast takkar fakturaene "
        "årsoppgjeret bokføringa lønskøyringa "
        "kome finst aldri "
        "ikkje eg kva korleis kvifor kvar kven kva kvart kvarandre noko nokon nokre berre frå dykk dykkar "
        "vere vore vert "
        "blei vart gjer gjere gjeld gjort kjem mykje meir framleis òg hjelpe ynskjer ynskje ønskjer ønskje "
        "utan sjølv "
        "sjølve saman begge eller ein eit ei dei desse me då hjå heile heil heilt skulle kunne finn brukar "
        "brukarar "
        "brukaren sender fekk fått ligg ligge seier løn løna lønsart lønsslipp lønskøyring venleg helsing "
        "reknar rekne "
        "rekna rekning rekneskap rekneskapen fakturaer nokon veit lurer kjenner eitt éin éi anna andre "
        "spørje skrive skriv "
        "tek gjekk står trur einaste mogleg mogeleg nemner tidlegare tidleg seinare mellom mottek mottekne "
        "motteke fleire "
        "gong gongar gonger gongen treng sjå sjåast elles heiter heite eigen eiga eigne eige slikt slik "
        "dagar dagane gje "
        "gjev gir kome koma eine setje setja køyrer køyre køyra køyrde køyring medan dagleg førre endra "
        "fyrste fyrst "
        "namn namnet leggje leggja hentar veker veka veke manglar mangla kostar bytta byter held måndag "
        "tysdag laurdag "
        "heim heime heimekontor leiar leiaren sel selt sit slutta kor kvarandre difor viss pengane pengar "
        "trudde gjerast "
        "opnar opna opne opning ståande fylgje hennar høgre høg lågare tilbod skilnad skilnaden verkar verka "
        "føra "
        "eigentleg høyrer godkjend godkjenne meiner talet tal teke dersom raud vanleg vanlege forbruk "
        "kreditnotaen "
        "garden sommar haust hausten morgon greitt gamal gammal gammalt ventar rettar løyse løysing "
        "arbeidsgivaravgift "
        "tilsett tilsette ferdig enno attende att månad månaden månader timar timane grøn betre betrar "
        "kundar kundane "
        "avtalar avtalane leverandørar leverandørane prisar prisane varer varene sidan sida nynorsk bokmål "
        "synest trekkje "
        "trekkjer trykkjer tenkjer søkje les lese heng driv krev slepp får går her i på til for av om at og "
        "er vi har kan "
        "med det å som så ho han de to tre fire fem as in is all an du der men ut inn opp ned frå noreg "
        "fordi anten korkje "
        "både verken saka sak spørsmål takk hei mvh tilskot føretak overføringa innlogginga avstemminga "
        "meldinga lista "
        "nytt vår ser rett ta betalt blir mars våre vårt min mitt mine sin sitt a januar februar desember "
        "lønn lønna "
        "leverandør leverandøren fakturaen fakturaene kunden tilbake si it kontoret enn del kveld beløp "
        "beløpet dagen "
        "enda endre ja kontonummer sjefen vara betaling tak søndag låst ni sju åtte litt biletet gale nedst "
        "kasser finst "
        "kunna betala mal framme heim været "
        "halde halda byte byta vidare orden tinga bort får sendt dag banken filer fila sånn innom jo vel "
        "fint gjerne greitt "
        "opprette oppretta opprettar lage laga lagar ligg løysinga tenesta tenaren ferie plukkarane eigar "
        "grunn ingenting "
        "sidan kvifor vikaren vikarane konto bruk brukt nede stod ferdige hentar henta stansa laurdagen "
        "fortel "
        "sendt dag lagt gått flytta mange begge etter torsdag onsdag fredag rapporten rapportar natt fjor "
        "utan nett "
        "hatt oktober problem konsulent revisor ordre purring perioden utskrift inga kvifor tredje prøver "
        "tatt "
        "same oss år fjor linje året kl pris stk resten kjøper flytta linjer svar avtalen også bli burde "
        "nettbanken kontoen "
        "varsel avdeling bilaget logga stemmer bør vill sending blitt først so ti grei ville venter hjelp "
        "momsen lisens satt "
        "nei sjef altså ringe nest ettermiddag nummer styret starta inne ute viser vise bestemt ting folk "
        "lov brukar "
        "skriv krev vekk søkje skriva mannskapa formannen timelista søkjer flyttar styreleiaren innleigde "
        "den over under ved ingen skal vil må var ha feil hos mot per pr få gå stå ny nye utanfor innanfor "
        "gjennom "
        "sjukepengar feriepengar skattekort bustad verkstad vindauge namneendring gjester kan'kje ikkj kjøpt"
    ),
    Language.DA: (
        "nej sidst aldrig siger sagde væk pludselig finder finde findes fandt ordrerne mødet "
        "hjælper kigge kigger stadigvæk alligevel imellem igennem langsomt skærm skærmen billede "
        "billedet prøvede fortælle hovedbog debitor debitorer kreditor kreditorer "
        "finanskonto bilagene lønsedler lønseddel feriepenge feriepengene lukkes åbnes slettes "
        "oprettes gem gemme gemmer gemt tal trykker sendte "
        "fejlmeddelelse meddelelse meddelelsen beskeden ses kreditnotaen "
        "hovedbogen dem manglede fik stoppede bliver gik blot ovenfor nedenfor hvorfra ligesom "
        "mappen bilaget afsluttet årsafslutning årsafslutningen bruges samme kommet ubetalte "
        "langsom eneste beskrivelse mappe oppe "
        "ikke jeg hvad hvornår hvordan hvorfor hvor hvem hvilken hvilke hvilket noget nogen nogle nu kun fra "
        "jer jeres "
        "vores vore være været bliver blevet blev gør gøre gøres gjort gælder kommer meget mere stadig også "
        "hjælpe hjælp "
        "venter fået ønsker uden selv af efter mig dig sig når siden alle skal skulle kunne ville får en et "
        "de den dette "
        "disse tak venlig hilsen hej lægge bruge bruger brugere brug virker ved bogføring bogfører bogføre "
        "bogført løn "
        "lønnen lønkørsel moms momsen kørsel åbne åbner åbnet selskab sidder havde sige siger uge ugen uger "
        "måned måneden "
        "sidste næste fejl fejlen fejlmeddelelse fejlbesked ud ude ind inde op hen længere beløb beløbet "
        "muligt mulig rykke "
        "plejer plejede sat printer slettet adgangskode kodeord glemt låst nede genstartet genstarte virkede "
        "kunder "
        "kunderne fakturaer fakturaerne faktura oprette opretter oprettet opret opdatere opdateringen "
        "opdateret brugerne "
        "hele hver hvert eller hvis fordi endnu lige gerne igen lukke lukket mangler sende sendt sender "
        "afsted afdeling "
        "kommer kom indberetning indberette hvilket derfor altså måske bedre bedst penge tirsdag onsdag "
        "lørdag søndag marts "
        "maj juni juli oktober december morgen aften eftermiddag regnskab regnskabet leverandør leverandører "
        "tilbage "
        "fundet skrevet åbning udbetale udbetaling indbetaling kontonumre betalt betaling dobbelt skifter "
        "stemmer kan du se "
        "anden andet andre forkert lave laver lavet laves have haft skulle skullet undervisning forskel "
        "haster hvem hvert "
        "vedrørende angående medarbejder medarbejdere adgang adgangen mangler forkerte rigtig rigtigt "
        "forkert flyttet "
        "postering posteringer kontoudtog afregning prøver prøve hver gang printe printeren printer ordrer "
        "ordre webshop "
        "hvilke bare sådan sådanne måtte bør hedder mindst flest begge ellers ej dog idet hjem frem rykker "
        "tilbud "
        "overføre overført spørgsmål vedhæftet vedhæftede snarest jf ifølge konsulent konsulenten revisor "
        "saldo problemet "
        "løste løst forbi kontoret en af dem os hende ham hans deres dine mine vil gerne spørge "
        "i på til for om at og er vi har med det som så to tre fire fem syv otte ni ti der her han hun men "
        "over under hos "
        "da egen eget egne ligger ligge timer regner skriver tror mener ser min din sin ja par linje linjer "
        "priser år mandag fredag torsdag januar februar via enten ferie ringe ringer viser vise vist varer "
        "ned mange første bestemt folk ting resten rapporter problem bytter byttet slutter sluttet dag dagen "
        "hel helt stk kl pr ca konsulenter logget tillæg netværk netværket kører køre nyt nyhedsbrev "
        "mod den ingen kunde kunden fil filen liste listen nye ny må vil var havde går står stå få gå den i "
        "in all"
    ),
    Language.SV: (
        "aldrig nej skriva skriver "
        "inte jag vad hur varför var vem vilken vilket vilka något någon några nu bara från er era vår våra "
        "vårt oss vara "
        "varit blir blivit blev bli gör göra gjort görs gäller kommer mycket mer fortfarande också hjälpa "
        "hjälp väntar "
        "fått önskar utan själv själva och att är av efter mig dig sig när sedan alla ska skall skulle kunna "
        "vill får en "
        "ett de den detta dessa tack vänlig vänliga hälsning hälsningar hej kan ni vi för på det som med har "
        "till om eller "
        "men i så här där över under hos mot ingen inga ser se hittar hitta längre saknas fungerar fungera "
        "fel felet "
        "felmeddelande fakturor fakturan fakturorna kunder kunderna kunden användare användaren lösenord "
        "lösenordet glömt "
        "ligger nere stannade stannar skickas skicka skickar skickat veckan vecka veckor månad månaden förra "
        "nästa sista "
        "idag igår morse kväll behöver behövs måste betalat betala betalning byter byta konto möjligt möjlig "
        "flytta mötet "
        "logga in ut upp ner ny nya nytt skrivare installerad lagret lager beloppet belopp stämmer lön "
        "lönekörning moms "
        "momsen bokför bokföra bokföring bokfört skapa skapat startat starta om läggas lägga upp fick gick "
        "stod står gå få "
        "mellan före utanför ändra ändrat ändras hela varje båda andra första två tre fyra fem sex sju åtta "
        "nio tio den "
        "måndag tisdag lördag söndag januari februari mars maj juni juli augusti oktober raderades raderat "
        "misstag "
        "verifikationen verifikation kassan brukar utelåst mitt ditt sitt min din sin inlagda kontonummer "
        "han hon hade"
    ),
    Language.EN: (
        "the a an and is are was were be been being not no we you i it they this that these those our your "
        "their its us "
        "me my mine he she him her his of to in for on with from at by as or but if can could would should "
        "will must may "
        "might do does did done doing have has had having what how why where when which who whose whom "
        "please thanks thank "
        "regards hi hello dear there here any some all each every other another need needs get got getting "
        "when after "
        "before since until into out up down off over under again also only just still now then than too "
        "very more most "
        "help invoice invoices payment payments customer customers supplier report reports file files user "
        "users password "
        "month months week weeks day days year yesterday today tomorrow last next new old same shows show "
        "missing wrong "
        "error down cannot can't don't doesn't isn't won't i'm we're create change check send sent sending "
        "work works "
        "working move moved make made want one two three four five log logged since both between because so "
        "about account accounts bank number numbers list update updated order orders nobody anyone someone "
        "everything "
        "possible meeting salary payroll employee employees office company return vat credit note post posted"
    ),
    Language.OTHER: (
        "voi voimme voisitko tulostaa laskuja lasku laskun laskut järjestelmästä järjestelmä "
        "järjestelmään järjestelmässä jälkeen eilisen eilen huomenna meillä teillä mikä miksi "
        "missä milloin kuinka ovat sekä mutta myös pysty saa saada tehdä asiakas asiakkaan "
        "kirjautua sisään apua tarvitsemme ohjelma ohjelman palkka palkat tili tilin maksu maksun "
        "uuden uusi käyttäjä käyttäjän ei "
        "warum bekommt trotz zahlung rechnung keine kein jedes mal programm fehlt kunde kunden "
        "und der die das nicht ist ein eine einen einer wir sie ich mit für auf von zu den dem des bitte "
        "danke haben hat "
        "wird sind werden wurde kann können im am aus bei nach wie unser unsere ihr ihre heute leider aber "
        "oder auch noch "
        "mehr es uns mir niemand arbeiten beim letzten guten tag grüße "
        "le les des du est une un nous vous je pas pour avec dans que qui sur par ne ce cette merci bonjour "
        "votre notre "
        "vos nos au aux sont avons avez pouvons comment créer envoyer fichier paiement "
        "el los las una por para con que no es gracias hola usted su del al se lo podemos enviar archivo "
        "pago "
        "não com uma os as do da dos das em hoje conseguimos ficheiro obrigado "
        "il lo gli di che non per una sono siamo grazie buongiorno riusciamo inviare oggi della dei "
        "nie jest się na do proszę dziękuję czy jak mam dla że w z i pliku nas możemy dzień dobry "
        "pozdrawiam "
        "het een niet wij we voor met van dat zijn graag bedankt naar kunnen kan vandaag de wordt onze geen "
        "deze ik "
        "ja ei on että ole kanssa kiitos hei miten emme voi mitä tänään olen meidän "
        "ekki ég að við er og hvernig frá það ekkert hæ kveðja mér okkur "
        "iš kad yra mes negalime ačiū labas šiandien"
    ),
}

ENDINGS: tuple[tuple[Language, float, str], ...] = (
    (Language.NN, 1.2, r"\w{3,}(?:ane|arane|arar|ande|leiken|heita?)"),
    (Language.NN, 0.9, r"\w{3,}[^k]ar|\w{4,}ast|\w{4,}leg"),
    (Language.NN, 0.3, r"\w{3,}(?:inga|ingane|aren)"),
    (Language.NN, 1.5, r"(?:rekneskap|køyr|løns|kvar|gjenn?omfør|noreg|heim|utanlands?|tilsett|førehand)\w+"),
    (Language.NN, 1.5, r"\w+(?:løysing|oppgjer|tilskot|rekning)\w*"),
    (Language.NB, 0.9, r"(?:regnskap|kjør|lønns)\w+|\w+(?:løsning|oppgjør|tilskudd|regning)\w*"),
    (Language.NB, 1.2, r"\w{3,}(?:erne|ede)"),
    (Language.NB, 0.5, r"\w{3,}(?:ene|ningen|erer|sjonen|sjon|ingen|elsen|else)|\w{4,}(?:lig|het|heten)"),
    (Language.DA, 1.8, r"\w{3,}(?:hed|heden|gørelse)|(?:ud(?!e[fkl]|o)|af(?!ri)|opr|opd|opg|fejl)\w{4,}"),
    (Language.DA, 1.8, r"\w*(?:øj|ejd|fejl)\w*"),
    (Language.DA, 1.2, r"\w{3,}ede"),
    (Language.DA, 1.8, r"(?:bogfør|bogholder|årsafsl)\w*|\w*(?:ælg|ælp|ænd|ænk|ærk|ærm|ægt|ævn|ækk)\w*"),
    (Language.DA, 1.2, r"\w{3,}(?:erne|tionen|skabet)|ind[bfglmstkrh]\w{4,}"),
    (Language.DA, 0.3, r"\w{3,}(?:tion|elser)"),
    (Language.SV, 1.6, r"\w*[öä]\w*"),
    (Language.SV, 0.9, r"\w{3,}(?:orna|arna|erna|ades|ande)|\w*(?:ck|xt)\w*"),
    (Language.EN, 0.9, r"\w{3,}(?:ly|ould|ght|ness|ies|ment|tion|able|ying)|(?:th|wh)\w+"),
    (Language.EN, 0.9, r"\w+'(?:s|re|ve|ll|t|m|d)"),
    (Language.OTHER, 1.6, r"\w*[ßüñçłąęśżźćńőűšžčřěãõêðþíúóýîâàèìòùûėįųūēāīģķļņ]\w*"),
    # Finnish: no Swedish word of that length ends so.
    (Language.OTHER, 2.4, r"\w{4,}(?:ä|ään|äin)|\w*(?:[äy]y|ää)\w*"),
    (Language.OTHER, 0.9, r"\w*(?:sch|ää|yy|uu|ij)\w*|(?:ein|ver|ge|zu)\w{5,}(?:en|t)"),
    (Language.OTHER, 0.9, r"\w{3,}(?:ung|keit|lich|ssa|lla|mme|ción|eur|eux|iamo)"),
)
"""How much the form of a word says that stands in no list, tried in this order for all languages."""

NO_WITNESS = frozenset((
    "afrika", "aften", "after", "allerede", "avar", "avvik", "back", "backup", "ballast", "banane", "black",
    "brede", "check", "click", "dollar", "einar", "facebook", "far", "fast", "februar", "feedback", "glede",
    "gunnar", "hallvard", "husk", "indirekte", "individuell", "indre", "industri", "ingvar", "ivar", "jack",
    "januar", "kalender", "kast", "klar", "kontrast", "last", "leverte", "membran", "nede", "netbank",
    "oscar", "oskar", "plast", "quick", "radar", "ragnar", "rede", "seminar", "stede", "stripe", "svar",
    "tilstede", "track", "udyr", "webinar", "zebra",
))  # fmt: skip
"""Words whose endings mislead."""

DANISH_YOU = re.compile(
    r"\b(?:[Kk]an|[Kk]unne|[Vv]il|[Vv]ille|[Hh]ar|[Ss]kal|[Ss]kulle|[Mm]å|[Hh]vis|[Nn]år|at|om) I "
    r"(?=[a-zæøå])"
)
"""Where "I" is "you": nobody else writes it with a capital letter within a sentence."""
NYNORSK_YOU = re.compile(
    r"\b(?:(?:kan|kunne|vil|må) de (?:hjelpe|svare|ringe|sende|rettleie|vise) (?:oss|meg)|takk skal de ha)\b",
    re.IGNORECASE,
)
"""Where "de" is "you", as in no other language; elsewhere it is "they"."""
