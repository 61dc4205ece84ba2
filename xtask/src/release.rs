//! `cargo xtask release`: checks and prints what a release would publish.

use std::fs;

use anyhow::{Context as _, Result, ensure};

use serde_json::Value;

use crate::{
    build::build,
    process::{output, root, run, said},
    steps::say,
};

/// Checks that a release is possible (both packages, and `tag` if given, have the same version),
/// and prints what it would publish.
pub fn release(tag: Option<&str>) -> Result<()> {
    let package: Value =
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
    let metadata = output("cargo", &["metadata", "--no-deps", "--format-version", "1"])
        .context("`cargo metadata` failed")?;
    let faults = [faults_for_npm(&package), faults_for_crates(&metadata)?].concat();
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    build()?;
    say(&format!("npm would publish conversation-chat {npm}"));
    npm_accepts()?;
    say(&format!("crates.io would publish conversation-chat {npm}"));
    let own = ["--package", "conversation-chat", "--allow-dirty"];
    run("", "cargo", &[&["package", "--list"][..], &own].concat())?;
    let publish = ["publish", "--dry-run", "--locked"];
    run("", "cargo", &[&publish[..], &own].concat())?;
    let changed = output("git", &["status", "--porcelain"]).unwrap_or_default();
    if !changed.is_empty() {
        say("not committed, and so not in a release:");
        print!("{changed}");
    }
    Ok(())
}

/// Runs `npm publish` without the upload. What npm would correct by itself is an error.
fn npm_accepts() -> Result<()> {
    let arguments = ["publish", "--dry-run", "--access", "public"];
    let (text, succeeded) = said("pkg", "npm", &arguments)?;
    print!("{text}");
    let corrected = text
        .lines()
        .filter(|line| line.starts_with("npm warn publish") && !line.contains("logged in"));
    let corrected: Vec<_> = corrected.collect();
    ensure!(
        corrected.is_empty(),
        "npm would correct pkg/package.json: `npm pkg fix` shows how"
    );
    ensure!(succeeded, "npm would not publish the package");
    Ok(())
}

/// What npm's rules (https://docs.npmjs.com/cli/configuring-npm/package-json) and trusted
/// publishing forbid in the package.
fn faults_for_npm(package: &Value) -> Vec<String> {
    let text = |name: &str| package[name].as_str().unwrap_or_default();
    let url = package["repository"]["url"].as_str().unwrap_or_default();
    let name = text("name");
    let is_name = !name.is_empty()
        && name.len() <= 214
        && name
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-');
    let rules = [
        (
            is_name,
            "`name` must be of small letters, digits and hyphens",
        ),
        (
            package["private"].is_null(),
            "`private` keeps it from being published",
        ),
        (!text("description").is_empty(), "`description` is missing"),
        (!text("license").is_empty(), "`license` is missing"),
        (package["keywords"].is_array(), "`keywords` are missing"),
        (
            package["files"].is_array(),
            "`files` is missing: all of the folder would be published",
        ),
        (
            url.starts_with("git+https://github.com/") && url.ends_with(".git"),
            "`repository.url` must be that of the workflow that publishes, as `git+https://github.com/....git`",
        ),
    ];
    faults("pkg/package.json", &rules)
}

/// What crates.io's rules (https://doc.rust-lang.org/cargo/reference/manifest.html) have against
/// the crate.
fn faults_for_crates(metadata: &str) -> Result<Vec<String>> {
    let metadata: Value = serde_json::from_str(metadata)?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let package = packages
        .into_iter()
        .find(|package| package["name"] == "conversation-chat")
        .context("`cargo metadata` does not know the crate")?;
    let text = |name: &str| package[name].as_str().unwrap_or_default();
    let list = |name: &str| -> Vec<&str> {
        let values = package[name].as_array().into_iter().flatten();
        values.filter_map(Value::as_str).collect()
    };
    let is_keyword = |keyword: &&str| {
        keyword.len() <= 20
            && keyword.starts_with(|letter: char| letter.is_ascii_alphanumeric())
            && keyword
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || "_-+".contains(letter))
    };
    let (keywords, categories) = (list("keywords"), list("categories"));
    let rules = [
        (
            (1..=1000).contains(&text("description").len()),
            "`description` must have 1 to 1000 letters",
        ),
        (!text("license").is_empty(), "`license` is missing"),
        (!text("readme").is_empty(), "`readme` is missing"),
        (
            !text("rust_version").is_empty(),
            "`rust-version` is missing",
        ),
        (
            text("repository").starts_with("https://"),
            "`repository` is missing",
        ),
        (
            keywords.len() <= 5 && keywords.iter().all(is_keyword),
            "`keywords`: at most 5, each of at most 20 letters, digits, `_`, `-` and `+`",
        ),
        (categories.len() <= 5, "`categories`: at most 5"),
    ];
    Ok(faults("Cargo.toml", &rules))
}

fn faults(file: &str, rules: &[(bool, &str)]) -> Vec<String> {
    let broken = rules.iter().filter(|(is_kept, _)| !is_kept);
    broken.map(|(_, rule)| format!("{file}: {rule}")).collect()
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_packages_keep_the_rules_of_their_registries() {
        let package = serde_json::from_str(&read("pkg/package.json").expect("a package"));
        assert_eq!(faults_for_npm(&package.expect("JSON")), [""; 0]);
        let metadata = output("cargo", &["metadata", "--no-deps", "--format-version", "1"]);
        let faults = faults_for_crates(&metadata.expect("metadata")).expect("JSON");
        assert_eq!(faults, [""; 0]);
    }

    #[test]
    fn each_rule_that_is_broken_is_named() {
        let package = json!({ "name": "Chat", "private": true, "repository": { "url": "https://example.com" } });
        assert_eq!(faults_for_npm(&package).len(), 7);
        let keywords = ["a", "b", "c", "d", "e", "f"];
        let crates = json!({ "packages": [{
            "name": "conversation-chat", "keywords": keywords, "categories": keywords,
        }] });
        assert_eq!(
            faults_for_crates(&crates.to_string()).expect("JSON").len(),
            7
        );
    }
}
