//! `kzreader export`: what is taken away, where it goes, and what is never written to.

mod common;

use std::fs;
use std::io::{Cursor, Read as _};
use std::path::Path;

use common::program::{Run, run};
use common::{fixture, statements};
use kzreader::export::{Offer, offered_by};

fn export(arguments: &[&str]) -> Run {
    run(&[&["export"], arguments].concat())
}

#[track_caller]
fn good(arguments: &[&str]) -> String {
    let run = export(arguments);
    assert_eq!((run.code, run.said().as_str()), (Some(0), ""), "{arguments:?}");
    run.out()
}

#[track_caller]
fn refused(arguments: &[&str], code: i32, wants: &[&str]) {
    let run = export(arguments);
    assert_eq!((run.code, run.out.as_slice()), (Some(code), &b""[..]), "{arguments:?}: {}", run.said());
    for want in wants {
        assert!(run.said().contains(want), "{arguments:?}: {want:?} is not said in {}", run.said());
    }
}

fn ferry() -> String {
    fixture("collection/ferry").to_str().expect("a path").to_owned()
}

/// The page without its style.
fn page(text: &str) -> String {
    let (head, rest) = text.split_once("<style>").expect("a style");
    format!("{head}{}", rest.split_once("</style>").expect("its end").1)
}

#[test]
fn a_page_has_the_versions_level_with_gaps_and_what_is_known_of_them() {
    insta::assert_snapshot!("page", page(&good(&[&ferry(), "--langs", "de,en"])));
}

#[test]
fn a_third_version_has_a_column_of_its_own_and_one_version_none() {
    let three = good(&[&ferry(), "--langs", "de,en,nb"]);
    assert_eq!(three.matches("<th ").count(), 3);
    // What two versions have and the first one lacks stands in one row.
    let row = three.split("<tr").find(|row| row.contains("The bridge that was promised")).expect("the bridge");
    assert!(row.contains("Brua som ble lovet") && row.contains("class=\"gap\" lang=\"de\""), "{row}");
    let one = good(&[&ferry(), "--langs", "nb"]);
    assert!(
        !one.contains("<table") && one.contains("<p>Ni familier har alt lagt husene sine ut for salg.</p>"),
        "{one}"
    );
}

#[test]
fn without_a_format_the_name_of_the_file_tells_it() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, extra, begins) in [
        ("a.EPUB", &[][..], "PK"),
        ("a.md", &[], "# "),
        ("a.tsv", &[], "source\t"),
        ("a.page", &[], "<!DOCTYPE html>"),
        ("b.md", &["--to", "json"], "{"),
    ] {
        let path = folder.path().join(name);
        let path = path.to_str().expect("a path");
        good(&[&[ferry().as_str(), "--langs", "de,en", "-o", path], extra].concat());
        let written = fs::read(path).expect("written");
        assert!(written.starts_with(begins.as_bytes()), "{name}: {}", String::from_utf8_lossy(&written[..40]));
    }
}

#[test]
fn every_format_is_well_formed_and_the_same_each_time() {
    for format in offered_by(Offer::Export) {
        for languages in ["de", "de,en", "nb,de,en"] {
            let arguments = ["--to", format.name, "--langs", languages];
            let written = export(&[&[ferry().as_str()][..], &arguments].concat());
            assert_eq!(written.code, Some(0), "{arguments:?}: {}", written.said());
            let again = export(&[&[ferry().as_str()][..], &arguments].concat());
            assert!(written.out == again.out, "{arguments:?} comes out in two ways");
            match format.name {
                "html" | "tmx" => well_formed(&written.out()),
                "epub" => drop(whole_book(&written.out)),
                _ => {}
            }
        }
    }
}

#[track_caller]
fn well_formed(text: &str) {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    if let Err(error) = roxmltree::Document::parse_with_options(text, options) {
        panic!("{error}: {text}");
    }
}

