//! `cargo xtask bench`: measures this package and other libraries, in Node and in Chromium.

use std::path::Path;

use anyhow::{Context as _, Result};

use crate::{browser::CHROMIUM, build::build, npm, process::run_with, steps::say};

/// Measures. Optionally it writes the figures to a file, and draws the picture of the growth.
pub fn bench(json: Option<&Path>, picture: bool) -> Result<()> {
    build()?;
    npm::install("benches")?;
    let chrome = CHROMIUM
        .find()
        .context("Chromium went while the package was built")?;
    say("measuring, in Node and in Chromium: a few minutes, best on a quiet machine");
    // It runs in another folder, so the path must be absolute.
    let file = json
        .map(std::path::absolute)
        .transpose()?
        .map(|file| file.display().to_string());
    let mut arguments = vec!["run.js"];
    arguments.extend(file.iter().flat_map(|file| ["--json", file]));
    arguments.extend(picture.then_some("--picture"));
    run_with("benches", "node", &arguments, &[("CHROME", &chrome)])
}
