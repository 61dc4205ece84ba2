//! Installs the npm dependencies of a folder of the project.

use std::fs;

use anyhow::{Context as _, Result};

use crate::{
    process::{root, run},
    steps::say,
};

/// Installs the dependencies of the lock file of a folder, unless exactly they are installed.
pub fn install(directory: &str) -> Result<()> {
    let place = root().join(directory);
    let lock = fs::read(place.join("package-lock.json")).with_context(|| {
        format!("{directory}/package-lock.json is missing: run `npm install` there and commit it")
    })?;
    let stamp = place.join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    say(&format!("installing the npm dependencies of {directory}"));
    run(
        directory,
        "npm",
        &[
            "ci",
            // No dependency needs its scripts, and a script could do anything.
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ],
    )?;
    fs::write(stamp, lock).context("cannot note what was installed")
}
