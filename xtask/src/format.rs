//! `cargo xtask format`, and the same checks in the tests: rustfmt for Rust; Biome's formatter and
//! lints for JavaScript and TypeScript.

use anyhow::Result;

use crate::{npm, process::run, steps::say};

/// Runs Biome, whose settings are in `biome.jsonc`, in the root of the project: in another folder
/// it has other recommended rules.
const BIOME: &str = "tests/node_modules/@biomejs/biome/bin/biome";

/// Formats, and applies the safe fixes of Biome. Fails if lints remain.
pub fn format() -> Result<()> {
    say("formatting");
    run("", "cargo", &["fmt", "--all"])?;
    npm::install("tests")?;
    run(
        "",
        "node",
        &[BIOME, "check", "--write", "--error-on-warnings"],
    )
}

/// Fails if Rust is not formatted.
pub fn check_rust() -> Result<()> {
    run("", "cargo", &["fmt", "--all", "--check"])
}

/// Fails if JavaScript or TypeScript is not formatted, or has lints.
pub fn check_javascript() -> Result<()> {
    npm::install("tests")?;
    say("checking the format and the lints of JavaScript and TypeScript");
    run("", "node", &[BIOME, "ci", "--error-on-warnings"])
}
