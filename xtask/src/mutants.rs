//! `cargo xtask mutants`: changes the code in many ways; for each change some test must fail.

use std::{env, fs, path::PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::{
    browser::CHROMIUM,
    build::build,
    npm,
    process::{output, root, run, run_with},
    steps::say,
    tools::Tool,
};

const CARGO_MUTANTS: Tool = Tool {
    name: "cargo-mutants",
    version: "27.1.0",
};

/// The Rust files that are changed if no paths are given.
const RUST: [&str; 7] = [
    "src/check/**",
    "src/history/**",
    "src/model/timestamp.rs",
    "src/read/timestamp.rs",
    "src/roster/**",
    "src/time/**",
    "src/wire/**",
];

/// Which code is changed.
pub enum Code {
    /// Files and folders; all that should be tested so, if there are none.
    Paths(Vec<String>),
    /// The lines that changed since a commit.
    Since(String),
}

/// Fails if no test notices some change. The reports are in target/mutants.
pub fn mutants(code: &Code) -> Result<()> {
    let (rust, javascript) = match code {
        Code::Paths(paths) if paths.is_empty() => (true, true),
        Code::Paths(paths) => (
            paths.iter().any(|path| is_rust(path)),
            paths.iter().any(|path| !is_rust(path)),
        ),
        Code::Since(_) => (true, true),
    };
    fs::create_dir_all(root().join("target/mutants"))?;
    // Both run, even if the first one fails.
    let found = [
        rust.then(|| in_rust(code)),
        javascript.then(|| in_javascript(code)),
    ];
    let failures: Vec<_> = found
        .into_iter()
        .flatten()
        .filter_map(Result::err)
        .collect();
    match &failures[..] {
        [] => Ok(()),
        failures => bail!(
            "{}",
            failures
                .iter()
                .map(|failure| format!("{failure:#}"))
                .collect::<Vec<_>>()
                .join("; ")
        ),
    }
}

fn is_rust(path: &str) -> bool {
    path.ends_with(".rs") || path.starts_with("src/")
}

fn in_rust(code: &Code) -> Result<()> {
    let cargo_mutants = CARGO_MUTANTS.install()?;
    let mut options = ["mutants", "--package", "conversation-chat"]
        .map(str::to_owned)
        .to_vec();
    let patterns = match code {
        Code::Paths(paths) => paths.iter().filter(|path| is_rust(path)).cloned().collect(),
        Code::Since(commit) => {
            options.extend([
                "--in-diff".to_owned(),
                diff_since(commit)?.display().to_string(),
            ]);
            Vec::new()
        }
    };
    let patterns = if patterns.is_empty() {
        RUST.map(str::to_owned).to_vec()
    } else {
        patterns
    };
    options.extend(
        patterns
            .into_iter()
            .flat_map(|pattern| ["--file".to_owned(), pattern]),
    );
    let output = root().join("target/mutants/rust");
    fs::create_dir_all(&output)?;
    options.extend(["--output".to_owned(), output.display().to_string()]);
    options.extend(["--", "--locked"].map(str::to_owned));
    say("changing Rust");
    let options: Vec<_> = options.iter().map(String::as_str).collect();
    run("", &cargo_mutants, &options)
}

/// The changes since a commit, in a file.
fn diff_since(commit: &str) -> Result<PathBuf> {
    let text = output("git", &["diff", commit, "--", "src"])
        .with_context(|| format!("`git diff {commit}` failed"))?;
    let file = root().join("target/mutants/changes.diff");
    fs::write(&file, text)?;
    Ok(file)
}

fn in_javascript(code: &Code) -> Result<()> {
    let files: Vec<String> = match code {
        Code::Paths(paths) => paths
            .iter()
            .filter(|path| !is_rust(path))
            .cloned()
            .collect(),
        Code::Since(commit) => {
            let changed = output("git", &["diff", "--name-only", "--diff-filter=d", commit])
                .with_context(|| format!("`git diff {commit}` failed"))?;
            let is_code = |name: &&str| {
                let is_script = name.ends_with(".js") || name.ends_with(".ts");
                let is_tested_so = ["pkg/", "www/src/state/", "www/src/commands/"]
                    .iter()
                    .any(|folder| name.starts_with(folder));
                is_script && is_tested_so && !name.ends_with(".d.ts")
            };
            let files: Vec<_> = changed.lines().filter(is_code).map(str::to_owned).collect();
            if files.is_empty() {
                return Ok(());
            }
            files
        }
    };
    build()?;
    npm::install("xtask/mutants")?;
    say("changing JavaScript");
    let mut arguments = vec!["xtask/mutants/run.js"];
    arguments.extend(files.iter().map(String::as_str));
    let chrome = CHROMIUM.find().or_else(|| env::var("CHROME").ok());
    run_with(
        "",
        "node",
        &arguments,
        &[("CHROME", &chrome.unwrap_or_default())],
    )
}
