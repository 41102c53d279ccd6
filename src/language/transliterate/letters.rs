//! The tables of letters and their sounds.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::language::fold::fold;

/// The ends of a word while it is read: characters that no text has, for importers take controls out.
const START: char = '\u{2}';
const END: char = '\u{3}';

/// The longest group of letters in the tables, in characters of the folded text.
const LONGEST_GROUP: usize = 4;

/// A word between its ends.
pub(super) fn bounded(word: &str) -> String {
    format!("{START}{word}{END}")
}

/// The sound of the longest known group of letters at the start of a text, and the group's length in bytes.
pub(super) fn longest_rule(rest: &str) -> Option<(&'static str, usize)> {
    let ends = rest.char_indices().map(|(start, character)| start + character.len_utf8());
    let mut groups = [0; LONGEST_GROUP];
    let known = ends.zip(&mut groups).map(|(end, group)| *group = end).count();
    groups[..known].iter().rev().find_map(|&end| RULES.get(&rest[..end]).map(|sound| (sound.as_str(), end)))
}

static RULES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let mut rules = HashMap::from([(START.to_string(), String::new()), (END.to_string(), String::new())]);
    for (group, sound) in TABLES.iter().flat_map(|table| rules_of(table)) {
        rules.insert(fold(group).replace('^', "\u{2}").replace('$', "\u{3}"), sound.to_owned());
    }
    for (kana, sound) in rules_of(KANA) {
        // っ doubles the consonant that follows it.
        let doubled = format!("{}{sound}", &sound[..1]);
        for (group, sound) in [(kana.to_owned(), sound.to_owned()), (format!("っ{kana}"), doubled)] {
            rules.insert(fold(&in_katakana(&group)), sound.clone());
            rules.insert(fold(&group), sound);
        }
    }
    rules
});

fn rules_of(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.split_whitespace().filter_map(|rule| rule.split_once('='))
}

/// Hiragana and katakana stand in the same order, 96 apart.
fn in_katakana(hiragana: &str) -> String {
    let shift = |kana: char| char::from_u32(u32::from(kana) + 96).filter(|_| ('ぁ'..='ゖ').contains(&kana));
    hiragana.chars().map(|kana| shift(kana).unwrap_or(kana)).collect()
}

const TABLES: &[&str] = &[CYRILLIC, GREEK, HEBREW, ARABIC, ARMENIAN, GEORGIAN, LATIN];

/// Folding has made й to и and ё to е. After a vowel or a soft sign, and at the start, е begins with a y.
const CYRILLIC: &str = "а=a б=b в=v г=g д=d е=e ж=zh з=z и=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts \
    ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya ^е=ye ае=aye ее=eye ие=iye ое=oye уе=uye ье=ye ъе=ye ии$=y ыи$=y \
    і=i є=ye ґ=g ьо=yo ә=a ғ=g қ=k ң=ng ө=o ұ=u ү=u һ=h ј=j љ=lj њ=nj ћ=c ђ=dj џ=dzh ѕ=dz ҷ=j ҳ=h";

const GREEK: &str = "α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=kh \
    ψ=ps ω=o ου=ou μπ=mb ^μπ=b ντ=nt ^ντ=d γκ=ng ^γκ=g γγ=ng αυ=av ευ=ev για=ya γιε=ye γιο=yo ει=i οι=i";

/// Vav and yod are vowels except where a word begins with them or they are doubled.
const HEBREW: &str = "א=a ב=b ב$=v ג=g ד=d ה=h ה$=a ו=o ^ו=v וו=v ז=z ח=kh ט=t י=i ^י=y יי=y כ=k ך=kh ל=l מ=m ם=m \
    נ=n ן=n ס=s ע=a פ=p ף=f צ=ts ץ=ts ק=k ר=r ש=sh ת=t";

