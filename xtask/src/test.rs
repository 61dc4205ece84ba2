//! The tests: those that a change needs, and those that take long.

use std::{env, fs};

use anyhow::{Context as _, Result, ensure};
use clap::ValueEnum;

use crate::{
    browser::{CHROMIUM, FIREFOX},
    build::{SNAPSHOTS, WASM, assert_reproducible, browsers, build, cargo_home, print_sizes},
    codegen::codegen,
    demo::build_desktop,
    format,
    needs::Need,
    npm,
    package::assert_packed,
    process::{on_path, root, run, run_with, say},
};

/// A part of the tests.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub enum Part {
    /// Format, lints and tests of the crate and of this program
    Rust,
    /// The package: its types, under Node, in Chromium
    Npm,
    /// The agent desktop in Chromium
    Desktop,
}

/// What the tests need of the machine.
pub fn needs(part: Option<Part>, all: bool) -> Vec<Need> {
    let mut needs = vec![Need::Linker];
    if part.is_none_or(|part| part == Part::Rust) {
        needs.push(Need::Lints);
    }
    if part != Some(Part::Rust) {
        needs.extend([Need::Wasm, Need::Node, Need::Browser(&CHROMIUM)]);
    }
    if all {
        needs.push(Need::Browser(&FIREFOX));
    }
    needs
}

/// Runs one part, or those that a change needs, or all.
pub fn test(part: Option<Part>, all: bool) -> Result<()> {
    let runs = |wanted| part.is_none_or(|part| part == wanted);
    if runs(Part::Rust) {
        rust()?;
    }
    if all {
        dependencies()?;
    }
    if runs(Part::Npm) {
        package()?;
    }
    if runs(Part::Desktop) {
        desktop()?;
    }
    if all {
        long()?;
    }
    Ok(())
}

fn rust() -> Result<()> {
    codegen(true)?;
    say("checking format and lints");
    format::check_rust()?;
    for options in [
        &["--package", "conversation-chat"][..],
        &["--package", "conversation-chat", "--features", "js"],
        &["--package", "xtask"],
    ] {
        let clippy = ["clippy", "--locked", "--all-targets"];
        run(
            "",
            "cargo",
            &[&clippy[..], options, &["--", "--deny", "warnings"]].concat(),
        )?;
    }
    say("testing the crate and this program");
    run("", "cargo", &["test", "--locked", "--", "--quiet"])?;
    run(
        "",
        "cargo",
        &["test", "--locked", "--package", "xtask", "--", "--quiet"],
    )?;
    say("building the documentation of the crate");
    run_with(
        "",
        "cargo",
        &["doc", "--locked", "--no-deps"],
        &[("RUSTDOCFLAGS", "--deny warnings")],
    )
}

fn package() -> Result<()> {
    let snapshots = || {
        SNAPSHOTS.map(|name| fs::read_to_string(root().join("pkg").join(name)).unwrap_or_default())
    };
    let committed = snapshots();
    build()?;
    for (name, (before, after)) in SNAPSHOTS.iter().zip(committed.into_iter().zip(snapshots())) {
        ensure!(
            before == after,
            "pkg/{name} was out of date: look at what changed (`git diff pkg`), and commit it"
        );
    }
    print_sizes()?;
    let wasm = fs::read(root().join("pkg").join(WASM))?;
    let home = cargo_home()?.display().to_string();
    ensure!(
        !wasm.windows(home.len()).any(|part| part == home.as_bytes()),
        "the module tells a path of this machine"
    );
    let browsers = browsers(&wasm)?;
    let readme = fs::read_to_string(root().join("README.md"))?;
    ensure!(
        readme.contains(&browsers),
        "README.md should say which browsers have what the module uses: {browsers}"
    );
    format::check_javascript()?;
    say("checking the types of the package");
    run(
        "tests",
        "node",
        &["node_modules/typescript/bin/tsc", "--project", "types"],
    )?;
    say("testing the package under Node and in Chromium");
    node_tests("npm")?;
    say("testing the feed and the simulated cloud");
    node_tests("feed")
}

fn desktop() -> Result<()> {
    build()?;
    build_desktop()?;
    npm::install("tests")?;
    say("testing the desktop in Chromium");
    node_tests("desktop")
}

/// What takes long: the rest of all tests.
fn long() -> Result<()> {
    assert_packed()?;
    assert_reproducible()?;
    say("testing the package in Firefox");
    node_tests("firefox")?;
    npm::install("tests/adapters")?;
    say("testing the adapters, each in applications of its framework");
    node_tests("adapters")?;
    say("testing the package in the hands of its consumers: about ten minutes, the first time");
    // What passes is noted there, and is README's table.
    let passed = root().join("target/matrix/passed");
    if passed.exists() {
        fs::remove_dir_all(&passed).context("cannot remove what passed before")?;
    }
    node_tests("matrix")?;
    run("tests", "node", &["matrix/table.js"])
}

/// Runs the tests of a folder of `tests`.
fn node_tests(folder: &str) -> Result<()> {
    let entries = fs::read_dir(root().join("tests").join(folder))
        .with_context(|| format!("tests/{folder} is missing"))?;
    let names = entries.map(|entry| Ok(format!("{folder}/{}", entry?.file_name().display())));
    let mut files = names.collect::<Result<Vec<_>>>()?;
    files.retain(|name| name.ends_with(".test.js"));
    files.sort();
    ensure!(!files.is_empty(), "tests/{folder} has no test");
    // By file: what Node makes of a folder differs from version to version. One after the other:
    // two browsers at once are slow.
    let options = ["--test", "--test-reporter=spec", "--test-concurrency=1"].into_iter();
    let arguments: Vec<_> = options.chain(files.iter().map(String::as_str)).collect();
    let found =
        [&CHROMIUM, &FIREFOX].map(|browser| (browser.variable, browser.find().unwrap_or_default()));
    run_with(
        "tests",
        "node",
        &arguments,
        &found
            .each_ref()
            .map(|(variable, path)| (*variable, &**path)),
    )
}

/// The version of cargo-deny that continuous integration installs.
const CARGO_DENY: &str = "0.20.2";

/// Licences, sources and duplicates of the dependencies, as deny.toml wants them. Where cargo-deny
/// is missing it is compiled, which takes minutes: only on continuous integration.
fn dependencies() -> Result<()> {
    let tools = root().join("target/tools");
    let installed = tools
        .join("bin")
        .join(format!("cargo-deny{}", env::consts::EXE_SUFFIX));
    let mut found = if installed.is_file() {
        Some(installed.display().to_string())
    } else {
        on_path(&["cargo-deny"])
    };
    if found.is_none() && env::var_os("CI").is_some() {
        say("installing cargo-deny");
        let tools = tools.display().to_string();
        run(
            "",
            "cargo",
            &[
                "install",
                "--locked",
                "--root",
                &tools,
                "--version",
                CARGO_DENY,
                "cargo-deny",
            ],
        )?;
        found = Some(installed.display().to_string());
    }
    let Some(cargo_deny) = found else {
        say("not checking licences: `cargo install cargo-deny --locked`, and the next run does");
        return Ok(());
    };
    say("checking the dependencies");
    run(
        "",
        &cargo_deny,
        &[
            "--locked",
            "--log-level",
            "error",
            "--exclude",
            "xtask",
            "check",
            "bans",
            "licenses",
            "sources",
        ],
    )
}
