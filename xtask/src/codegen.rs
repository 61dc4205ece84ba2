//! Writes what is generated from the tables of the crate: `pkg/generated.js`, for the JavaScript of
//! the package, and the table of checks in docs/checking.md, for users.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use conversation_chat::codegen;

use crate::{process::root, steps::say};

const CHECKING: &str = "docs/checking.md";

/// Between these marks is the table.
const MARKS: [&str; 2] = ["<!-- checks -->\n\n", "\n<!-- /checks -->"];

/// Writes what is generated; with `only_check` it fails where what is committed differs.
pub fn codegen(only_check: bool) -> Result<()> {
    say(if only_check {
        "checking what is generated"
    } else {
        "writing what is generated"
    });
    keep("pkg/generated.js", &codegen::javascript(), only_check)?;
    keep("pkg/encoders.js", &codegen::encoders(), only_check)?;
    let page = fs::read_to_string(root().join(CHECKING))
        .with_context(|| format!("cannot read {CHECKING}"))?;
    keep(
        CHECKING,
        &with_table(&page, &codegen::checks_table())?,
        only_check,
    )
}

fn keep(name: &str, text: &str, only_check: bool) -> Result<()> {
    let file = root().join(name);
    let is_current = fs::read_to_string(&file).is_ok_and(|committed| committed == text);
    if only_check {
        ensure!(
            is_current,
            "{name} is out of date: run `cargo xtask codegen`, review the difference, and commit it"
        );
    } else if !is_current {
        fs::write(&file, text).with_context(|| format!("cannot write {name}"))?;
    }
    Ok(())
}

/// The page with the table between its marks.
fn with_table(page: &str, table: &str) -> Result<String> {
    let [begin, end] = MARKS;
    let (before, rest) = page
        .split_once(begin)
        .context("docs/checking.md has no mark where the table begins")?;
    let (_, after) = rest
        .split_once(end)
        .context("docs/checking.md has no mark where the table ends")?;
    Ok([before, begin, table, end, after].concat())
}
