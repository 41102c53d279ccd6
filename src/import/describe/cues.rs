//! The words that tell what a line says about its text, by what they tell and language.

use std::sync::LazyLock;

use super::phrases::Phrases;

/// What a word tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Label {
    /// Before a colon and the title.
    Title,
    /// Before a colon and the author.
    Author,
    /// Before the author's name, without a colon.
    By,
    /// Before a colon and where the text comes from.
    Source,
    /// Before a colon and the date.
    Date,
    /// Somewhere in a short line: the line tells who translated the text or from what.
    Translation,
    /// The names that follow are those who signed.
    SignedBy,
    /// Those who signed ask for something: what follows is that, and not their names.
    Demands,
    /// A kind of text that is somebody's: the words after it and [`Label::Of`] are whose.
    Statement,
    /// The same in the languages where the owner follows at once, in the genitive.
    GenitiveStatement,
    /// The same where the owner stands before it, in the languages that do so.
    OwnedStatement,
    /// Between a statement and its owner.
    Of,
    /// The same as [`Label::Statement`], in German, where an article may stand between as well.
    ArticleStatement,
    /// Such an article: the name after it is in the genitive and reads right only after the statement.
    OfGenitive,
    /// After a statement: what it is about, not whose it is.
    About,
    /// Alone on a line: those who publish.
    Editors,
    /// A word in the name of an organisation.
    Organisation,
    /// Stands above a title: a department, a kind of text, a chapter's number.
    Kicker,
    /// Begins a line that explains the title above it.
    Subtitle,
    /// A day of the week, or a word that may stand beside a date as well.
    Weekday,
}

/// The table, ready for finding.
pub(in crate::import) static CUES: LazyLock<Phrases<Label>> = LazyLock::new(|| Phrases::new(TABLE.iter().copied()));

use Label::{
    About, ArticleStatement, Author, By, Date, Demands, Editors, GenitiveStatement, Kicker, Of, OfGenitive,
    Organisation, OwnedStatement, SignedBy, Source, Statement, Subtitle, Title, Translation, Weekday,
};

