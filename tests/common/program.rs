//! kzreader run to its end, with state of its own.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use super::terminal::{PATIENCE, binary};

/// What a run gave.
pub struct Run {
    pub code: Option<i32>,
    pub out: Vec<u8>,
    pub said: Vec<u8>,
}

impl Run {
    pub fn out(&self) -> String {
        String::from_utf8_lossy(&self.out).into_owned()
    }

    pub fn said(&self) -> String {
        String::from_utf8_lossy(&self.said).into_owned()
    }
}

/// Runs kzreader; it has to end in good time.
#[track_caller]
pub fn run<A: AsRef<OsStr>>(arguments: &[A]) -> Run {
    run_with(arguments, &[], b"")
}

#[track_caller]
pub fn run_with<A: AsRef<OsStr>>(arguments: &[A], environment: &[(&str, &OsStr)], input: &[u8]) -> Run {
    let state = tempfile::tempdir().expect("a folder");
    let files = ["out", "said"].map(|name| state.path().join(name));
    let open = |path: &Path| std::fs::File::create(path).expect("a file");
    let mut command = Command::new(binary());
    command.args(arguments).env("XDG_STATE_HOME", state.path()).env("XDG_CACHE_HOME", state.path().join("cache"));
    command.env("LANG", "C.UTF-8").env_remove("COLUMNS").envs(environment.iter().copied());
    // To files, so that no pipe fills while it is waited for.
    command.stdin(Stdio::piped()).stdout(open(&files[0])).stderr(open(&files[1]));
    let mut child = command.spawn().expect("kzreader starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    // A program that wants no input may have closed it.
    let _ = stdin.write_all(input);
    drop(stdin);
    let deadline = Instant::now() + PATIENCE;
    let status = loop {
        if let Some(status) = child.try_wait().expect("its status") {
            break status;
        }
        if Instant::now() > deadline {
            let _ = child.kill();
            let named: Vec<_> = arguments.iter().map(|argument| argument.as_ref().to_string_lossy()).collect();
            panic!("{named:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let [out, said] = files.map(|path| std::fs::read(path).expect("what it wrote"));
    let output = Output { status, stdout: out, stderr: said };
    let run = Run { code: output.status.code(), out: output.stdout, said: output.stderr };
    assert!(run.code.is_some(), "it was killed: {:.2000}", run.said());
    assert!(run.code != Some(101) && !run.said().contains("panicked"), "it panicked: {:.2000}", run.said());
    run
}
