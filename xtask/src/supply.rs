//! What the project depends on.

use std::env;

use anyhow::Result;

use crate::{process::run, steps::say, tools::Tool};

const CARGO_DENY: Tool = Tool {
    name: "cargo-deny",
    version: "0.20.2",
};

/// Licences, sources and duplicates of the dependencies, as deny.toml wants them. Where cargo-deny
/// is missing it is compiled, which takes minutes: only on continuous integration.
pub fn check() -> Result<()> {
    let found = if env::var_os("CI").is_some() {
        Some(CARGO_DENY.install()?)
    } else {
        CARGO_DENY.find()
    };
    let Some(cargo_deny) = found else {
        say("not checking licences: `cargo install cargo-deny --locked`, and the next run does");
        return Ok(());
    };
    say("checking the dependencies");
    let options = ["--locked", "--log-level", "error", "--exclude", "xtask"];
    let checks = ["check", "bans", "licenses", "sources"];
    run("", &cargo_deny, &[&options[..], &checks].concat())
}