/// A book has what makes it one, and nothing in it leads nowhere.
#[track_caller]
fn whole_book(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let files: Vec<(String, String)> = (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).expect("a file");
            let is_first = index == 0;
            assert_eq!(file.compression() == zip::CompressionMethod::Stored, is_first, "{index}");
            let mut content = String::new();
            file.read_to_string(&mut content).expect("UTF-8");
            (file.name().expect("a name").into_owned(), content)
        })
        .collect();
    assert_eq!(files[0], ("mimetype".to_owned(), "application/epub+zip".to_owned()));
    let named = |name: &str| files.iter().find(|(known, _)| known == name).map(|(_, content)| content.as_str());
    for (_, content) in files.iter().filter(|(name, _)| name.ends_with("xml") || name.ends_with("html")) {
        well_formed(content);
    }
    let package = named("EPUB/package.opf").expect("a package");
    well_formed(package);
    let package = roxmltree::Document::parse(package).expect("XML");
    let items: Vec<_> = package.descendants().filter(|node| node.has_tag_name("item")).collect();
    let references = package.descendants().filter_map(|node| node.attribute("idref"));
    let all: Vec<&str> = items.iter().filter_map(|item| item.attribute("href")).collect();
    assert_eq!(all.len() + 3, files.len(), "every file is named: {all:?}");
    all.iter().for_each(|file| assert!(named(&format!("EPUB/{file}")).is_some(), "{file} is missing"));
    references.for_each(|id| assert!(items.iter().any(|item| item.attribute("id") == Some(id)), "{id} is missing"));
    let contents = named("EPUB/nav.xhtml").expect("a table of contents");
    for link in contents.split("href=\"").skip(1).map(|rest| rest.split('"').next().expect("its end")) {
        let (file, id) = link.split_once('#').unwrap_or((link, ""));
        let content = named(&format!("EPUB/{file}")).unwrap_or_else(|| panic!("{file} is missing"));
        assert!(id.is_empty() || content.contains(&format!("id=\"{id}\"")), "{link} leads nowhere");
    }
    files
}

#[test]
fn a_book_goes_paragraph_by_paragraph_and_says_what_it_is() {
    let written = export(&[&ferry(), "--langs", "de,en", "--to", "epub"]);
    let files = whole_book(&written.out);
    let named = |name: &str| files.iter().find(|(known, _)| known == name).map(|(_, content)| content.as_str());
    insta::assert_snapshot!("book-text", named("EPUB/text-001.xhtml").expect("a text"));
    insta::assert_snapshot!("book-package", named("EPUB/package.opf").expect("a package"));
    insta::assert_snapshot!("book-contents", named("EPUB/nav.xhtml").expect("contents"));
}

#[test]
fn markdown_has_paragraphs_in_turn_and_entries_of_lists_with_their_counterparts() {
    insta::assert_snapshot!("markdown", good(&[&ferry(), "--langs", "de,en", "--to", "md"]));
}

#[test]
fn a_translation_memory_keeps_to_the_rules_of_its_document_type() {
    let written = good(&[&ferry(), "--langs", "de,en,nb", "--to", "tmx"]);
    let document = roxmltree::Document::parse(&written).expect("XML");
    let root = document.root_element();
    assert_eq!((root.tag_name().name(), root.attribute("version")), ("tmx", Some("1.4")));
    let parts: Vec<_> = root.children().filter(|node| node.is_element()).collect();
    assert_eq!(parts.iter().map(|node| node.tag_name().name()).collect::<Vec<_>>(), ["header", "body"]);
    for name in ["creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"] {
        assert!(parts[0].has_attribute(name), "{name} is missing");
    }
    let mut n_variants = 0;
    for unit in parts[1].children().filter(|node| node.is_element()) {
        assert_eq!(unit.tag_name().name(), "tu");
        let names: Vec<_> =
            unit.children().filter(|node| node.is_element()).map(|node| node.tag_name().name()).collect();
        let first_variant = names.iter().position(|name| *name == "tuv").expect("a variant");
        assert!(names[..first_variant].iter().all(|name| matches!(*name, "note" | "prop")), "{names:?}");
        assert!(names[first_variant..].iter().all(|name| *name == "tuv"), "{names:?}");
        let languages: Vec<_> = unit
            .descendants()
            .filter(|node| node.has_tag_name("tuv"))
            .map(|node| node.attribute(("http://www.w3.org/XML/1998/namespace", "lang")).expect("a language"))
            .collect();
        let source = unit.attribute("srclang").or(parts[0].attribute("srclang")).expect("a source language");
        assert!(languages.contains(&source), "{source} is not among {languages:?}");
        n_variants += languages.len();
    }
    // 14 beads, one of which only two versions have.
    assert_eq!(n_variants, 14 * 3 + 2);
}

