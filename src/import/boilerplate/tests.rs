use super::*;
use crate::import::describe::fixtures::Fixture;

/// Marks the pages and compares with the lines that begin with `~ `.
#[track_caller]
fn check(pages: &[&str]) {
    let mut wrong = String::new();
    for page in pages {
        let mut fixture = Fixture::new(page);
        mark(&fixture.text, &mut fixture.blocks);
        let marked = fixture.lines(|block| block.standing == Standing::Boilerplate);
        let missed = fixture.furniture.iter().filter(|line| !marked.contains(line));
        missed.for_each(|line| wrong.push_str(&format!("missed: {line}\n")));
        let body = marked.iter().filter(|line| !fixture.furniture.contains(line));
        body.for_each(|line| wrong.push_str(&format!("marked: {line}\n")));
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn what_pages_put_around_a_text_is_marked() {
    check(&[
        ENGLISH, GERMAN, NORWEGIAN, NYNORSK, DANISH, SWEDISH, FINNISH, DUTCH, FRENCH, ITALIAN, SPANISH, PORTUGUESE,
        POLISH, RUSSIAN, UKRAINIAN, KAZAKH, TURKISH, CHINESE,
    ]);
}

#[test]
fn a_text_is_not_marked_whatever_it_speaks_of() {
    check(&[
        APPEAL,
        SIGNED,
        DEMANDS,
        POEM,
        NOVEL,
        RECIPE,
        PRIVACY,
        LIBRARY,
        GLOSSARY,
        LETTER,
        LINKS,
        GERMAN_APPEAL,
        FRENCH_APPEAL,
        RUSSIAN_APPEAL,
        PORTUGUESE_SLOGANS,
        SWEDISH_NOTE,
        SEE_ALSO_IN_TEXT,
    ]);
}

#[test]
fn no_text_makes_it_fail() {
    check(&["", " ", "[", "[]", "]", "-", "- -", "PS", "ps:", "1/2020", "/2020", "é/2020é", "|||"]);
    let hostile = ["Read more\n".repeat(3_000), "a\n".repeat(5_000), "home | ".repeat(4_000), "— ".repeat(9_000)];
    for page in hostile {
        let mut fixture = Fixture::new(&page);
        mark(&fixture.text, &mut fixture.blocks);
    }
}

#[test]
fn front_matter_is_furniture() {
    let mut fixture = Fixture::new("---\ntitle: The ferry\n---\n\nThe ferry left at six.");
    mark(&fixture.text, &mut fixture.blocks);
    assert_eq!(fixture.blocks[0].standing, Standing::Boilerplate);
    assert_eq!(fixture.blocks[1].standing, Standing::Body);
}

const ENGLISH: &str = "
~ <https://example.org/ferry.html>

~ Home
~ About us
~ The region
~ Contact

The last ferry

~ — From the villages —
~ Publication date: Monday 4 May 1998

~ Copyright © The Harbour Gazette

The ferry that had linked the two shores for a hundred and twelve years made its last crossing on Sunday evening.

~ [Image]

~ Read more
~ Ann Lee: Who pays for the bridge, Harbour Gazette No. 3/1998
~ Bo Ek: A hundred years of crossings, Harbour Gazette No. 1/1998

Nobody had expected so many people on the quay, and when the siren sounded for the third time some of them wept.

~ P.S.:

~ If you enjoyed this article, please consider making a donation towards our work. Simply follow this link: [Donate](#).

~ Share on Facebook
~ Twitter
~ WhatsApp

~ This article first appeared in Harbour Gazette No. 5/1998. | Home | Imprint | Privacy policy";

const GERMAN: &str = "
~ Startseite » Artikel » Häfen

Die letzte Fähre

Die Fähre, die hundertzwölf Jahre lang die beiden Ufer verbunden hatte, fuhr am Sonntagabend zum letzten Mal hinüber.

~ [Anzeige]

~ Lesen Sie auch
~ • Brücken statt Boote (Mai 1998)
~ • Wer zahlt die Brücke?

~ Wenn Ihnen dieser Artikel gefallen hat, unterstützen Sie unsere Arbeit. Spendenkonto: DE00 0000 0000

~ Dieser Text erschien in der Hafenzeitung Nr. 5/1998.

~ Startseite | Impressum | Datenschutz";

const NORWEGIAN: &str = "
Den siste ferja

~ Publisert 4. mai 1998

Ferja som hadde bundet de to breddene sammen i hundre og tolv år, gikk søndag kveld over fjorden for aller siste gang.

~ Les også: Hvem skal betale brua

Ingen hadde ventet så mange mennesker på kaia, og da fløyta gikk for tredje gang, var det flere som måtte tørke tårer.

~ Join us

~ If you want to help the harbour fund, fill in this form. We will get back to you within a week.";

const NYNORSK: &str = "
Den siste ferja

Ferja som hadde bunde dei to breiddene saman i hundre og tolv år, gjekk sundag kveld over fjorden for aller siste gong.

~ Les meir
~ Kari Moe: Brua og bygda, Bygdebladet nr. 3/1998

~ Alle rettar reserverte";

const DANISH: &str = "
Den sidste færge

Færgen, der i hundrede og tolv år havde forbundet de to kyster, sejlede søndag aften over sundet for allersidste gang.

~ Læs også
~ Hvem skal betale broen?
~ Hundrede år på sundet

~ Tilmeld dig vores nyhedsbrev

~ Alle rettigheder forbeholdes © 1998";

const SWEDISH: &str = "
Den sista färjan

Färjan som i hundratolv år hade förbundit de två stränderna gick på söndagskvällen över sundet för allra sista gången.

~ Läs också
~ Vem ska betala bron?
~ Hundra år på sundet

~ Prenumerera på vårt nyhetsbrev
~ Dela på Facebook

~ Ansvarig utgivare: Karin Ek";

const FINNISH: &str = "
Viimeinen lautta

Lautta, joka oli yhdistänyt kahta rantaa satakaksitoista vuotta, kulki sunnuntai-iltana salmen yli viimeistä kertaa.

~ Lue myös
~ Kuka maksaa sillan?
~ Sata vuotta salmella

~ Tilaa uutiskirje
~ Kaikki oikeudet pidätetään";

const DUTCH: &str = "
De laatste veerpont

De veerpont die de twee oevers honderdtwaalf jaar lang had verbonden, voer zondagavond voor de allerlaatste keer over.

~ Lees ook
~ Wie betaalt de brug?
~ Honderd jaar op het water

~ Schrijf je in voor onze nieuwsbrief

~ Alle rechten voorbehouden | Privacyverklaring";

const FRENCH: &str = "
~ Aller au contenu
~ Accueil
~ Qui sommes-nous

Le dernier bac

~ Publié le 4 mai 1998

Le bac qui reliait les deux rives depuis cent douze ans a fait dimanche soir sa dernière traversée, devant tout le village.

~ À lire aussi :
~ Qui paiera le pont ?
~ Cent ans de traversées

~ Cet article est paru dans Le Quai, n° 5/1998.

~ Partager cet article
~ Mentions légales | Contact";

const ITALIAN: &str = "
L'ultimo traghetto

Il traghetto che da centododici anni univa le due sponde ha fatto domenica sera la sua ultima corsa, davanti a tutti.

~ Leggi anche
~ Chi paga il ponte
~ Cento anni sull'acqua

~ Iscriviti alla newsletter

~ © 1998 Il Molo. Tutti i diritti riservati";

const SPANISH: &str = "
El último transbordador

El transbordador que unía las dos orillas desde hacía ciento doce años hizo el domingo por la noche su última travesía.

~ Te puede interesar
~ ¿Quién paga el puente?
~ Cien años sobre el agua

~ Suscríbete al boletín

~ Aviso legal | Política de privacidad | Contacto";

const PORTUGUESE: &str = "
A última balsa

~ [Fonte]

A balsa que ligava as duas margens havia cento e doze anos fez no domingo à noite a sua última travessia, diante de todos.

~ Leia também
~ Quem vai pagar a ponte
~ Cem anos sobre a água

~ Se gostou deste artigo, apoie o nosso trabalho

~ Todos os direitos reservados";

const POLISH: &str = "
Ostatni prom

Prom, który przez sto dwanaście lat łączył oba brzegi, w niedzielę wieczorem przepłynął przez cieśninę po raz ostatni.

~ Czytaj także
~ Kto zapłaci za most
~ Sto lat na wodzie

~ Zapisz się na newsletter

~ Wszelkie prawa zastrzeżone";

const RUSSIAN: &str = "
~ Главная | О нас | Контакты

Последний паром

~ Опубликовано 4 мая 1998 года

Паром, который сто двенадцать лет соединял два берега, в воскресенье вечером прошёл через пролив в самый последний раз.

~ Читайте также
~ Кто заплатит за мост
~ Сто лет на воде

~ Подпишитесь на нашу рассылку
~ Оставить комментарий

~ Все права защищены";

const UKRAINIAN: &str = "
Останній пором

Пором, який сто дванадцять років з'єднував два береги, у неділю ввечері пройшов через протоку востаннє за свою історію.

~ Читайте також:
~ Хто заплатить за міст
~ Сто років на воді

~ Усі права захищено";

const KAZAKH: &str = "
Соңғы паром

Жүз он екі жыл бойы екі жағалауды жалғап тұрған паром жексенбі күні кешке бұғаздан соңғы рет өтіп, жағаға тоқтады.

~ Тағы оқыңыз
~ Көпірге кім төлейді
~ Су үстіндегі жүз жыл

~ Барлық құқықтар қорғалған";

const TURKISH: &str = "
Son vapur

Yüz on iki yıl boyunca iki kıyıyı birbirine bağlayan vapur, pazar akşamı boğazı son kez geçti ve iskeleye bağlandı.

~ İlgili yazılar
~ Köprünün parasını kim ödeyecek
~ Su üstünde yüz yıl

~ Bültenimize abone olun
~ Tüm hakları saklıdır";

const CHINESE: &str = "
最后的渡船

一百一十二年来连接两岸的渡船在星期天晚上完成了最后一次航行，码头上站满了从附近村庄赶来送别的人们，许多人流下了眼泪。

~ 相关文章
~ 谁来付桥钱
~ 水上一百年

~ 版权所有 © 1998";

const APPEAL: &str = "
Keep the ferry

For a hundred and twelve years the ferry has been ours, and we will not give it up because an office wants a bridge.

Whoever lives by the water, join us in the struggle for the ferry, support us with donations and subscribe to the paper of the crew.

Read the contract before you sign it, share it with your neighbours, and follow us to the quay.

Join us in the struggle for the ferry.

Join us!

Support the crew!";

const SIGNED: &str = "
The crew of the ferry has worked without a contract for three years now, and we call upon the county to end this at once.

Signed by:

Harbour News website editorial office,
Ann Lee, About Boats magazine,
Home for Sailors,
Contact group of the villages,
Subscribe to Peace network.";

const DEMANDS: &str = "
We, the people of the two shores, came together on the quay and resolved to put these demands before the county council:

• Keep the ferry
• No privacy for those who sell it
• Home for the crew
• Contact with every village
• More news about the plans

What we ask is little, and we will come back every Sunday until the council has heard it and written it into its plans.";

const POEM: &str = "
Home

The quay
the boats
the news of the morning

about us the water
a search
a menu of stars

next, previous
home";

const NOVEL: &str = "
CHAPTER THREE

“Join us,” said the captain, and he pushed a chair across the planks with his boot, so that it stopped before the boy.

“Read more and you will know more,” she said.

He had signed up for a voyage of two years, and all his rights were reserved to the owners, as the paper in his pocket said.

- Home -

“Contact!” cried the mate. “Support us!”

Published in his sleep, as he used to say, were the thousand letters that he never wrote to the woman on the other shore.";

const RECIPE: &str = "
Apple cake

2 eggs
200 g flour
Sugar
Butter
Apples

Beat the eggs with the sugar until they are white, add the flour and the melted butter, and lay the apples on the top of it.

Bake for 40 minutes.";

const PRIVACY: &str = "
Who reads the small print?

Hardly anybody reads a privacy policy to its end, and the terms of service of a bank are longer than the play of Hamlet.

In the year of the study, the copyright of most songs lay with four firms, and a cookie policy stood on every second site we saw.

Every site now asks its guests to accept something, and the terms and conditions of most are read by machines alone.";

const LIBRARY: &str = "
Rules of the library

The library is open to everyone who lives in the parish, and whoever wants to borrow books may get a card at the desk.

Login and search are explained at the desk.

About the archive, ask the keeper, who has known it for forty years and can find every ship's log that was ever kept here.";

const GLOSSARY: &str = "
## Terms

In this chapter we use some words in a narrower sense than sailors do, and it is as well to agree on them from the start.

## Contact

The moment in which the boat touches the quay; older sailors also call it the kiss, and they take pride in making it soft.

## Home

The harbour where a boat is registered, which is not always the one in which it lies in winter or where its crew live.";

const LETTER: &str = "
Dear Ann,

The ferry has gone, and since then the village is so quiet in the evening that one can hear the clock of the church.

P.S.

I found your scarf on the bench.";

const LINKS: &str = "
What to do now

There is still time until the council meets, and everybody who wants the ferry to stay can sign the petition on this page:

https://example.org/petition

After that it is up to the council, which will hear the villages on the last Friday of the month before it takes its vote.";

const GERMAN_APPEAL: &str = "
Die Fähre bleibt!

Seit hundertzwölf Jahren gehört die Fähre uns, und wir geben sie nicht her, weil ein Amt sich eine Brücke wünscht.

Macht mit beim Streik, spendet für die Mannschaft und teilt, was ihr habt: Nur gemeinsam können wir die Fähre behalten.

Kommt alle zum Kai!

Teilen, was da ist.";

const FRENCH_APPEAL: &str = "
Le bac restera

Depuis cent douze ans le bac est à nous, et nous ne le donnerons pas parce qu'un bureau veut un pont de plus dans la baie.

Rejoignez-nous sur le quai, soutenez-nous, et que chacun fasse savoir aux siens que le bac ne partira pas sans nous.

Soutenez l'équipage !";

const RUSSIAN_APPEAL: &str = "
Паром остаётся!

Сто двенадцать лет паром был нашим, и мы не отдадим его только потому, что какому-то ведомству захотелось построить мост.

Присоединяйтесь к нам на причале, поддержите нас, и пусть каждый в деревне знает, что паром без нас никуда не уйдёт.

Присоединяйтесь!";

const PORTUGUESE_SLOGANS: &str = "
A balsa é nossa há cento e doze anos, e não vamos entregá-la só porque uma repartição quer mais uma ponte na nossa baía.

Comitê da Balsa (04.05.98)
Viva a tripulação!
Participe!
Junte-se a nós!";

const SWEDISH_NOTE: &str = "
Färjan är vår

I hundratolv år har färjan varit vår, och vi lämnar den inte ifrån oss för att ett kontor hellre vill ha en bro här.

En lista över alla som har undertecknat finns på kommitténs hemsida.";

const SEE_ALSO_IN_TEXT: &str = "
The word ferry is older than the word bridge in all the languages that are spoken on the two shores of the strait.

See also the chapter on boats, where the names of the parts are explained one by one with drawings by the author.

See also

The chapter on knots has more to say about the ropes by which the ferry was held in the stream on its way to the quay.";
