//! What the languages' number words are besides those of the small vocabulary, and how each writes its numbers.

use Decimal::{Comma, Either, Point};
use Shape::{Apart, AsOne, Characters};

/// What marks decimals; the other one marks thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decimal {
    Comma,
    Point,
    /// It differs by country, or is not known.
    Either,
}

/// How the words of a number are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A word each, or with hyphens.
    Apart,
    /// Several in one word, in part at least.
    AsOne,
    /// Characters that follow each other.
    Characters,
}

/// A language, or several that write alike.
pub(super) struct Row {
    pub(super) languages: &'static str,
    pub(super) decimal: Decimal,
    pub(super) shape: Shape,
    /// Entries parted by `|`: what the words are worth, then the words.
    ///
    /// | worth | meaning |
    /// | --- | --- |
    /// | `200` | is added |
    /// | `x1000` | multiplies |
    /// | `3.` | an ordinal |
    /// | `½` | a half |
    /// | `+` | joins two parts |
    /// | `?` | may be something else, whatever it is worth elsewhere |
    /// | `-` | no number at all |
    ///
    /// `_` stands for a space or a hyphen within an expression.
    pub(super) words: &'static str,
}

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    Row { languages: "en", decimal: Point, shape: Apart,
        words: "1 one a an|x12 dozen dozens|x20 score|x100 hundreds|x1000 thousands|x1000000 millions mn mln|x1000000000 billion billions bn|x1000000000000 trillion trillions|+ and|40 fourty|1. first|2. second seconds|3. third thirds|5. fifth fifths|8. eighth eighths|9. ninth ninths|12. twelfth|14. fortnight fortnights|20. twentieth|30. thirtieth|40. fortieth|50. fiftieth|60. sixtieth|70. seventieth|80. eightieth|90. ninetieth|? both score|6. half_a_dozen half_dozen|500000. half_a_million" },
    Row { languages: "de lb gsw", decimal: Comma, shape: AsOne,
        words: "1 ein eins eine einen einem einer eines|2 zwo|x12 dutzend|x100 hunderten|x1000 tausende tausenden tsd|x1000000 mio|x1000000000 milliarde milliarden mrd|x1000000000000 billion billionen|+ und|30 dreissig|1. erste ersten erster erstes erstem|3. dritten drittes drittem drittel|7. siebte siebten siebter siebtes siebtem|? beide beiden|6. halbes_dutzend halben_dutzend|½ einhalb halben halbes halber" },
    Row { languages: "nl af", decimal: Comma, shape: AsOne,
        words: "1 een één eén|x12 dozijn|x100 honderden|x1000 duizenden|x1000000 mln|x1000000000 miljard mrd mld|x1000000000000 biljoen|+ en ën|1. eerste|? beide|6. half_dozijn half_dozijn|½ eneenhalf" },
    Row { languages: "nb nn no", decimal: Comma, shape: AsOne,
        words: "1 en én ett ei ein eitt et|30 tredve|40 førr|50 femtio|x12 dusin|x100 hundreder hundrevis|x1000 tusener tusenvis|x1000000 millioner mill|x1000000000 milliard milliarder mrd|x1000000000000 billion billioner|+ og|1. første fyrste|4. fjerde|5. femte|6. sjette|7. sjuende syvende|8. åttende åttande|11. ellevte|12. tolvte|? begge tre fire ti seks annen|6. halvt_dusin" },
    Row { languages: "da", decimal: Comma, shape: AsOne,
        words: "1 en én et ét|3 tre|30 tredive|40 fyrretyve|50 halvtredsindstyve|70 halvfjerdsindstyve|90 halvfemsindstyve|x12 dusin|x100 hundreder hundredvis|x1000 tusinde tusinder tusindvis|x1000000 millioner mio|x1000000000 milliard milliarder mia|x1000000000000 billion billioner|+ og|1. første|4. fjerde|5. femte|6. sjette|7. syvende|11. ellevte|12. tolvte|? begge tvende ti|6. halvt_dusin" },
    Row { languages: "sv", decimal: Comma, shape: AsOne,
        words: "1 en ett|20 tjugi|x12 dussin|x100 hundraden hundratal|x1000 tusentals tusende tusental|x1000000 miljoner milj mn|x1000000000 miljard miljarder mdr|x1000000000000 biljon biljoner|+ och|1. första förste|4. fjärde|5. femte|6. sjätte|7. sjunde|8. åttonde|9. nionde|10. tionde|11. elfte|12. tolfte|? båda bägge tvenne|6. halvt_dussin" },
    Row { languages: "is", decimal: Comma, shape: Apart,
        words: "1 einn ein eitt|2 tveggja|3 þriggja þremur|4 fjögurra|x12 tylft|x100 hundraða hundruðum|x1000 þúsundir þúsunda þúsundum|x1000000 milljónir milljóna milljónum|x1000000000 milljarður milljarðar milljarða milljörðum|+ og|1. fyrsti fyrsta|4. fjórði|? báðir" },
    Row { languages: "fr", decimal: Comma, shape: Apart,
        words: "1 un une|17 dix_sept|18 dix_huit|19 dix_neuf|70 soixante_dix septante|71 soixante_et_onze|80 quatre_vingts quatre_vingt huitante octante|90 quatre_vingt_dix nonante|91 quatre_vingt_onze|92 quatre_vingt_douze|93 quatre_vingt_treize|94 quatre_vingt_quatorze|95 quatre_vingt_quinze|96 quatre_vingt_seize|97 quatre_vingt_dix_sept|98 quatre_vingt_dix_huit|99 quatre_vingt_dix_neuf|x12 douzaine douzaines|x100 centaines|x1000 mil|x1000000 millions|x1000000000 milliard milliards|x1000000000000 billion billions|10. dizaine dizaines|15. quinzaine|20. vingtaine|30. trentaine|40. quarantaine|50. cinquantaine|60. soixantaine|+ et|1. premier première premiers premières|2. second seconde seconds|? neuf six mil|1000. un_mille|4. quatrième quatrièmes|9. neuvième|11. onzième|- tiers milles|6. demi_douzaine" },
    Row { languages: "es gl ast", decimal: Either, shape: Apart,
        words: "1 un uno una|4 quatro|20 veinti|21 veintiuno veintiún veintiuna|22 veintidós|23 veintitrés|24 veinticuatro|25 veinticinco|26 veintiséis|27 veintisiete|28 veintiocho|29 veintinueve|200 doscientos doscientas|300 trescientos trescientas|400 cuatrocientos cuatrocientas|500 quinientos quinientas|600 seiscientos seiscientas|700 setecientos setecientas|800 ochocientos ochocientas|900 novecientos novecientas|x12 docena docenas|x100 centenar centenares cientos centenas|x1000 millares|x1000000 millones mill|x1000000000 millardo|x1000000000000 billón billones|10. decena decenas|15. quincena|20. veintena|30. treintena|40. cuarentena|+ y|1. primero primera primer primeros primeras|2. segunda segundos segundas|3. tercer tercera terceros|4. cuarto cuarta|5. quinto quinta|6. sexto sexta|7. séptimo|8. octavo|9. noveno|10. décimo|? quinto|6. media_docena" },
    Row { languages: "ca", decimal: Comma, shape: Apart,
        words: "1 un una|20 vint_i|200 dos_cents dues_centes|x12 dotzena|x100 centenars|x1000000 milions|x1000000000 miliard|+ i|1. primer primera|2. segona|3. tercera|? set nou deu sis" },
    Row { languages: "pt", decimal: Comma, shape: Apart,
        words: "1 um uma|50 cinqüenta|200 duzentos duzentas|300 trezentos trezentas|400 quatrocentos quatrocentas|500 quinhentos quinhentas|600 seiscentos seiscentas|700 setecentos setecentas|800 oitocentos oitocentas|900 novecentos novecentas|x12 dúzia dúzias|x100 centenas|x1000 milhares|x1000000 mi|x1000000000 bilhão bilhões|x1000000000000 trilhão trilhões bilião biliões|10. dezena dezenas|15. quinzena|20. vintena|+ e|1. primeiro primeira primeiros primeiras|2. segunda segundos segundas|3. terceira|4. quarto quarta|5. quinto quinta|6. sexto sexta|7. sétimo|8. oitavo|9. nono|10. décimo|? mi segunda quarta quinta sexta|6. meia_dúzia" },
    Row { languages: "it", decimal: Comma, shape: AsOne,
        words: "1 un uno una|3 tré|4 quattr|20 vent|30 trent|40 quarant|50 cinquant|60 sessant|70 settant|80 ottant|90 novant|x12 dozzina dozzine|x100 centinaio|x1000 migliaio|x1000000 milioni mln|x1000000000 miliardo miliardi mld|x1000000000000 bilione bilioni|10. decina decine|15. quindicina|20. ventina|30. trentina|40. quarantina|+ e|1. primo prima primi prime|2. seconda secondi|4. quarto quarta|5. quinto quinta|6. sesto sesta|7. settimo|8. ottavo|9. nono|10. decimo|? sei|6. mezza_dozzina" },
    Row { languages: "ro", decimal: Comma, shape: Apart,
        words: "1 un unu una|14 patrusprezece|x12 duzină|x100 suta|x1000 mia|x1000000 milioane mil|x1000000000 miliard miliarde mld|+ și de|1. primul prima întâi|? nouă mil" },
    Row { languages: "ru", decimal: Comma, shape: Apart,
        words: "1 один одна одно одного одной одну|3 тремя трое|4 четырёх четырем четырьмя|6 шестью шестеро|7 семью|8 восемью восьмью|9 девяти девятью|10 десяти десятью десяток|11 одиннадцати|12 двенадцати|13 тринадцати|14 четырнадцати|15 пятнадцати|16 шестнадцати|17 семнадцати|18 восемнадцати|19 девятнадцати|20 двадцати двадцатью|30 тридцати тридцатью|40 сорока|50 пятидесяти|60 шестидесяти|70 семидесяти|80 восьмидесяти|90 девяноста|200 двести двухсот двумстам|300 триста трёхсот трехсот|400 четыреста четырёхсот четырехсот|500 пятьсот пятисот|600 шестьсот шестисот|700 семьсот семисот|800 восемьсот восьмисот|900 девятьсот девятисот|x12 дюжина дюжины дюжину|x100 сотню сотнями|x1000 тысячи тысяч тысячу тысячей тысячам тысячами тысячах тыс|x1000000 миллиона миллионов миллионы миллионам млн|x1000000000 миллиард миллиарда миллиардов миллиарды млрд|x1000000000000 триллион триллиона триллионов трлн|1. первый первая первое первого первой первую первых|2. второе второго второй вторых|3. третьего третье третьей третьих|4. четвёртый четвертый четвёртого четвертого четвёртая|5. пятый пятого пятая|6. шестой шестого|7. седьмой седьмого|8. восьмой восьмого|9. девятый девятого|10. десятый десятого|? пол полтора|6. полдюжины|½ половиной|+ с" },
    Row { languages: "uk", decimal: Comma, shape: Apart,
        words: "1 один одна одне одного однієї одну|3 трьома|4 чотирьох чотирьом|5 п'ятьох п'ятеро|7 семи|9 дев'яти|10 десяти|11 одинадцяти|12 дванадцяти|20 двадцяти|30 тридцяти|40 сорока|50 п'ятдесяти|60 шістдесяти|90 дев'яноста|200 двісті двохсот|300 триста трьохсот|400 чотириста чотирьохсот|500 п'ятсот п'ятисот|600 шістсот шестисот|700 сімсот семисот|800 вісімсот восьмисот|900 дев'ятсот дев'ятисот|x12 дюжина дюжини|x100 сотню|x1000 тисячі тисяч тисячу тисячам тис|x1000000 мільйона мільйонів мільйони млн|x1000000000 мільярд мільярда мільярдів мільярди млрд|x1000000000000 трильйон трлн|1. перший перша перше першого першу|2. друге другої|3. третього третьої|4. четвертий четвертого|5. п'ятий п'ятого|7. сьомий сьомого|8. восьмий восьмого|? пів" },
    Row { languages: "bg mk", decimal: Comma, shape: Apart,
        words: "1 един една едно|12 дванайсет|15 петнайсет|200 двеста|300 триста|400 четиристотин|500 петстотин|600 шестстотин|700 седемстотин|800 осемстотин|900 деветстотин|x12 дузина дузини|x1000 хиляди хил|x1000000 милиона милиони млн|x1000000000 милиард милиарда млрд|+ и|1. първи първа първо първият|4. четвърти|? пет сто" },
    Row { languages: "pl", decimal: Comma, shape: Apart,
        words: "1 jeden jedna jedno jednego jednej|4 czterech czterem|6 sześciu|9 dziewięciu|10 dziesięciu|11 jedenastu|15 piętnastu|20 dwudziestu|30 trzydziestu|40 czterdziestu|50 pięćdziesięciu|60 sześćdziesięciu|70 siedemdziesięciu|80 osiemdziesięciu|90 dziewięćdziesięciu|200 dwieście dwustu|300 trzysta trzystu|400 czterysta czterystu|500 pięćset pięciuset|600 sześćset|700 siedemset|800 osiemset|900 dziewięćset|x12 tuzin tuziny|x1000 tysiące tys|x1000000 miliony milionów miliona mln|x1000000000 miliard miliardy miliardów mld|x1000000000000 bilion bilionów|1. pierwszy pierwsza pierwsze pierwszego pierwszej|2. drugie drugiego drugiej|3. trzecia trzecie trzeciego|4. czwarty czwarta czwartego|5. piąty piąta piątego|6. szósty szósta|7. siódmy|8. ósmy|? pół|+ i|½ połową" },
    Row { languages: "cs", decimal: Comma, shape: AsOne,
        words: "1 jeden jedna jedno jednoho jedné|200 dvě_stě|x12 tucet tuctů|x1000 tisíce tisíců tis|x1000000 miliony milionů milionu mil|x1000000000 miliarda miliardy miliard mld|1. první|4. čtvrtý čtvrtá|5. pátý pátá|6. šestý|7. sedmý|8. osmý|9. devátý|10. desátý|? pět set mil|+ a" },
    Row { languages: "sk", decimal: Comma, shape: AsOne,
        words: "1 jeden jedna jedno jedného|x12 tucet|x1000 tisíce tisícov tis|x1000000 milióny miliónov mil|x1000000000 miliarda miliardy miliárd mld|1. prvý prvá prvé|4. štvrtý|? päť mil|+ a" },
    Row { languages: "hr bs sl", decimal: Comma, shape: Apart,
        words: "1 jedan jedna jedno jednog|200 dvjesto dvije_stotine dvesto|300 tristo|400 četiristo|500 petsto|600 šesto|700 sedamsto|800 osamsto|900 devetsto|x12 tucet|x100 stotine stotinu|x1000 tisuće tisuća tisuću hiljada hiljade tisoč tis|x1000000 milijuna milijuni milion miliona mil|x1000000000 milijarda milijarde milijardi mlrd|+ i|1. prvi prva prvo|4. četvrti|5. peti|6. šesti|? pet pol šest" },
    Row { languages: "sr", decimal: Comma, shape: Apart,
        words: "1 један једна једно једног|200 двеста двесто две_стотине|300 триста тристо|400 четиристо|500 петсто|600 шесто|700 седамсто|800 осамсто|900 деветсто|x100 стотине стотину|x1000 хиљаде хиљаду хиљ|x1000000 милиона милиони мил|x1000000000 милијарда милијарде милијарди млрд|+ и|1. први прва прво|4. четврти|? пет пол шест" },
    Row { languages: "fi", decimal: Comma, shape: AsOne,
        words: "1 yksi yhden yhtä|2 kahdessa kahdelle kahteen|3 kolmen kolmea|4 neljän neljää|6 kuutta|7 seitsemää|8 kahdeksaa|9 yhdeksää|10 kymmentä|x10 kymmentä kymmenen kymmentä|20 kahdenkymmenen|30 kolmenkymmenen|x12 tusina tusinan tusinaa|x100 sataan sadassa|x1000 tuhatta tuhansia tuhanteen|x1000000 miljoonaa miljoonan milj|x1000000000 miljardi miljardia miljardin mrd|x1000000000000 biljoona|1. ensimmäinen ensimmäisen ensimmäistä|? kuusi kuuden kuutta toinen toisen toista|+ ja|10 toista|x10 kymmenessä kymmenestä kymmeneen" },
    Row { languages: "et", decimal: Comma, shape: AsOne,
        words: "1 üks ühe üht|7 seitsme|8 kaheksat|9 üheksat|20 kahekümne|30 kolmekümne|40 neljakümne|50 viiekümne|x10 kümmend kümne|x12 tosin|x1000 tuhandet|x1000000 miljonit miljoni mln|x1000000000 miljard miljardit miljardi mld|1. esimene esimese|? kuus kuue kuut" },
    Row { languages: "hu", decimal: Comma, shape: AsOne,
        words: "1 egy|10 tizen|20 huszon|2 két|x12 tucat|x100 száz|x1000 ezer|x1000000 millió|x1000000000 milliárd mrd|1. első|2. második|? hat hét|+ és" },
    Row { languages: "tr az", decimal: Comma, shape: AsOne,
        words: "1 bir|x12 düzine|x1000000 mn|x1000000000 milyar mr|x1000000000000 trilyon|1. birinci|? altı yüz bin elli yedi kırk on üçü dördü altmış|- onu beşi ikisi üçünü" },
    Row { languages: "kk ky", decimal: Comma, shape: AsOne,
        words: "1 бір|x1000 мың|x1000000 млн|x1000000000 миллиард млрд|1. бірінші|? он елу алты бес қырық жүз жүздеген мыңдаған үш" },
    Row { languages: "el", decimal: Comma, shape: Apart,
        words: "1 ένας μία μια ένα|2 δυο|4 τέσσερα τεσσάρων|13 δεκατρείς|200 διακόσια διακόσιοι διακόσιες διακοσίων|300 τριακόσια τριακόσιοι τριακόσιες|400 τετρακόσια τετρακόσιοι|500 πεντακόσια πεντακόσιοι πεντακόσιες|600 εξακόσια εξακόσιοι|700 επτακόσια εφτακόσια|800 οκτακόσια οχτακόσια|900 εννιακόσια|x12 ντουζίνα|x100 εκατόν εκατοντάδες|x1000 χιλιάδες χίλιοι χίλιες χιλιάδων χιλ|x1000000 εκατομμύρια εκατομμυρίων εκατ|x1000000000 δισεκατομμύριο δισεκατομμύρια δισεκατομμυρίων δισ|+ και|1. πρώτος πρώτη πρώτο|2. δεύτερη δεύτερο|3. τρίτη τρίτο|? έξι" },
    Row { languages: "ar", decimal: Either, shape: Apart,
        words: "1 واحد واحدة|200 مئتان مئتين مائتان مائتين|2000 ألفان ألفين|x1000000000 مليار مليارات|+ و|? عشر ست سبع ثمانية ثاني|- أحد إحدى" },
    Row { languages: "fa", decimal: Either, shape: Apart,
        words: "1 یک|x1000000000 میلیارد|200 دویست|300 سیصد|500 پانصد|+ و|? دو سه ده شش سی صد پنج چهار هفت هشت بیست چهل نود|- نه" },
    Row { languages: "he", decimal: Point, shape: Apart,
        words: "1 אחד אחת|200 מאתיים|2000 אלפיים|x1000000000 מיליארד|+ ו|? שני שתי שש שבע עשר עשרה שניים שלושה שלוש ארבע חמש תשע שמונה אלף|- אחת אחד" },
    Row { languages: "zh", decimal: Point, shape: Characters,
        words: "1 一 壹|2 二 两 兩 贰|3 三 叁|4 四|5 五|6 六|7 七|8 八|9 九|x10 十 拾|x100 百 佰|x1000 千 仟|x10000 万 萬|x100000000 亿 億" },
    Row { languages: "ja", decimal: Point, shape: Characters,
        words: "1 一|2 二|3 三|4 四|5 五|6 六|7 七|8 八|9 九|x10 十|x100 百|x1000 千|x10000 万|x100000000 億|x1000000000000 兆" },
    Row { languages: "ko", decimal: Point, shape: Characters,
        words: "x1000 천|x10000 만|x100000000 억|x1000000000000 조" },
];
