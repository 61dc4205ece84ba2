//! This package against its peers.

use anyhow::Result;

use crate::{
    build::build,
    setup::{chromium, npm, run_with, say},
};

/// Measures; `options` go to `benches/run.js`.
pub fn bench(options: &[String]) -> Result<()> {
    build()?;
    npm("benches")?;
    let chrome = chromium()?;
    say("measuring, in Node and in Chromium: a few minutes, best on a quiet machine");
    let options = options.iter().map(String::as_str);
    run_with("benches", "node", &["run.js"].into_iter().chain(options).collect::<Vec<_>>(), &[("CHROME", &chrome)])
}
