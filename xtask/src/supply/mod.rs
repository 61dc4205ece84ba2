//! The supply chain: licences and sources of dependencies, advisories, bills of materials.

mod advisories;
mod sbom;

use std::env;

use anyhow::Result;

pub use self::{advisories::advisories, sbom::sbom};
use crate::{process::run, steps::say, tools::Tool};

const CARGO_DENY: Tool = Tool {
    name: "cargo-deny",
    version: "0.20.2",
};

/// The options of cargo-deny that select the dependencies of the package.
const DENY_OPTIONS: [&str; 5] = ["--locked", "--log-level", "error", "--exclude", "xtask"];

/// Licences, sources, duplicates and advisories of the dependencies, as deny.toml wants them. Where
/// cargo-deny is missing it is compiled, which takes minutes: only on continuous integration.
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
    say("checking the licences and the sources of the dependencies");
    let checks = ["check", "bans", "licenses", "sources"];
    run("", &cargo_deny, &[&DENY_OPTIONS[..], &checks].concat())?;
    advisories(false)
}