const ARABIC: &str = "ا=a ب=b ت=t ث=th ج=j ح=h خ=kh د=d ذ=dh ر=r ز=z س=s ش=sh ص=s ض=d ط=t ظ=z ع=a غ=gh ف=f ق=k ك=k \
    ل=l م=m ن=n ه=h و=u ^و=w ي=i ^ي=y ة=a ى=a ء= پ=p چ=ch ژ=zh گ=g ک=k ی=i ^ی=y ۇ=u ە=a";

const ARMENIAN: &str = "ա=a բ=b գ=g դ=d ե=e ^ե=ye զ=z է=e ը=y թ=t ժ=zh ի=i լ=l խ=kh ծ=ts կ=k հ=h ձ=dz ղ=gh ճ=ch մ=m \
    յ=y ն=n շ=sh ո=o ^ո=vo ու=u չ=ch պ=p ջ=j ռ=r ս=s վ=v տ=t ր=r ց=ts ւ=v փ=p ք=k օ=o ֆ=f";

const GEORGIAN: &str = "ა=a ბ=b გ=g დ=d ე=e ვ=v ზ=z თ=t ი=i კ=k ლ=l მ=m ნ=n ო=o პ=p ჟ=zh რ=r ს=s ტ=t უ=u ფ=p ქ=k ღ=gh \
    ყ=k შ=sh ჩ=ch ც=ts ძ=dz წ=ts ჭ=ch ხ=kh ჯ=j ჰ=h";

/// Latin letters that folding leaves, and the long mark of kana, which newspapers leave out.
const LATIN: &str = "ə=a ɛ=e ɔ=o ƙ=k ɗ=d ɓ=b ー=";

const KANA: &str = "あ=a い=i う=u え=e お=o か=ka き=ki く=ku け=ke こ=ko さ=sa し=shi す=su せ=se そ=so た=ta ち=chi \
    つ=tsu て=te と=to な=na に=ni ぬ=nu ね=ne の=no は=ha ひ=hi ふ=fu へ=he ほ=ho ま=ma み=mi む=mu め=me も=mo や=ya \
    ゆ=yu よ=yo ら=ra り=ri る=ru れ=re ろ=ro わ=wa を=o ん=n が=ga ぎ=gi ぐ=gu げ=ge ご=go ざ=za じ=ji ず=zu ぜ=ze \
    ぞ=zo だ=da ぢ=ji づ=zu で=de ど=do ば=ba び=bi ぶ=bu べ=be ぼ=bo ぱ=pa ぴ=pi ぷ=pu ぺ=pe ぽ=po ゔ=vu きゃ=kya \
    きゅ=kyu きょ=kyo しゃ=sha しゅ=shu しょ=sho しぇ=she ちゃ=cha ちゅ=chu ちょ=cho ちぇ=che にゃ=nya にゅ=nyu \
    にょ=nyo ひゃ=hya ひゅ=hyu ひょ=hyo みゃ=mya みゅ=myu みょ=myo りゃ=rya りゅ=ryu りょ=ryo ぎゃ=gya ぎゅ=gyu \
    ぎょ=gyo じゃ=ja じゅ=ju じょ=jo じぇ=je びゃ=bya びゅ=byu びょ=byo ぴゃ=pya ぴゅ=pyu ぴょ=pyo ふぁ=fa ふぃ=fi \
    ふぇ=fe ふぉ=fo てぃ=ti でぃ=di うぃ=wi うぇ=we うぉ=wo ゔぁ=va ゔぃ=vi ゔぇ=ve ゔぉ=vo つぁ=tsa";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_group_is_longer_than_what_is_tried() {
        for group in RULES.keys() {
            assert!(group.chars().count() <= LONGEST_GROUP + 1, "{group}");
        }
        let groups = TABLES.iter().flat_map(|table| rules_of(table)).map(|(group, _)| fold(group));
        assert!(groups.into_iter().all(|group| group.chars().count() <= LONGEST_GROUP));
    }
}