/// In each part: de en nb nn da sv fi nl fr it es ca pt ro pl cs ru uk kk tr hu el zh ja, those that have something.
#[rustfmt::skip]
const TABLE: &[(Label, &str)] = &[
    (Title, "titel | title | tittel | otsikko | titre | titolo | título | tytuł | název | название | заголовок | назва | тақырыбы | başlık | cím | τίτλος"),

    (Author, "autor | autorin | autoren | verfasser | text | von | author | authors | byline | written by | forfatter | forfattar | tekst | skrevet av | skrevet af | författare | skriven av | kirjoittaja | kirjoittanut | auteur | auteurs | texte | autore | autora | autores | autoria | testo | texto | autorzy | автор | авторы | автори | авторлар | yazar | yazan | szerző | συγγραφέας | 作者 | 著者"),
    (By, "by | written by | von | av | skrevet av | af | skrevet af | kirjoittanut | door | par | di | por | per | de la | yazan | napisał | napisała"),

    (Source, "quelle | originalquelle | source | original source | original | sources | kilde | kjelde | källa | ursprunglig källa | lähde | alkuperäinen lähde | bron | fonte | fonte original | fuente | font | sursa | sursă | źródło | zdroj | источник | джерело | дереккөз | kaynak | forrás | πηγή | 来源 | 來源 | 出典 | url | link | web"),

    (Date, "datum | stand | date | dated | dato | päiväys | päivämäärä | data | fecha | dátum | data wydania | дата | күні | tarih | ημερομηνία | 日期 | 日付"),

    (Translation, "aus dem englischen | aus dem russischen | aus dem französischen | aus dem spanischen | aus dem italienischen | übersetzung | übersetzt | übersetzer | übersetzerin | ins deutsche übertragen"),
    (Translation, "translated | translation | translator"),
    (Translation, "oversatt | oversettelse | oversettelsen | oversetter | omsett | omsetjing | oversat | oversættelse | oversætter | översatt | översättning | översättare | översättningen"),
    (Translation, "käännös | kääntänyt | suomennos | suomentanut | kääntäjä | vertaald | vertaling | vertaler"),
    (Translation, "traduit | traduite | traduction | traducteur | traductrice | tradotto | traduzione | traduttore | traduttrice | traducido | traducida | traducción | traductor | traductora | traduït | traducció | traduzido | traduzida | tradução | tradutor | tradutora | tradus | traducere | traducerea"),
    (Translation, "tłumaczenie | tłumaczył | tłumaczyła | przełożył | przełożyła | przekład | z angielskiego | překlad | přeložil | přeložila | перевод | перевёл | перевела | переведено | переклад | переклав | переклала | перекладено | аударған | аударма | çeviri | çeviren | çevirmen | fordítás | fordította | μετάφραση | 翻译 | 譯者 | 译者 | 翻訳"),

    (Demands, "fordern | verlangen | rufen | erklären | demand | demands | call on | call for | urge | declare | ask | krever | kräver | kræver | ber | uppmanar | oppfordrer | erklærer | förklarar | vaativat | eisen | roepen | exigent | demandent | appellent | chiedono | exigen | reclaman | exigem | reivindicam | żądają | требуют | вимагають | талап етеді | talep ediyor"),

    (SignedBy, "unterzeichnet von | unterschrieben von | gezeichnet von | unterzeichner* | erstunterzeichnende | erstunterzeichner* | unterzeichnende | unterschriften | es unterzeichnen"),
    (SignedBy, "signed by | signed | signatories | signatures | signatory organisations | signatory organizations | initial signatories | first signatories"),
    (SignedBy, "undertegnet av | underskrevet av | signert av | signert | underskrivne av | underteikna av | undertegnere | underskrifter | signatarer | underskrevet af | underskrivere | undertegnet af"),
    (SignedBy, "undertecknat av | undertecknad av | undertecknas av | undertecknade av | undertecknare | undertecknarna | undertecknat | skrivet under av | har skrivit under"),
    (SignedBy, "allekirjoittaneet | allekirjoittajat | allekirjoittivat | allekirjoittanut | ondertekend door | ondertekenaars | ondertekenaren | getekend door"),
    (SignedBy, "signé par | signée par | signataires | premiers signataires | ont signé | firmato da | firmata da | firmatari | sottoscritto da | primi firmatari"),
    (SignedBy, "firmado por | firmada por | firman | firmantes | suscriben | suscrito por | signat per | signants | signen"),
    (SignedBy, "assinado por | assinada por | assinam | assinaturas | signatários | subscrevem | subscrito por | subscritores | semnat de | semnatari"),
    (SignedBy, "podpisali | podpisano | podpisane przez | podpisany przez | sygnatariusze | podpisy | podepsáni | podepsali | signatáři"),
    (SignedBy, "подписали | подписано | подписались | подписанты | подписавшиеся | подписи | підписали | підписано | підписанти | підписи | қол қойғандар | қол қойды | қол қойған"),
    (SignedBy, "imzalayanlar | imzacılar | imzalayan kurumlar | imzalar | imzalayan örgütler | aláírók | aláírta | υπογράφουν | υπογραφές | 签署 | 联署 | 署名 | 賛同団体"),

    (Statement, "erklärung | gemeinsame erklärung | stellungnahme | gemeinsame stellungnahme | aufruf | gemeinsamer aufruf | resolution | offener brief | pressemitteilung | flugblatt"),
    (ArticleStatement, "erklärung | gemeinsame erklärung | stellungnahme | gemeinsame stellungnahme | aufruf | gemeinsamer aufruf | resolution | offener brief | pressemitteilung | flugblatt"),
    (Statement, "statement | joint statement | declaration | joint declaration | appeal | joint appeal | open letter | joint letter | call | resolution | press release | communiqué | leaflet | message | a statement | a joint statement"),
    (Statement, "uttalelse | felles uttalelse | fellesuttalelse | fellesuttale | erklæring | felles erklæring | opprop | åpent brev | pressemelding | resolusjon | uttale | fråsegn"),
    (Statement, "udtalelse | fælles udtalelse | fælles erklæring | opråb | åbent brev | pressemeddelelse"),
    (Statement, "uttalande | gemensamt uttalande | upprop | gemensamt upprop | öppet brev | pressmeddelande"),
    (Statement, "verklaring | gezamenlijke verklaring | gemeenschappelijke verklaring | oproep | open brief | persbericht"),
    (Statement, "déclaration | déclaration commune | déclaration conjointe | communiqué commun | appel | lettre ouverte | tribune | résolution | dichiarazione | dichiarazione congiunta | dichiarazione comune | comunicato | comunicato congiunto | appello | lettera aperta"),
    (Statement, "declaración | declaración conjunta | comunicado | comunicado conjunto | llamamiento | carta abierta | manifiesto | resolución | declaració | comunicat | crida"),
    (Statement, "declaração | declaração conjunta | comunicado | nota | nota conjunta | apelo | carta aberta | manifesto | resolução | moção | declarație | comunicat"),
    (GenitiveStatement, "oświadczenie | wspólne oświadczenie | apel | odezwa | list otwarty | rezolucja | prohlášení | společné prohlášení | výzva"),
    (GenitiveStatement, "заявление | совместное заявление | обращение | воззвание | резолюция | открытое письмо | заява | спільна заява | звернення | відозва | резолюція | відкритий лист"),
    (OwnedStatement, "lausunto | julkilausuma | yhteislausunto | kannanotto | vetoomus | tiedote | мәлімдемесі | бірлескен мәлімдемесі | үндеуі | açıklaması | ortak açıklaması | bildirisi | ortak bildirisi | çağrısı | nyilatkozata | közös nyilatkozata | felhívása"),
    (Of, "von | of | by | from | issued by | fra | av | frå | af | från | van | par | da | di | de | d' | do | da | del | dos | das | des | de la | de los | de las | du | della | dei | delle | degli | dell' | de l' | dels | din partea | przez"),
    (OfGenitive, "der | des"),
    (About, "o | w sprawie | ws | k | ke | о | об | обо | по | к | про | щодо | до | з приводу | в связи | у зв'язку"),

    (Editors, "die redaktion | redaktion | the editors | editors | editorial board | editorial team | redaksjonen | red | redaktionen | toimitus | toimituskunta | de redactie | redactie | la rédaction | rédaction | la redazione | redazione | la redacción | redacción | a redação | redação | redakcja | redakce | редакция | редакція | от редакции | від редакції | редакциясы | редакция алқасы | yayın kurulu | a szerkesztőség | szerkesztőség | η σύνταξη | 编辑部 | 編集部"),

    (Organisation, "komitee | zentralkomitee | partei | bewegung | verband | gewerkschaft | bündnis | bund | vorstand | sekretariat | internationale | committee | central committee | party | movement | union | league | federation | confederation | alliance | association | executive | bureau | secretariat | council | coalition | international"),
    (Organisation, "komité | komiteen | sentralkomité | sentralkomiteen | parti | partiet | bevegelse | bevegelsen | forbund | forbundet | styret | centralkomité | centralkomiteen | bevægelse | bevægelsen | fagforening* | kommitté | kommittén | centralkommitté* | rörelsen | förbund | förbundet | styrelsen | föreningen | komitea | keskuskomitea | puolue | liitto | liike | hallitus"),
    (Organisation, "comité | partij | beweging | vakbond | bond | bestuur | parti | mouvement | syndicat | fédération | confédération | ligue | alliance | bureau | comitato | partito | movimento | sindacato | lega | federazione | partido | sindicato | federación | liga | alianza | coordinadora | comitê | tendência | federação | coletivo | aliança | frente | comitè | partit | moviment | comitet* | partid*"),
    (Organisation, "komitet* | partia | partii | ruch | ruchu | związek | związku | výbor | strana | hnutí | комитет* | партия | партии | движени* | союз* | фронт* | комітет* | партія | партії | рух | руху | спілк* | профсоюз* | профспілк* | комитеті | партиясы | қозғалысы | одағы | komitesi | partisi | hareketi | sendikası | birliği | bizottság* | párt* | mozgalom | επιτροπή | κόμμα | 委员会 | 委員会 | 党"),

    (Kicker, "interview | interviews | kommentar | kommentare | analyse | meinung | debatte | bericht | nachrichten | international | politik | kultur | wirtschaft | erklärung | stellungnahme | opinion | analysis | comment | commentary | editorial | feature | news | politics | culture | economy | world | statement | review | leder | debatt | kronikk | nyheter | kultur | innenriks | utenriks | utrikes | inrikes | ledare | uttalande | leder | debat | kronik | nyheder"),
    (Kicker, "pääkirjoitus | mielipide | uutiset | kulttuuri | opinie | nieuws | buitenland | entretien | éditorial | tribune | actualité | monde | société | intervista | editoriale | opinione | notizie | esteri | entrevista | opinión | análisis | noticias | internacional | opinião | análise | notícias | editorial | wywiad | komentarz | opinie | świat | новости | интервью | мнение | аналитика | политика | новини | інтерв'ю | думка | жаңалықтар | сұхбат | haber | haberler | söyleşi | röportaj | dünya | yorum"),
    (Kicker, "kapitel | chapter | part | book | kapittel | del | luku | osa | hoofdstuk | deel | chapitre | partie | capitolo | parte | capítulo | capitol | rozdział | część | kapitola | глава | часть | розділ | частина | тарау | бөлім | bölüm | fejezet | κεφάλαιο"),
    (Subtitle, "ein | eine | a | an | et | en | ei | un | une | una | um | uma | ett | oder | or | eller | of | tai | ou | o | albo | czyli | или | або | veya | roman | erzählung | novelle | gedicht | drama | komödie | novel | novella | poem | tale | play | comedy | tragedy | fortelling | dikt | romaani | novelli | runo | racconto | romanzo | poesia | cuento | novela | conto | romance | poema | powieść | opowiadanie | роман | повесть | рассказ | повість | оповідання | әңгіме | öykü | şiir"),

    (Weekday, "montag | dienstag | mittwoch | donnerstag | freitag | samstag | sonnabend | sonntag | monday | tuesday | wednesday | thursday | friday | saturday | sunday | mon | tue | wed | thu | fri | sat | sun | mandag | tirsdag | onsdag | torsdag | fredag | lørdag | søndag | måndag | tysdag | laurdag | sundag | tisdag | lördag | söndag | maanantai* | tiistai* | keskiviikko* | torstai* | perjantai* | lauantai* | sunnuntai*"),
    (Weekday, "maandag | dinsdag | woensdag | donderdag | vrijdag | zaterdag | zondag | lundi | mardi | mercredi | jeudi | vendredi | samedi | dimanche | lunedì | martedì | mercoledì | giovedì | venerdì | sabato | domenica | lunes | martes | miércoles | jueves | viernes | sábado | domingo | segunda-feira | terça-feira | quarta-feira | quinta-feira | sexta-feira | segunda | terça | quarta | quinta | sexta | poniedziałek | wtorek | środa | czwartek | piątek | sobota | niedziela"),
    (Weekday, "понедельник | вторник | среда | четверг | пятница | суббота | воскресенье | понеділок | вівторок | середа | четвер | п'ятниця | субота | неділя | дүйсенбі | сейсенбі | сәрсенбі | бейсенбі | жұма | сенбі | жексенбі | pazartesi | salı | çarşamba | perşembe | cuma | cumartesi | pazar"),
    (Weekday, "den | der | am | the | on | le | il | el | em | dia | día | a | de | at | um | uhr | kl | klo | den | г | года | року | ж | жылы"),
];
