//! The rest of the package: what is made of the module, of the files beside it, and of the project's texts.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, ensure};
use base64::prelude::{BASE64_STANDARD, Engine as _};

use super::{WASM, notices};
use crate::process::{root, run, say};

/// The module as text.
const MODULE_TEXT: &str = "conversation_chat_base64.js";

/// What this makes.
pub const MADE: [&str; 10] = [
    MODULE_TEXT,
    "LICENSE",
    "README.md",
    "THIRD-PARTY-NOTICES",
    "common.cjs",
    "conversation_chat.d.cts",
    "conversation_chat_bg.wasm.d.cts",
    "inline.d.cts",
    "inline.js",
    "llms.txt",
];

/// What the package has in its folder that no build makes.
pub fn sources(pkg: &Path) -> Result<Vec<PathBuf>> {
    let made = [&super::MADE_OF_SOURCES[..], &MADE].concat();
    let entries = fs::read_dir(pkg).context("cannot list the package")?.map(|entry| Ok(entry?.path()));
    let mut entries = entries.collect::<Result<Vec<_>>>()?;
    entries.retain(|path| {
        let name = path.file_name().unwrap_or_default();
        path.is_file() && path.extension() != Some("tgz".as_ref()) && made.iter().all(|made| name != *made)
    });
    entries.sort();
    Ok(entries)
}

/// Writes it all to the folder `pkg`.
pub fn make(pkg: &Path) -> Result<()> {
    say("writing the other files of the package");
    let wasm = fs::read(pkg.join(WASM)).context("cannot read the module")?;
    fs::write(pkg.join(MODULE_TEXT), format!("export default\n  '{}';\n", BASE64_STANDARD.encode(&wasm)))?;
    run("xtask", "node", &["bundle.js", &pkg.display().to_string()])?;
    for name in ["LICENSE", "llms.txt"] {
        fs::copy(root().join(name), pkg.join(name))?;
    }
    let readme = fs::read_to_string(root().join("README.md"))?;
    fs::write(pkg.join("README.md"), with_addresses(&readme, &repository(pkg)?))?;
    fs::write(pkg.join("THIRD-PARTY-NOTICES"), notices::notices()?)?;
    Ok(())
}

/// The address of the project, as the package says it.
fn repository(pkg: &Path) -> Result<String> {
    let text = fs::read_to_string(pkg.join("package.json")).context("cannot read package.json")?;
    let package: serde_json::Value = serde_json::from_str(&text).context("package.json is no JSON")?;
    let url = package.pointer("/repository/url").and_then(serde_json::Value::as_str).unwrap_or_default();
    let address = url.trim_start_matches("git+").trim_end_matches(".git");
    ensure!(address.starts_with("https://"), "package.json says no `repository.url` that begins with `git+https://`");
    Ok(address.to_owned())
}

/// README as others show it: its links to files of the project, and its pictures, are addresses.
fn with_addresses(readme: &str, repository: &str) -> String {
    let mut code = false;
    let lines = readme.lines().map(|line| {
        code ^= line.starts_with("```");
        if code { line.to_owned() } else { line_with_addresses(line, repository) }
    });
    lines.map(|line| line + "\n").collect()
}

fn line_with_addresses(line: &str, repository: &str) -> String {
    let mut result = String::new();
    let mut rest = line;
    while let Some(place) = rest.find("](") {
        let (before, after) = rest.split_at(place + 2);
        let is_picture = before.rfind('[').is_some_and(|bracket| before[..bracket].ends_with('!'));
        let link = after.split(')').next().unwrap_or_default();
        result.push_str(before);
        if !link.starts_with('#') && !link.contains(':') {
            result.push_str(&format!("{repository}/{}/HEAD/", if is_picture { "raw" } else { "blob" }));
        }
        rest = after;
    }
    result + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_files_become_addresses() {
        let readme = "![a desk](www/desk.png), [why](DESIGN.md), [below](#below), [site](https://example.com/a)\n```js\na[0](b)\n```\n";
        assert_eq!(
            with_addresses(readme, "https://example.com/repository"),
            "![a desk](https://example.com/repository/raw/HEAD/www/desk.png), \
             [why](https://example.com/repository/blob/HEAD/DESIGN.md), [below](#below), \
             [site](https://example.com/a)\n```js\na[0](b)\n```\n"
        );
    }
}
