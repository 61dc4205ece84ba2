//! What a release would publish.

use std::fs;

use anyhow::{Context as _, Result, ensure};

use crate::{
    build::build,
    process::{output, root, run},
    steps::say,
};

/// Says what would be published, after checking that it could be: that both packages and `tag`, if
/// there is one, have the same version.
pub fn release(tag: Option<&str>) -> Result<()> {
    let package: serde_json::Value =
        serde_json::from_str(&read("pkg/package.json")?).context("pkg/package.json is no JSON")?;
    let manifest = read("Cargo.toml")?;
    let (npm, krate) = (
        package["version"].as_str().unwrap_or_default(),
        crate_version(&manifest)?,
    );
    ensure!(
        npm == krate,
        "pkg/package.json has the version {npm}, Cargo.toml {krate}"
    );
    if let Some(tag) = tag {
        ensure!(
            tag == format!("v{npm}"),
            "the tag {tag} is not that of version {npm}: `v{npm}`"
        );
    }
    ensure!(
        read("CHANGELOG.md")?.contains(&format!("## {npm}")),
        "CHANGELOG.md says nothing of {npm}: give it a heading `## {npm}`"
    );
    build()?;
    say(&format!("npm would publish conversation-chat {npm}"));
    run("pkg", "npm", &["pack", "--dry-run"])?;
    say(&format!("crates.io would publish conversation-chat {npm}"));
    run("", "cargo", &["package", "--list", "--allow-dirty"])?;
    let changed = output("git", &["status", "--porcelain"]).unwrap_or_default();
    if !changed.is_empty() {
        say("not committed, and so not in a release:");
        print!("{changed}");
    }
    Ok(())
}

fn read(name: &str) -> Result<String> {
    fs::read_to_string(root().join(name)).with_context(|| format!("cannot read {name}"))
}

fn crate_version(manifest: &str) -> Result<&str> {
    let line = manifest
        .lines()
        .find_map(|line| line.strip_prefix("version = "));
    line.map(|version| version.trim_matches('"'))
        .context("Cargo.toml has no version")
}