/// A work whose texts and whose manifest try to be what they are not.
fn hostile(folder: &Path) {
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("written");
    write(
        "en.md",
        "# A `<script>` alert(\"1\") ]]> & 'q' \u{202e}odd\u{1b}]0;t\u{7}\n\nText ]]> &amp; \u{fffe} \u{0}. <b>raw</b> \u{2066}\n\n\
         - one [link](javascript:alert(1)) **bold *both***\n    - deep ]]>\n\n999999999. odd\n\n> \"quoted\"\n\n```\n<pre> ]]>\n```\n\n\
         * * *\n",
    );
    write("ar.md", "# عنوان\n\nنص عربي مع \"اقتباس\" في السطر.\n\n- بند\n");
    write(
        "work.toml",
        "id = \"../../etc/\\u001bx <x>\"\nkind = \"digest\"\nissuer = \"<img src=x onerror=alert(1)> & \\u202e\"\n\
         signatories = [\"A <b>\", \"B ]]>\", \"C\\u0007\"]\nsource = \"javascript:alert(1)\"\n\
         [[versions]]\nfile = \"en.md\"\n[[versions]]\nfile = \"ar.md\"\nsource = \"https://a.example/?a=1&b=2\"\n",
    );
}

#[test]
fn what_a_text_holds_is_text_in_every_format_and_obeyed_in_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let (work, out) = (folder.path().join("work"), folder.path().join("out"));
    fs::create_dir(&work).and(fs::create_dir(&out)).expect("folders");
    hostile(&work);
    let (work, out) = (work.to_str().expect("a path"), out.to_str().expect("a path"));
    for format in offered_by(Offer::Export) {
        for languages in ["en,ar", "ar,en", "en"] {
            let run = export(&[work, "--to", format.name, "--langs", languages, "-o", out]);
            assert_eq!(run.code, Some(0), "{}", run.said());
            let name = format!("etc--x--x.{}.{}", languages.replace(',', "-"), format.ending);
            let bytes = fs::read(Path::new(out).join(&name)).unwrap_or_else(|error| panic!("{name}: {error}"));
            let texts = match format.name {
                "epub" => whole_book(&bytes).into_iter().map(|(_, content)| content).collect(),
                _ => vec![String::from_utf8(bytes).expect("UTF-8")],
            };
            for text in texts {
                let obeyed =
                    |c: char| (c.is_control() && c != '\n' && c != '\t') || "\u{202e}\u{2066}\u{fffe}".contains(c);
                assert_eq!(text.chars().find(|&c| obeyed(c)), None, "{name}");
                if matches!(format.name, "html" | "epub") {
                    for markup in ["<script", "<img", "href=\"javascript", "<b>"] {
                        assert!(!text.contains(markup), "{name} holds {markup}");
                    }
                }
                if matches!(format.name, "html" | "tmx") {
                    well_formed(&text);
                }
            }
        }
    }
    let page = fs::read_to_string(Path::new(out).join("etc--x--x.en-ar.html")).expect("a page");
    for want in ["This is a digest", "dir=\"rtl\"", "href=\"https://a.example/?a=1&amp;b=2\""] {
        assert!(page.contains(want), "{want}: {page}");
    }
}

