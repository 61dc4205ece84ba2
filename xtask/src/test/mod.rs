//! `cargo xtask test`: the tests that a change needs, and with `--all` the slow ones, too.

mod imports;
mod node;
mod package;
mod rust;
mod spark;

use anyhow::Result;
use clap::ValueEnum;

use self::node::AtOnce;
use crate::{
    browser::{CHROMIUM, FIREFOX},
    build::{assert_reproducible, build},
    demo::build_desktop,
    needs::Need,
    npm,
    package::assert_packed,
    process::run,
    steps::{print_times, say},
    supply,
};

/// A part of the tests.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub enum Part {
    /// Format, lints and tests of the crate and of this program
    Rust,
    /// The package: its types, under Node, in Chromium; the feed; the adapters
    Npm,
    /// The agent desktop in Chromium
    Desktop,
    /// Applications of each environment and bundler, with the package as npm would install it
    Matrix,
}

/// The parts that a change needs: those that are quick enough.
const QUICK: [Part; 3] = [Part::Rust, Part::Npm, Part::Desktop];

/// The requirements of the tests on the machine.
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

/// Runs one part, or those that a change needs, or all; prints how long each step took, also when
/// one failed.
pub fn test(part: Option<Part>, all: bool) -> Result<()> {
    let result = run_parts(part, all);
    print_times();
    result
}

fn run_parts(part: Option<Part>, all: bool) -> Result<()> {
    let runs = |wanted| match part {
        Some(part) => part == wanted,
        None => all || QUICK.contains(&wanted),
    };
    if runs(Part::Rust) {
        rust::test()?;
    }
    if all {
        supply::check()?;
    }
    // The slowest come first, so that all processors have work until the end.
    let mut folders = Vec::new();
    if runs(Part::Desktop) {
        build()?;
        build_desktop("demo")?;
        npm::install("tests")?;
        folders.push("desktop");
    }
    if runs(Part::Npm) {
        package::check()?;
        folders.extend(["feed", "npm"]);
    }
    if all {
        folders.push("firefox");
    }
    if !folders.is_empty() {
        say(&format!("testing {}", folders.join(", ")));
        node::test(&folders, AtOnce::OnePerProcessor)?;
    }
    if runs(Part::Npm) {
        npm::install("tests/adapters")?;
        say("testing the adapters, each in applications of its framework");
        node::test(&["adapters"], AtOnce::One)?;
    }
    if all {
        spark::test()?;
        assert_packed()?;
        assert_reproducible()?;
    }
    if runs(Part::Matrix) {
        matrix()?;
    }
    Ok(())
}

/// Each test notes what passed; table.js compares the notes with docs/environments.md.
fn matrix() -> Result<()> {
    build()?;
    npm::install("tests")?;
    say("testing the package in the hands of its consumers");
    node::test(&["matrix"], AtOnce::One)?;
    run("tests", "node", &["matrix/table.js"])
}
