//! The words and signs of units.

use super::Unit;

/// Currencies: code, signs, names. `*` stands for any ending, here and below. At most 32.
#[rustfmt::skip]
pub(super) const CURRENCIES: &[(&str, &str, &str)] = &[
    ("EUR", "€", "euro euros euron euroa euroja eura evro evra avro евро евра євро еуро ευρω يورو יורו ユーロ 欧元 歐元 유로"),
    ("USD", "$＄", "dollar* dolar* dolares доллар* долар* δολαρι* دولار* דולר* ドル 美元 달러"),
    ("AUD", "$", "dollar* dolar*"),
    ("CAD", "$", "dollar* dolar*"),
    ("NZD", "$", "dollar* dolar*"),
    ("GBP", "£", ""),
    ("CHF", "", "franken franc francs franco francos franchi frank франк* frangi"),
    ("NOK", "", "krone* kroner kronor krona kronen coroa* corona* couronne* крон* korun* kruunu* kr nkr"),
    ("SEK", "", "krone* kroner kronor krona kronen coroa* corona* couronne* крон* korun* kruunu* kr skr"),
    ("DKK", "", "krone* kroner kronor krona kronen coroa* corona* couronne* крон* korun* kruunu* kr dkr"),
    ("ISK", "", "krone* kroner kronor krona kronur kronen coroa* corona* couronne* крон* korun* kruunu* kr"),
    ("CZK", "", "krone* kroner kronor kronen coroa* corona* couronne* крон* korun* kruunu* kc"),
    ("PLN", "", "zloty* zlot* злот* zl"),
    ("HUF", "", "forint* форинт* ft"),
    ("RON", "", "lei leu"),
    ("BGN", "", "leva лева лв"),
    ("RUB", "₽", "rouble* ruble* rubel* rubl* rublo* rublos рубл* руб rupla* ρουβλι* rubli rubla"),
    ("UAH", "₴", "hryvn* hrywn* griwna* гривн* гривен* grivn* грн"),
    ("KZT", "₸", "tenge* тенге* тенге теңге*"),
    ("TRY", "₺", "lira lire liras liralik lirasi лир* liraa"),
    ("CNY", "¥￥", "yuan* юан* renminbi 元 人民币"),
    ("JPY", "¥￥", "yen* иен* ien ienes jen 円 엔"),
    ("INR", "₹", "rupee* rupie* рупи* rupia*"),
    ("KRW", "₩", "won 원"),
    ("ILS", "₪", "shekel* schekel* שקל* шекел*"),
    ("BRL", "", "reais real"),
    ("MXN", "", "peso pesos"),
    ("ARS", "", "peso pesos"),
];

/// Letters against a number that stands after a sign of money.
pub(super) const SUFFIXES: &[(&str, u64)] = &[
    ("k", 1_000),
    ("m", 1_000_000),
    ("mn", 1_000_000),
    ("mio", 1_000_000),
    ("b", 1_000_000_000),
    ("bn", 1_000_000_000),
    ("tn", 1_000_000_000_000),
];

/// What may stand between a number and the name of a currency or a measure.
pub(super) const PREFIXES: &[&str] = &[
    "d'",
    "d’",
    "de ",
    "di ",
    "of ",
    "us-",
    "us ",
    "u.s. ",
    "us\u{2011}",
    "english ",
    "square ",
    "cubic ",
    "quadrat",
    "kubik",
];

/// Words before a number; with a full stop where only that makes the word one.
pub(super) const BEFORE: &[(&str, Unit)] = &[
    ("yuzde", Unit::PartsOf(100)),
    (
        "klokken klockan klukkan kello klo kl. kl h. h at um alle as halb half halv halvt viertel kvart past fel saat las \
         puoli pol pul ora ore kwart quarter till dreiviertel",
        Unit::Clock,
    ),
    (
        "p. pp. s. str. стр. с. page pages seite seiten side sida page pagina pag. pags. vol. bd. band no. nr nos. n. \
         № num. art kap. kapitel chapter capitulo chapitre capitolo hoofdstuk глава розділ fejezet luku rozdzial fig. \
         abb. § abs. para. cf. tel. isbn issn номер numero numer nummer number",
        Unit::Reference,
    ),
    ("anos annees anni años", Unit::Era),
];

