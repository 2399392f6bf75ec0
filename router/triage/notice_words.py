"""The words that notices of absence are made of, in Bokmål, Nynorsk and English, in lower case.

A notice is silent, so it must say nothing else: a word that is not here, and is no name, number or address,
makes a clause one that somebody should read ("… og har glemt passordet mitt"). What names a matter, a thing
that may fail or something to be done has no place here, though notices hold it at times: then it stands where
they name what to turn to somebody else with ("Gjelder det lønn, ring Lise").
"""

_SMALL = """
    jeg eg meg vi me oss du deg dere dykk de dei dem han hun ho ham henne det den dette denne disse desse
    man en ein et eit ei noe noko noen nokon alle alt all annet anna andre andra mange min mitt mine mi vår
    vårt våre din ditt dine deres dykkar sin sitt sine hans hennes og eller men så da som at om hvis dersom
    viss når mens medan fordi for fra frå til i på av med ved hos hjå etter før innen innan under over
    mellom mot uten utan gjennom via per ut ute utenom utanom inne inn utenfor utafor er var blir vert bli
    ble vart vil ville skal kan kunne må har hadde ha få får fått går gå ikke ikkje ingen aldri bare berre
    kun også òg både derfor difor ellers elles nå no her der hjemme heime tilbake attende igjen att borte
    bort pga grunnet grunna grunn dessverre beklager beklagar helt heilt hele heile hel veldig litt lite mye
    mykje mer meir minst først deretter siden sidan snart enn enda foran bak fortsatt framleis kanskje
    dermed slik altså i'm i'll i've we we're you your my our us it is am are was be been have has had will
    would shall can may might do does å se sjå ser vet seg same samme resten øvrige øvrig begge tre to fire
    fem seks sju åtte ni ti one two three four five about there's it's bruk nok derimot verken korkje
    hverken eneste gangen vei omgang mulighet moglegheit måte not any a an the this that these those of on
    in from with by until till through out and or but so as if when while during after before back again
    also only very more most than then there here who whom which what
"""
_TIME = """
    dag dagen dager dagar dags uke uka uken uker ukene veke veka veker vekene helg helga helgen måned månad
    måneder månader år året time timer timar kl klokka klokken morgen morgon morgenen kveld kvelden natt
    ettermiddag formiddag lunsj tid tiden tida tider periode perioden fram frem fom tom t.o.m f.o.m o.m
    første fyrste siste neste forrige denne hver kvar annenhver mandag måndag tirsdag tysdag onsdag torsdag
    fredag lørdag laurdag søndag sundag mandager tirsdager onsdager torsdager fredager januar februar mars
    april mai juni juli august september oktober november desember jan feb mar apr jun jul aug sep sept okt
    nov des romjul romjula romjulen jula julen nyttår påske påska påsken pinse sommer sommeren sumar høst
    haust vinter vår vinterferie sommerferie sommarferie høstferie juleferie påskeferie fellesferie
    fellesferien monday tuesday wednesday thursday friday saturday sunday january february march may june
    july october december today tomorrow week weeks day days month noon morning afternoon evening next date
    tidlig tidleg sent seint vanligvis vanlegvis trolig usikkert stund framover fremover samlet sammen
    resten ettermiddagen formiddagen kvelder kveldene helgene dagtid kveldstid døgnet døgn umiddelbart
    umiddelbar perioder ukentlig daglig dagleg midten starten slutten begynnelsen løpet cirka ca senest
    seinast tidligst tidlegast fortløpende fortløpande snarest sporadisk foreløpig førebels midlertidig
    mellombels virkedag virkedager arbeidsdag arbeidsdager arbeidsdagar mellomtiden mellomtida meantime og
    hverdager helligdager klokkeslett vanlig vanleg normal normalt alltid ofte av lengre lenger lengere
    lengst omtrent
"""
_ABSENCE = """
    absence absent annual autosvar automatisk automatic automated autoreply avspaserer avspasering avvikler
    away bemannet betjent bortreist bortreiste closed dekning dårlig dårleg elgjakt fravær fraværende fråvær
    fråverande ferie ferien ferielukket ferieavvikling feriestengt fri fritt fjellet fødselspermisjon
    foreldrepermisjon foreldreperm holiday holidays hytta hytte havet jakt jobb jobben jobber jobbar kontor
    kontoret kurs kurset kursing konferanse leave limited mammaperm mammapermisjon messe messen møte møter
    møtet møteserie office offshore opptatt oppteken pappaperm pappapermisjon parental perm permisjon
    planleggingsdag poor reise reiser reisefot samling samlinger seminar sick sjøen sjukmeld sjukmeldt sjuk
    sluttet slutta syk sykdom sykmeldt sykemeldt stengt stengd stenger held holder tjenestereise
    tilgjengelig tilgjengeleg tilgang begrenset avgrensa redusert travelling traveling travel trip tur turen
    tokt unavailable utilgjengelig utilgjengeleg vacation verv arbeid arbeider arbeidet plass byggeplass
    anlegg feltarbeid hjemmekontor heimekontor ferierer nett internett coverage access meetings meeting
    working business course conference syke sjuke frisk sykehus sjukehus legen lege tannlege begravelsen
    bryllup dåp konfirmasjon påskeferie flyttedag varetelling årsmøte styremøte opplæring kursdag fagdag
    fagdager personalseminar seminaret konferansen elevferie planleggingsdagen avspasere sommerstengt
    vinterstengt julestengt påskestengt lunsjstengt butikken verkstedet kontortid sesong sesongen utlandet
    utland utenlands heim heime signal signalet wifi mobildekning permittert studietur fisketur lukket lukka
    åpent åpner ope opent åpen open opens opening åpningstid åpningstider opningstid opningstider begravelse
    gravferd barn barna sykt sjukt
"""
_REACHING = """
    adresse adressen adressa address answer answered anything ask attention be bedt besvare besvarer besvart
    besvares besvarast contact contacted call called colleague colleagues e e-post e-posten e-postene
    e-poster epost eposten email emails e-mail e-mails else everything forwarded haster hast hastar hastesak
    hastesaker haste hastesake hastespørsmål henvendelse henvendelsen henvendelser henvendelsene henvend
    henvende hjelp hjelpe hjelper innboks innboksen innboksa inbox kollega kollegaen kollegaer kolleger
    kollegaene kontakt kontakte kontaktes kontaktast les leser lese leses lest lesen mail mailen mailer
    mailene matter matters melding meldingen meldinger meldinga message messages mobil mobilen mobilnummer
    monitored nummer nås nåast overvåkes overvakes overtatt overtar phone please prøv prøve post posten
    postkasse postkassen postkassa read reads reach reached received receptionist reply replies replied
    respond response resepsjon resepsjonen return returning rettes rettast returnerer ring ringe ringer
    ringes sak saka saken saker sakene send sende sendes sendast sender sendt sent sentralbord sentralbordet
    sjekk sjekke sjekker sjekkar skriv skrive sms spørsmål spørsmala spørsmåla spør stedfortreder
    svar svara svarer svarar svare svares svaret switchboard ta tar tas tatt tek tekst telefon telefonen
    telefonisk treffe treffer treffes treffast tlf til urgent urgency vakt vakta vakten vakttelefon
    vakttelefonen vent vente venter venta ventast vikar vikaren vikarierer vennligst venlegst vennlig
    videresend videresendes videresendt vidaresendt vidaresendast viktig viktige write mottatt motteke
    mottok registrert registrere registreres registrerast behandles behandlast behandlet behandle behandla
    meldes saksbehandler generert system systemet automatisk forsøker prøver so soon possible mulig mogleg
    raskt rask behov eventuelt direkte fellespost firmapost team teamet kollegene vidaresend vidaresende
    formidler formidles leder leiar ekspedisjonen skranken resepsjonist forkontoret regnskapet regnskap
    rekneskap økonomi faktura fakturaer rektor kontoret lønnskontoret lønningskontoret ordrekontoret
    økonomiavdelingen kundeservice kundesenter support reception front desk ext wait få tak heller hold
    holde gjelder gjeld vedr vedrørende angående regarding følgende tilfelle tilfeller enquiries inquiries
    help assistance
"""
_POLITE = """
    hei heisann hallo god godt gode good hello hi dear kjære takk tusen thanks thank for forståelse
    forståelsen forståing patience understanding tålmodighet tålmodigheten tålmod mvh hilsen helsing vennlig
    venleg beste best kind regards ha en fin fint flott riktig glad gledelig happy nice great ønsker ønskjer
    wishes sees snakkes ses beklager apologies sorry henvendelsen kontakter kontaktet contacting tar kontakt
    oss innen tatt
"""
NOTICE_WORDS = frozenset(f"{_SMALL} {_TIME} {_ABSENCE} {_REACHING} {_POLITE}".split())
"""All of them."""
