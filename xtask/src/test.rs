//! Every test there is.

use std::fs;

use anyhow::{Result, ensure};

use crate::{
    build::{TYPES, WASM, assert_reproducible, build, cargo_home, print_sizes},
    demo::build_desktop,
    setup::{cargo_deny, chromium, firefox, npm, root, run, run_with, rust_components, say},
    wasm_file::browsers,
};

pub fn test() -> Result<()> {
    rust()?;
    dependencies()?;
    package()?;
    desktop()
}

fn rust() -> Result<()> {
    rust_components()?;
    say("checking format and lints");
    run("", "cargo", &["fmt", "--check"])?;
    run("xtask", "cargo", &["fmt", "--check"])?;
    for features in [&[][..], &["--features", "js"]] {
        let clippy = ["clippy", "--quiet", "--locked", "--all-targets"];
        run("", "cargo", &[&clippy[..], features, &["--", "--deny", "warnings"]].concat())?;
    }
    run("xtask", "cargo", &["clippy", "--quiet", "--locked", "--", "--deny", "warnings"])?;
    say("testing the crate");
    run("", "cargo", &["test", "--quiet", "--locked"])?;
    run("xtask", "cargo", &["test", "--quiet", "--locked"])?;
    say("building its documentation");
    run_with("", "cargo", &["doc", "--quiet", "--locked", "--no-deps"], &[("RUSTDOCFLAGS", "--deny warnings")])
}

/// Licences, sources and duplicates, as deny.toml wants them.
fn dependencies() -> Result<()> {
    if let Some(cargo_deny) = cargo_deny()? {
        say("checking the dependencies");
        run("", &cargo_deny, &["--locked", "--log-level", "error", "check", "bans", "licenses", "sources"])?;
    }
    Ok(())
}

fn package() -> Result<()> {
    let snapshot = root().join("pkg").join(TYPES);
    let committed = fs::read_to_string(&snapshot).unwrap_or_default();
    build()?;
    ensure!(
        fs::read_to_string(&snapshot)? == committed,
        "pkg/{TYPES} was out of date: look at what changed (`git diff pkg`), and commit it"
    );
    print_sizes()?;
    let wasm = fs::read(root().join("pkg").join(WASM))?;
    let home = cargo_home()?.display().to_string();
    ensure!(!wasm.windows(home.len()).any(|part| part == home.as_bytes()), "the module tells a path of this machine");
    let browsers = browsers(&wasm)?;
    let readme = fs::read_to_string(root().join("README.md"))?;
    ensure!(readme.contains(&browsers), "README.md should say which browsers have what the module uses: {browsers}");
    assert_reproducible()?;
    npm("tests")?;
    say("checking the types of the package");
    run("tests", "node", &["node_modules/typescript/bin/tsc", "--project", "types"])?;
    say("testing the package under Node, in Chromium, in Firefox, and in the hands of bundlers");
    node_tests("npm/")
}

fn desktop() -> Result<()> {
    build_desktop()?;
    npm("tests")?;
    say("testing the desktop in Chromium");
    node_tests("desktop/")
}

fn node_tests(folder: &str) -> Result<()> {
    let browsers = [("CHROME", &*chromium()?), ("FIREFOX", &*firefox()?)];
    run_with("tests", "node", &["--test", "--test-reporter=spec", folder], &browsers)
}
