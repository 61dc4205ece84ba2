//! The tests of the npm package that do not run it: committed files, format, lints, types.

use std::{env, fs};

use anyhow::{Result, ensure};

use crate::{
    build::{SNAPSHOTS, WASM, browsers, build, cargo_home, print_sizes, sysroot},
    format, npm,
    process::{root, run},
    steps::say,
};

/// Builds it, and checks what is committed, the module, the format, the lints and the types.
pub fn check() -> Result<()> {
    let snapshots = || {
        SNAPSHOTS.map(|name| fs::read_to_string(root().join("pkg").join(name)).unwrap_or_default())
    };
    let committed = snapshots();
    build()?;
    for (name, (before, after)) in SNAPSHOTS.iter().zip(committed.into_iter().zip(snapshots())) {
        ensure!(
            before == after,
            "pkg/{name} was out of date: review the difference (`git diff pkg`), and commit it"
        );
    }
    print_sizes()?;
    let wasm = fs::read(root().join("pkg").join(WASM))?;
    let folders = folders_in(&wasm)?;
    ensure!(
        folders.is_empty(),
        "the module contains paths that begin with: {}",
        folders.join(", ")
    );
    let browsers = browsers(&wasm)?;
    let page = fs::read_to_string(root().join("docs/environments.md"))?;
    ensure!(
        page.contains(&browsers),
        "docs/environments.md should contain this sentence: {browsers}"
    );
    npm::install("tests")?;
    format::check_javascript()?;
    say("checking the types of the package");
    run(
        "tests",
        "node",
        &["node_modules/typescript/bin/tsc", "--project", "types"],
    )
}

/// The folders of this machine whose paths are in the module.
fn folders_in(module: &[u8]) -> Result<Vec<String>> {
    let home = env::home_dir().filter(|home| home.components().count() > 1);
    let folders = [Some(root()), Some(cargo_home()?), Some(sysroot()?), home];
    let folders = folders.into_iter().flatten();
    let paths = folders.map(|folder| folder.display().to_string());
    Ok(paths.filter(|path| contains(module, path)).collect())
}

fn contains(module: &[u8], path: &str) -> bool {
    module
        .windows(path.len())
        .any(|part| part == path.as_bytes())
}
