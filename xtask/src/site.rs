//! The site of the project: the guides of docs/ with search, the agent desktop with its lab, and the
//! references of both APIs.

use std::{fs, path::Path};

use anyhow::{Context as _, Result, ensure};

use crate::{
    build::build,
    demo::build_desktop,
    npm,
    process::{root, run, run_with},
    steps::say,
};

/// Makes it in `target/site`, for the path `base` of a host.
pub fn site(base: &str) -> Result<()> {
    ensure!(
        base.starts_with('/') && base.ends_with('/'),
        "the base begins and ends with a slash, for example `--base /conversation-chat/`"
    );
    let site = root().join("target/site");
    if site.exists() {
        fs::remove_dir_all(&site).context("cannot remove the site before")?;
    }
    build()?;
    build_desktop("production")?;
    npm::install("xtask/site")?;
    say("building the guides");
    run_with(
        "xtask/site",
        "node",
        &["node_modules/vitepress/bin/vitepress.js", "build"],
        &[("SITE_BASE", base)],
    )?;
    copy(&root().join("www/dist"), &site.join("desk"))?;
    say("building the references");
    let folder = site.join("javascript").display().to_string();
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
    say("the site is in target/site: the guides, desk/, javascript/ and rust/");
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
