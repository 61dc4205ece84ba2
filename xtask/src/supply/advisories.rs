//! `cargo xtask advisories`: known vulnerabilities of dependencies.

use std::{env, fs};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};

use super::{CARGO_DENY, DENY_OPTIONS};
use crate::{
    process::{output, printed, root, run},
    steps::say,
};

/// When each database was last asked, by a run outside of continuous integration.
const NOTE: &str = ".ci/advisories.json";

/// The folders with a package-lock.json whose dependencies run on machines of the project alone.
const TOOLS: [&str; 5] = ["benches", "tests", "tests/adapters", "xtask", "xtask/site"];

/// Asks the databases of crates.io's and npm's advisories. Fails if one knows of a weakness in what
/// users get: in the crates of the package, in the dependencies of the desktop. What it knows of
/// the project's tools is printed. A database that cannot be had is an error if it is `required`;
/// otherwise the day is printed when it was last asked.
pub fn advisories(required: bool) -> Result<()> {
    say("checking advisories");
    let mut note: Value = fs::read_to_string(root().join(NOTE))
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_else(|| json!({}));
    for (database, was_asked) in [("crates.io", of_crates()?), ("npm", of_npm()?)] {
        if was_asked {
            note[database] = today()?.into();
            continue;
        }
        let last = note[database].as_str().unwrap_or("never");
        ensure!(
            !required,
            "the advisories of {database} cannot be had from here"
        );
        println!("the advisories of {database} cannot be had from here; last checked: {last}");
    }
    if env::var_os("CI").is_none() {
        fs::write(
            root().join(NOTE),
            serde_json::to_string_pretty(&note)? + "\n",
        )
        .with_context(|| format!("cannot write {NOTE}"))?;
    }
    Ok(())
}

/// Whether the database could be asked.
fn of_crates() -> Result<bool> {
    let cargo_deny = CARGO_DENY.install()?;
    if output(&cargo_deny, &["fetch", "db"]).is_none() {
        return Ok(false);
    }
    let check = ["check", "--disable-fetch", "advisories"];
    run("", &cargo_deny, &[&DENY_OPTIONS[..], &check].concat())?;
    Ok(true)
}

/// Whether the database could be asked.
fn of_npm() -> Result<bool> {
    let Some(found) = audit("www", &["--omit=dev"])? else {
        return Ok(false);
    };
    if !found.is_empty() {
        bail!("dependencies of the desktop have advisories:\n{found}");
    }
    for folder in TOOLS {
        if let Some(found) = audit(folder, &[])?.filter(|found| !found.is_empty()) {
            println!("tools in {folder} have advisories:\n{found}");
        }
    }
    Ok(true)
}

/// What npm knows of the dependencies of a folder, one a line; nothing if it cannot be asked.
fn audit(folder: &str, options: &[&str]) -> Result<Option<String>> {
    let command = ["audit", "--json", "--package-lock-only"];
    let text = printed(folder, "npm", &[&command[..], options].concat())?;
    Ok(serde_json::from_str(&text)
        .ok()
        .and_then(|report| advisories_in(&report)))
}

/// The advisories of a report of `npm audit`, one a line; nothing if it is a failure.
fn advisories_in(report: &Value) -> Option<String> {
    let found = report["vulnerabilities"].as_object()?;
    let lines = found.iter().map(|(name, found)| {
        let severity = found["severity"].as_str().unwrap_or("?");
        format!("  {name} {}: {severity}\n", found["range"])
    });
    Some(lines.collect())
}

fn today() -> Result<String> {
    let script = "new Date().toISOString().slice(0, 10)";
    let day = output("node", &["-p", script]).context("cannot ask Node.js for the day")?;
    Ok(day.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_of_npm_becomes_lines_and_a_failure_nothing() {
        let report = json!({
            "vulnerabilities": { "braces": { "severity": "high", "range": "<3.0.3" } }
        });
        assert_eq!(
            advisories_in(&report).as_deref(),
            Some("  braces \"<3.0.3\": high\n")
        );
        assert_eq!(
            advisories_in(&json!({ "vulnerabilities": {} })).as_deref(),
            Some("")
        );
        assert_eq!(advisories_in(&json!({ "statusCode": 405 })), None);
    }
}
