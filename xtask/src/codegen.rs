//! What is written from the crate's own tables: the JavaScript that must know them, and the table
//! of checks in README.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use conversation_chat::codegen;

use crate::{process::root, steps::say};

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
    let readme = fs::read_to_string(root().join("README.md")).context("cannot read README.md")?;
    keep(
        "README.md",
        &with_table(&readme, &codegen::checks_table())?,
        only_check,
    )
}

fn keep(name: &str, text: &str, only_check: bool) -> Result<()> {
    let file = root().join(name);
    let is_current = fs::read_to_string(&file).is_ok_and(|committed| committed == text);
    if only_check {
        ensure!(
            is_current,
            "{name} is out of date: run `cargo xtask codegen`, look at what changed, and commit it"
        );
    } else if !is_current {
        fs::write(&file, text).with_context(|| format!("cannot write {name}"))?;
    }
    Ok(())
}

/// README with the table between its marks.
fn with_table(readme: &str, table: &str) -> Result<String> {
    let [begin, end] = MARKS;
    let (before, rest) = readme
        .split_once(begin)
        .context("README.md has lost the mark where the checks begin")?;
    let (_, after) = rest
        .split_once(end)
        .context("README.md has lost the mark where the checks end")?;
    Ok([before, begin, table, end, after].concat())
}
