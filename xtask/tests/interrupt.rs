//! A signal to `cargo xtask` ends the programs that it started.
#![cfg(unix)]

use std::{
    env, fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};

/// A `cargo` that starts a program in a process group of its own, as browsers are started, and
/// ignores signals itself. It writes down the ids of both.
const CARGO: &str = r#"#!/bin/sh
trap '' INT TERM
set -m
sleep 1000 &
echo $! $$ > "$NOTE.new"
mv "$NOTE.new" "$NOTE"
while true; do sleep 0.1; done
"#;

/// The bound of each wait: longer than any machine needs.
const BOUND: Duration = Duration::from_secs(60);

fn until<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let begin = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(begin.elapsed() < BOUND, "{what} did not come");
        thread::sleep(Duration::from_millis(20));
    }
}

/// The program that formats, with that `cargo`; and the ids of the two programs that it started.
fn started(folder: &Path) -> (Child, Vec<i32>) {
    fs::create_dir_all(folder).expect("a folder");
    let cargo = folder.join("cargo");
    fs::write(&cargo, CARGO).expect("a program");
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).expect("it is a program");
    let mut path = vec![PathBuf::from(folder)];
    path.extend(env::split_paths(&env::var_os("PATH").expect("a PATH")));
    let note = folder.join("note");
    let program = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("format")
        .env("PATH", env::join_paths(path).expect("a PATH"))
        .env("NOTE", &note)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let ids = until("the ids", || fs::read_to_string(&note).ok());
    let ids = ids.split_whitespace().map(|id| id.parse().expect("an id"));
    (program, ids.collect())
}

/// A program that ended may still be listed, until its parent has waited for it.
fn has_ended(id: i32) -> bool {
    let is_listed_only =
        || fs::read_to_string(format!("/proc/{id}/stat")).is_ok_and(|stat| stat.contains(") Z "));
    kill(Pid::from_raw(id), None).is_err() || is_listed_only()
}

fn signal_ends_all(signal: Signal) {
    let folder = env::temp_dir().join(format!("{signal}-{}", std::process::id()));
    let (mut program, ids) = started(&folder);
    assert_eq!(ids.len(), 2);
    let own = i32::try_from(program.id()).expect("an id");
    kill(Pid::from_raw(own), signal).expect("it is sent");
    let status = program.wait().expect("it ends");
    assert_eq!(status.code(), Some(128 + signal as i32));
    for id in ids {
        until("the end", || has_ended(id).then_some(()));
    }
    fs::remove_dir_all(&folder).expect("the folder goes");
}

// Two tests, which run at the same time: each waits until programs that ignore signals are killed.

#[test]
fn sigint_ends_programs_in_groups_of_their_own_and_those_that_ignore_it() {
    signal_ends_all(Signal::SIGINT);
}

#[test]
fn sigterm_ends_programs_in_groups_of_their_own_and_those_that_ignore_it() {
    signal_ends_all(Signal::SIGTERM);
}
