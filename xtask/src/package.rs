//! The packed crate, as its users receive it.

use std::fs;

use anyhow::{Context as _, Result, ensure};

use crate::{
    process::{root, run, run_with},
    steps::say,
};

/// Packs the crate, then builds, tests and documents the packed files.
pub fn assert_packed() -> Result<()> {
    say("packing the crate, and testing what is packed by itself");
    run(
        "",
        "cargo",
        &[
            "package",
            "--quiet",
            "--locked",
            "--allow-dirty",
            "--no-verify",
            "--package",
            "conversation-chat",
        ],
    )?;
    let packed = root().join("target/package");
    let archive = fs::read_dir(&packed)
        .context("nothing was packed")?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension() == Some("crate".as_ref()))
        .context("nothing was packed")?;
    let alone = root().join("target/alone");
    if alone.exists() {
        fs::remove_dir_all(&alone)?;
    }
    fs::create_dir_all(&alone)?;
    run(
        "",
        "tar",
        &[
            "-xzf",
            &archive.display().to_string(),
            "--strip-components=1",
            "-C",
            &alone.display().to_string(),
        ],
    )?;
    // The packed crate must not need the workspace.
    ensure!(
        !alone.join("xtask").exists() && !alone.join("tests").exists(),
        "more is packed than a crate needs"
    );
    let manifest = alone.join("Cargo.toml");
    let text = fs::read_to_string(&manifest)?;
    fs::write(&manifest, text + "\n[workspace]\n")?;
    let options = [
        "--quiet",
        "--manifest-path",
        "target/alone/Cargo.toml",
        "--target-dir",
        "target/alone/target",
    ];
    run(
        "",
        "cargo",
        &[&["test", "--features", "chrono,jiff"][..], &options].concat(),
    )?;
    let doc = [
        &["doc", "--no-deps", "--features", "chrono,jiff"][..],
        &options,
    ]
    .concat();
    run_with("", "cargo", &doc, &[("RUSTDOCFLAGS", "--deny warnings")])
}
