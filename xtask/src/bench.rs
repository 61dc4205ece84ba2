//! This package against its peers.

use std::path::Path;

use anyhow::{Context as _, Result};

use crate::{browser::CHROMIUM, build::build, npm, process::run_with, steps::say};

/// Measures; keeps the figures in a file, draws a picture of the growth, if told so.
pub fn bench(json: Option<&Path>, picture: bool) -> Result<()> {
    build()?;
    npm::install("benches")?;
    let chrome = CHROMIUM
        .find()
        .context("Chromium went while the package was built")?;
    say("measuring, in Node and in Chromium: a few minutes, best on a quiet machine");
    // The measuring runs in a folder of its own.
    let file = json
        .map(std::path::absolute)
        .transpose()?
        .map(|file| file.display().to_string());
    let mut arguments = vec!["run.js"];
    arguments.extend(file.iter().flat_map(|file| ["--json", file]));
    arguments.extend(picture.then_some("--picture"));
    run_with("benches", "node", &arguments, &[("CHROME", &chrome)])
}