#[test]
fn tables_have_a_column_a_version_and_json_a_key() {
    let table = good(&[&ferry(), "--to", "tsv", "--langs", "de,en,nb"]);
    let header = "source\ttarget\ttarget_2\trelation\tconfidence\tsource_segments\ttarget_segments\ttarget_2_segments";
    assert_eq!(table.lines().next(), Some(header));
    assert!(table.lines().all(|line| line.split('\t').count() == 8), "{table}");
    assert!(table.lines().any(|line| line.starts_with("\tThe bridge") && line.contains("\t0-1-1\t")), "{table}");
    let json = good(&[&ferry(), "--to", "json", "--langs", "de,en,nb"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((&json["target_2"]["lang"], &json["source"]["date"]), (&"nb".into(), &"2021-05-03".into()));
    assert_eq!((&json["target"]["source"], &json["kind"]), (&"https://ferry.example/stay".into(), &"original".into()));
    for side in ["source", "target", "target_2"] {
        let beads = json["beads"].as_array().expect("beads");
        let numbers = beads.iter().flat_map(|bead| bead[side].as_array().expect("numbers"));
        let numbers: Vec<u64> = numbers.map(|number| number.as_u64().expect("a number")).collect();
        let n_segments = json[side]["segments"].as_array().expect("segments").len() as u64;
        assert_eq!(numbers, (0..n_segments).collect::<Vec<_>>(), "{side}");
    }
}

#[test]
fn a_file_that_is_there_stays_unless_it_is_forced_and_a_folder_takes_the_name_of_the_work() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("out.html");
    let (path_text, folder_text) = (path.to_str().expect("a path"), folder.path().to_str().expect("a path"));
    fs::write(&path, "mine").expect("written");
    refused(&[&ferry(), "-o", path_text], 1, &["out.html: is there already, and was kept; --force replaces it"]);
    assert_eq!(fs::read_to_string(&path).expect("there"), "mine");
    good(&[&ferry(), "-o", path_text, "--force"]);
    assert!(fs::read_to_string(&path).expect("there").starts_with("<!DOCTYPE html>"));
    good(&[&ferry(), "-o", folder_text, "--langs", "nb,en", "--to", "tmx"]);
    assert!(folder.path().join("ferry.nb-en.tmx").is_file());
    refused(
        &[&ferry(), "-o", &format!("{folder_text}/no/such.html")],
        1,
        &["there is no such folder", "make it first"],
    );
}

#[test]
fn texts_that_are_read_are_never_written_to_and_what_is_wrong_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["de.md", "en.md", "nb.md", "work.toml"] {
        fs::copy(Path::new(&ferry()).join(name), folder.path().join(name)).expect("copied");
    }
    let work = folder.path().to_str().expect("a path");
    let before = fs::read(folder.path().join("nb.md")).expect("there");
    // Not even a version that is not taken away.
    let source = format!("{work}/nb.md");
    refused(&[work, "--langs", "de,en", "-o", &source, "--force"], 1, &["is a text that is read"]);
    assert_eq!(fs::read(folder.path().join("nb.md")).expect("there"), before);
    refused(&[work, "--langs", "de,fi"], 1, &["has no version in Finnish", "there is de, en, nb"]);
    refused(&[work, "--langs", "de,German"], 1, &["de is asked for twice"]);
    refused(&[work, "--to", "docx"], 2, &["docx", "html", "tmx"]);
    refused(&[work, "--force"], 2, &["--output"]);
    refused(&["no-such-work"], 1, &["no file, folder or work called"]);
}

#[test]
fn the_raw_statements_come_out_well_formed() {
    let Some(folder) = statements() else { return };
    let folder = folder.to_str().expect("a path");
    let listed = run(&["list", folder, "--json"]);
    let works: serde_json::Value = serde_json::from_str(&listed.out()).expect("JSON");
    for work in works["works"].as_array().expect("works") {
        let id = work["id"].as_str().expect("an id");
        for format in ["html", "tmx"] {
            well_formed(&export(&[id, folder, "--to", format]).out());
        }
        whole_book(&export(&[id, folder, "--to", "epub"]).out);
    }
}
