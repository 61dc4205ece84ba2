//! The site of the project: the agent desktop with its inspector, and the documentation of both
//! packages.

use std::{fs, path::Path};

use anyhow::{Context as _, Result};

use crate::{
    build::build,
    demo::build_desktop,
    npm,
    process::{root, run, run_with},
    steps::say,
};

/// Makes it in `target/site`.
pub fn site() -> Result<()> {
    let site = root().join("target/site");
    if site.exists() {
        fs::remove_dir_all(&site).context("cannot remove the site before")?;
    }
    build()?;
    build_desktop("production")?;
    copy(&root().join("www/dist"), &site)?;
    say("writing the documentation");
    let folder = site.join("javascript").display().to_string();
    npm::install("xtask/site")?;
    run(
        "xtask/site",
        "node",
        &[
            "node_modules/typedoc/bin/typedoc",
            "--options",
            "typedoc.json",
            "--out",
            &folder,
        ],
    )?;
    run_with(
        "",
        "cargo",
        &[
            "doc",
            "--locked",
            "--no-deps",
            "--package",
            "conversation-chat",
        ],
        &[("RUSTDOCFLAGS", "--deny warnings")],
    )?;
    copy(&root().join("target/doc"), &site.join("rust"))?;
    for name in ["llms.txt", "LICENSE", "THIRD-PARTY-NOTICES"] {
        fs::copy(root().join("pkg").join(name), site.join(name))?;
    }
    say("the site is in target/site: the desktop, rust/conversation_chat/ and javascript/");
    Ok(())
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot list {}", from.display()))? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &place)?
        } else {
            fs::copy(entry.path(), place).map(drop)?
        }
    }
    Ok(())
}
