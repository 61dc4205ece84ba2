//! The fuzz targets of tests/fuzz, in the nightly toolchain.

use std::fs;

use anyhow::{Context as _, Result, ensure};

use crate::{
    process::{root, run_with},
    steps::say,
    tools::Tool,
};

const CARGO_FUZZ: Tool = Tool {
    name: "cargo-fuzz",
    version: "0.13.2",
};

/// The folders of real payloads, which the fuzzer uses as seeds.
const SEEDS: [&str; 2] = ["tests/fixtures/payloads", "tests/fixtures/published"];

/// Runs each target for some seconds. Inputs that fail are written to tests/fuzz/artifacts.
pub fn fuzz(seconds: u32) -> Result<()> {
    let cargo_fuzz = CARGO_FUZZ.install()?;
    let entries = fs::read_dir(root().join("tests/fuzz/fuzz_targets"))
        .context("there are no fuzz targets")?;
    let mut targets = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    targets.sort();
    ensure!(!targets.is_empty(), "there are no fuzz targets");
    for target in targets {
        let target = target.file_stem().unwrap_or_default().display().to_string();
        say(&format!("fuzzing `{target}` for {seconds} s"));
        let corpus = format!("tests/fuzz/corpus/{target}");
        fs::create_dir_all(root().join(&corpus))?;
        let limit = format!("-max_total_time={seconds}");
        let options = ["run", "--fuzz-dir", "tests/fuzz", &target, &corpus];
        run_with(
            "",
            &cargo_fuzz,
            &[
                &options[..],
                &SEEDS,
                &["--", &limit, "-print_final_stats=1"],
            ]
            .concat(),
            &[("RUSTUP_TOOLCHAIN", "nightly")],
        )?;
    }
    Ok(())
}
