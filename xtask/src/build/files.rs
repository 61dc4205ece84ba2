//! The second step of the build: the files of the package that are made of the module, of the
//! JavaScript, and of the documents of the project.

use std::{fs, path::Path};

use anyhow::{Context as _, Result, ensure};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::Value;

use super::{CORE, WASM, core, notices};
use crate::{
    process::{root, run},
    steps::say,
};

/// The module as text.
const MODULE_TEXT: &str = "conversation_chat_base64.js";

/// The files that this step makes, without those for `require`.
const MADE: [&str; 6] = [
    MODULE_TEXT,
    "LICENSE",
    "README.md",
    "THIRD-PARTY-NOTICES",
    "inline.js",
    "llms.txt",
];

/// All files that this step makes.
pub fn made(pkg: &Path) -> Result<Vec<String>> {
    let mut names = MADE.map(str::to_owned).to_vec();
    let in_core = core::sources(pkg)?;
    names.extend([MODULE_TEXT, "inline.js"].map(|name| format!("{CORE}/{name}")));
    names.extend(in_core.iter().map(|name| format!("{CORE}/{name}")));
    for_require(&package(pkg)?["exports"], &mut names);
    names.sort();
    names.dedup();
    Ok(names)
}

/// The files that package.json names for `require`.
fn for_require(targets: &Value, names: &mut Vec<String>) {
    match targets {
        Value::String(target) if target.ends_with("cjs") || target.ends_with(".d.cts") => {
            names.push(target.trim_start_matches("./").to_owned());
        }
        Value::Object(conditions) => conditions
            .values()
            .for_each(|target| for_require(target, names)),
        _ => {}
    }
}

/// The files in the folder of the package that are written by hand, by their paths there.
pub fn sources(pkg: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(pkg.join(&folder)).context("cannot list the package")? {
            let entry = entry?;
            let name = format!("{folder}{}", entry.file_name().display());
            let is_made = [&super::MADE_OF_SOURCES[..], &MADE]
                .concat()
                .contains(&&*name)
                || [".cjs", ".d.cts", ".tgz"]
                    .iter()
                    .any(|ending| name.ends_with(ending));
            if entry.file_type()?.is_dir() {
                if name != CORE {
                    folders.push(format!("{name}/"));
                }
            } else if !is_made {
                names.push(name);
            }
        }
    }
    names.sort();
    Ok(names)
}

/// Writes these files to the folder `pkg`.
pub fn make(pkg: &Path) -> Result<()> {
    say("writing the other files of the package");
    core::copy_sources(pkg)?;
    for folder in [pkg.to_owned(), pkg.join(CORE)] {
        let wasm = fs::read(folder.join(WASM)).context("cannot read the module")?;
        fs::write(
            folder.join(MODULE_TEXT),
            format!("export default\n  '{}';\n", BASE64_STANDARD.encode(&wasm)),
        )?;
    }
    run("xtask", "node", &["bundle.js", &pkg.display().to_string()])?;
    for name in ["LICENSE", "llms.txt"] {
        fs::copy(root().join(name), pkg.join(name))?;
    }
    let readme = fs::read_to_string(root().join("README.md"))?;
    fs::write(
        pkg.join("README.md"),
        with_addresses(&readme, &repository(pkg)?),
    )?;
    fs::write(pkg.join("THIRD-PARTY-NOTICES"), notices::notices()?)?;
    Ok(())
}

fn package(pkg: &Path) -> Result<Value> {
    let text = fs::read_to_string(pkg.join("package.json")).context("cannot read package.json")?;
    serde_json::from_str(&text).context("package.json is no JSON")
}

/// The address of the project, from package.json.
fn repository(pkg: &Path) -> Result<String> {
    let package = package(pkg)?;
    let url = package["repository"]["url"].as_str().unwrap_or_default();
    let address = url.trim_start_matches("git+").trim_end_matches(".git");
    ensure!(
        address.starts_with("https://"),
        "package.json says no `repository.url` that begins with `git+https://`"
    );
    Ok(address.to_owned())
}

/// README for npm: links to files of the project, and pictures, become absolute addresses.
fn with_addresses(readme: &str, repository: &str) -> String {
    let mut code = false;
    let lines = readme.lines().map(|line| {
        code ^= line.starts_with("```");
        if code {
            line.to_owned()
        } else {
            line_with_addresses(line, repository)
        }
    });
    lines.map(|line| line + "\n").collect()
}

fn line_with_addresses(line: &str, repository: &str) -> String {
    let mut result = String::new();
    let mut rest = line;
    while let Some(place) = rest.find("](") {
        let (before, after) = rest.split_at(place + 2);
        let is_picture = before
            .rfind('[')
            .is_some_and(|bracket| before[..bracket].ends_with('!'));
        let link = after.split(')').next().unwrap_or_default();
        result.push_str(before);
        if !link.starts_with('#') && !link.contains(':') {
            result.push_str(&format!(
                "{repository}/{}/HEAD/",
                if is_picture { "raw" } else { "blob" }
            ));
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
