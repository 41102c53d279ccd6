//! What is made from the tables for other programs: completions for shells, and the manual page.

use std::io::Write as _;
use std::process::{Command, Stdio};

use assert_cmd::cargo::CommandCargoExt as _;

fn printed(arguments: &[&str]) -> String {
    let output = Command::cargo_bin("kzreader").expect("it is built").args(arguments).output().expect("it runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// A program of the system that takes some input; `None`, which is told, where it is not there.
fn run(program: &str, arguments: &[&str], input: &str) -> Option<std::process::Output> {
    let command = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = command else {
        let _ = writeln!(std::io::stderr(), "skipped: {program} is not there");
        return None;
    };
    child.stdin.take().expect("it is piped").write_all(input.as_bytes()).expect("it takes input");
    Some(child.wait_with_output().expect("it ends"))
}

#[test]
fn completions_load_in_their_shells_and_know_subcommands_languages_and_formats() {
    for (shell, arguments, ask, wants) in [
        (
            "bash",
            &["--norc"][..],
            "COMP_WORDS=(kzreader show x --lang d); COMP_CWORD=4; _kzreader kzreader d --lang; echo ${COMPREPLY[@]}\n\
             COMP_WORDS=(kzreader align --format t); COMP_CWORD=3; _kzreader kzreader t --format; echo ${COMPREPLY[@]}\n",
            &["de", "tsv", "tmx"][..],
        ),
        (
            "fish",
            &["--no-config"],
            "complete -C 'kzreader show x --lang '\ncomplete -C 'kzreader align --format '\ncomplete -C 'kzreader '\n",
            &["de\tGerman", "tmx\t", "align\t"],
        ),
        ("zsh", &["-f"], "autoload -U compinit; compinit -u -D; print -l ${(k)_comps[(R)_kzreader]}\n", &["kzreader"]),
    ] {
        let script = printed(&["completions", shell]);
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("_kzreader");
        std::fs::write(&file, script).expect("written");
        // zsh has its completion loaded after compinit.
        let load = format!("source {}\n", file.display());
        let lines = match ask.split_once("compinit -u -D; ") {
            Some((before, after)) => format!("{before}compinit -u -D\n{load}{after}"),
            None => format!("{load}{ask}"),
        };
        let Some(output) = run(shell, arguments, &lines) else { continue };
        let (out, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        for want in wants {
            assert!(out.contains(want), "{shell}: {want:?} is not in {out}\n{said}");
        }
        assert!(said.is_empty(), "{shell}: {said}");
    }
    for shell in ["elvish", "powershell"] {
        assert!(printed(&["completions", shell]).contains("completions"), "{shell}");
    }
}

#[test]
fn the_manual_page_renders_without_a_warning() {
    let manual = printed(&["man"]);
    let Some(output) = run("groff", &["-Tutf8", "-man", "-ww", "-P-cbou", "-rLL=100n"], &manual) else { return };
    let (page, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(said.is_empty(), "{said}");
    for heading in
        ["NAME", "SYNOPSIS", "OPTIONS", "COMMANDS AND KEYS", "SETTINGS", "FILES", "ENVIRONMENT", "EXIT CODES"]
    {
        assert!(page.contains(heading), "{heading}");
    }
}