/// Words after a number; `_` stands for a space.
#[rustfmt::skip]
pub(super) const AFTER: &[(&str, Unit)] = &[
    ("jours jour dias dies giorni zile days tage tagen dagar dagars dager dagers dage dages dagen dni dnu дней дни днів nap paiva* gun",
     Unit::Span),
    ("minute* minut* minuter minuutti* perc мин* хвилин* dakika* minuti* λεπτ*", Unit::Span),
    ("percent* prozent* prosent* procent* procento* protsent* porcento per_cent* por_cento* por_ciento* pour_cent* per_cento* \
      pct proc процент* процен* процента* відсот* пайыз* szazalek* τοις_εκατο posto la_suta בالمئة بالمئة بالمائة \
      في_المئة في_المائة درصد אחוז* パーセント* 퍼센트* 프로 percento*", Unit::PartsOf(100)),
    ("promille* per_mille* por_mil промил* promile*", Unit::PartsOf(1_000)),
    ("uhr* o'clock o’clock oclock am pm a.m* p.m* h hrs heures heure horas hora ore uur klokka uhr часов часа час годин* \
      godzin* hodin* ora orakor saat* πμ μμ im_morgen pomeridiane antimeridiane past in_the_morning \
      in_the_afternoon in_the_evening y_media y_cuarto e_mezzo e_mezza e_un_quarto et_demie e_meia y_medio", Unit::Clock),
    ("th_century* st_century* nd_century* rd_century* century* centuries jahrhundert* jh siecle* siglo* seculo* secolo* segle* \
      arhundre* arhundrade* eeuw* век* вік* столітт* wiek* vek* stolet* storoci* vuosisa* sajand* szazad* ghas* ғасыр* yuzyil* \
      αιωνα* secol* tallet* tallets* talet* tal tals luvu* luku* s er_jahre* er-jahre* erjahre* er iger х х_год* ых_год* е_год* \
      a.d* v.chr* n.chr*", Unit::Era),
    ("feet foot ft fuss fusse* fuß pied pieds pie pies pes piedi piede fot fod voet voeten jalan jalkaa kyynar* penikulm* peninkulm* фут* lab jalka* stop* inch inches zoll \
      pouce* pulgada* polegada* pollic* tum tommer tomme duim дюйм* huvelyk* tuuma* cal cali mile miles meile* milles milla \
      millas milha* miglia miglio mijl* миль милях мили милю mila merfold* mailia mailin mailia yard* ярд* \
      iard* jarda* league* lieue* legua* leghe lega leguas mijlen lb lbs ounce* unze* once* uncia* oz stone gallon* pint* \
      fathom* brasse* faden favn* famn* vadem* acre* knot* noeud* knoten nudos верст* versta* werst* сажен* аршин* \
      пуд* elle* alen aln anar* rute* schritt* paso* passo* pas pace*", Unit::Customary),
    ("m meter metern meters meteren metre metres metro metros metri metra metry metrow metru метр* metri* metria km kilomet* chilomet* \
      quilomet* километр* кілометр* cm centimet* zentimet* centymet* сантиметр* mm millimet* milimet* kg kilo kilos kilogram* \
      chilogram* quilo* chili кило* g gram grams gramm grammi gramos gramas gramme* грамм* liter litern litre* litro* litri литр* \
      hectare* hektar* hectar* гектар* tonn* tonelada* тонн* celsius grad graden grader grados graus gradi degrees degre* градус*",
     Unit::Metric),
    ("pound* pfund* pund libra* livre* lire_st* sterlin* фунт* funt* font guinea* guinee* shilling* schilling* chelin* xelin* \
      scellin* skilling* шиллинг* penny pence pennies sixpen* penique* pennig* pfennig* crown* sou sous louis ducat* dukat* \
      дукат* thaler* taler* talare* ryksdal* riksdal* cent cents centavo* centimo* centesim* копе* kopek* копій* ore mark \
      marks marka* marco* gulden* florin* fiorin* napoleon* pistole* ecu ecus escudo* sovereign*", Unit::Coins),
];
