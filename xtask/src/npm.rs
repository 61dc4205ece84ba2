//! The npm dependencies of a folder of the project.

use std::fs;

use anyhow::{Context as _, Result};

use crate::{
    process::{root, run},
    steps::say,
};

/// Installs what the lock file of a folder says, if it is not there or the lock file changed.
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
            // No dependency needs them, and they could do anything.
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ],
    )?;
    fs::write(stamp, lock).context("cannot note what was installed")
}
