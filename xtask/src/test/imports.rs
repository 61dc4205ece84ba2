//! Which modules of the crate import from which. They import each other by their own paths, none
//! through `lib.rs`: then a picture of the imports shows the layers.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Result, ensure};

use crate::{process::root, steps::say};

/// The layers that a layer may import from, from the lowest to the highest: no circle.
const LAYERS: [(&str, &[&str]); 12] = [
    ("sort", &[]),
    ("hash", &[]),
    ("schema", &[]),
    ("issue", &["schema", "sort"]),
    ("read", &["issue", "schema", "sort"]),
    ("model", &["read", "schema"]),
    ("check", &["model", "read", "issue", "sort"]),
    (
        "wire",
        &["check", "hash", "issue", "model", "read", "schema", "sort"],
    ),
    ("time", &["wire", "model", "sort"]),
    (
        "roster",
        &["time", "wire", "hash", "issue", "model", "read", "sort"],
    ),
    (
        "history",
        &[
            "time", "wire", "check", "issue", "model", "read", "schema", "sort",
        ],
    ),
    (
        "wasm",
        &[
            "history", "roster", "time", "wire", "check", "model", "read", "issue",
        ],
    ),
];

/// Imports that no layer may have but one file: a model shows itself to the reader to be timed.
const EXCEPTIONS: [(&str, &str); 2] =
    [("time/timeline.rs", "read"), ("time/timeline.rs", "schema")];

/// Fails if a module of the crate imports from a layer that it may not know.
pub fn check() -> Result<()> {
    say("checking the imports of the crate");
    let mut wrong = Vec::new();
    for file in sources(&root().join("src"))? {
        let text = fs::read_to_string(&file)?;
        let name = file.strip_prefix(root().join("src"))?;
        wrong.extend(wrong_imports(name, &text));
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

fn sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(sources(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// What a file imports against the rules, one sentence each. Files that are no layer, such as
/// `lib.rs`, may know all layers. Unit tests may, too.
fn wrong_imports(file: &Path, text: &str) -> Vec<String> {
    let layer = file.iter().next().unwrap_or_default().display().to_string();
    let layer = layer.trim_end_matches(".rs");
    let allowed = LAYERS.iter().find(|(name, _)| *name == layer);
    let code = text.split("#[cfg(test)]\nmod tests").next();
    let lines = code.unwrap_or_default().lines();
    let code: String = lines
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let file = file.display().to_string().replace('\\', "/");
    let is_wrong = |name: &&str| {
        let is_exception = EXCEPTIONS.contains(&(&*file, name));
        let is_layer = name.starts_with(char::is_lowercase);
        let fits = allowed.is_none_or(|(_, allowed)| allowed.contains(name) || *name == layer);
        !is_layer || !(fits || is_exception)
    };
    let names = code.split("crate::").skip(1).flat_map(imported);
    names
        .filter(is_wrong)
        .map(|name| format!("src/{file} must not import `crate::{name}`"))
        .collect()
}

/// The first names of the paths that follow `crate::`: one, or those of a group.
fn imported(path: &str) -> Vec<&str> {
    let first = |path: &'_ str| {
        path.find(|byte: char| !byte.is_alphanumeric() && byte != '_')
            .unwrap_or(path.len())
    };
    let Some(group) = path.strip_prefix('{') else {
        return vec![&path[..first(path)]];
    };
    let (mut depth, mut start, mut names) = (0, true, Vec::new());
    for (at, byte) in group.char_indices() {
        match byte {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => start = true,
            _ if start && !byte.is_whitespace() => {
                names.push(&group[at..at + first(&group[at..])]);
                start = false;
            }
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(file: &str, text: &str) -> Vec<String> {
        wrong_imports(Path::new(file), text)
    }

    #[test]
    fn an_import_from_above_or_through_the_root_is_found() {
        let text = "use crate::{\n    model::{Chat, Known},\n    roster::Roster,\n    Issue,\n};\nfn f() -> crate::wasm::Core {}\n";
        assert_eq!(
            wrong("time/clock.rs", text),
            [
                "src/time/clock.rs must not import `crate::roster`",
                "src/time/clock.rs must not import `crate::Issue`",
                "src/time/clock.rs must not import `crate::wasm`",
            ]
        );
    }

    #[test]
    fn an_import_from_below_in_a_comment_or_in_a_test_is_not() {
        let text = "// crate::wasm\nuse crate::{sort::sort, time::Interval, model};\n#[cfg(test)]\nmod tests {\n    use crate::wasm;\n}\n";
        assert_eq!(wrong("time/clock.rs", text), [""; 0]);
        assert_eq!(wrong("lib.rs", "use crate::wasm::Core;"), [""; 0]);
        assert_eq!(wrong("time/timeline.rs", "use crate::read::read;"), [""; 0]);
    }
}
