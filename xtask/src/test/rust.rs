//! The tests of the crate and of xtask.

use anyhow::Result;

use super::imports;
use crate::{
    codegen::codegen,
    format,
    process::{run, run_with},
    steps::say,
};

/// Format, lints, tests and documentation.
pub fn test() -> Result<()> {
    codegen(true)?;
    imports::check()?;
    say("checking the format and the lints of Rust");
    format::check_rust()?;
    for options in [
        &["--package", "conversation-chat"][..],
        &["--package", "conversation-chat", "--features", "js-all"],
        &["--package", "xtask"],
    ] {
        let clippy = ["clippy", "--locked", "--all-targets"];
        let deny = ["--", "--deny", "warnings"];
        run("", "cargo", &[&clippy[..], options, &deny].concat())?;
    }
    say("testing the crate");
    run("", "cargo", &["test", "--locked", "--", "--quiet"])?;
    say("testing this program");
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
