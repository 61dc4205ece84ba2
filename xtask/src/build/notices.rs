//! THIRD-PARTY-NOTICES: the licences of all that is compiled into the module.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use super::{module, wasm_file::by_crate};
use crate::process::{output, root};

const HEAD: &str = "\
The WebAssembly module of conversation-chat is compiled from the works below, too, or from parts of them. Where a work offers several licences, it is used under the one
whose text stands here. The same text is given once for all works that have it.
";

/// The parts of the compiler's standard library, with their notices: see
/// `share/doc/rust/COPYRIGHT-library.html` of the toolchain.
const STANDARD_LIBRARY: &str = "\
The Rust Standard Library (alloc, core, std, compiler_builtins): MIT, Copyright (c) The Rust Project Developers
its Unicode data: Unicode-3.0, Copyright (c) 1991-2024 Unicode, Inc.
hashbrown, as part of it: MIT, Copyright (c) 2016 Amanieu d'Antras
";

/// The crates of the standard library, and the sum of the module's data.
const OF_COMPILER: [&str; 7] = [
    "alloc",
    "core",
    "std",
    "compiler_builtins",
    "hashbrown",
    "texts and tables",
    "?",
];

/// The text of the file.
pub fn notices() -> Result<String> {
    let crates = compiled_in()?;
    for (name, _) in by_crate(&fs::read(module::named(&root().join("target")))?)? {
        let known = OF_COMPILER.contains(&&*name)
            || name == "conversation_chat"
            || crates.keys().any(|known| known.replace('-', "_") == name);
        ensure!(
            known,
            "code of `{name}` is in the module, but THIRD-PARTY-NOTICES does not know it"
        );
    }
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, package) in &crates {
        let licence = field(package, "license");
        let title = format!("{name} {}: {licence}", field(package, "version"));
        for text in licence_texts(package)
            .with_context(|| format!("cannot find the licence of `{name}`"))?
        {
            texts.entry(text).or_default().insert(title.clone());
        }
    }
    for name in ["MIT", "Unicode-3.0"] {
        let titles = STANDARD_LIBRARY
            .lines()
            .filter(|line| line.contains(&format!(": {name},")));
        let text = of_toolchain(name)?.replace("<year> <copyright holders>", "those named above");
        texts
            .entry(text)
            .or_default()
            .extend(titles.map(str::to_owned));
    }
    let mut sections: Vec<_> = texts
        .into_iter()
        .map(|(text, titles)| (titles, text))
        .collect();
    sections.sort();
    let line = "-".repeat(80);
    let sections = sections.into_iter().map(|(titles, text)| {
        let titles: Vec<_> = titles.into_iter().collect();
        format!("\n{line}\n\n{}\n\n{text}", titles.join("\n"))
    });
    Ok(HEAD.to_owned() + &sections.collect::<String>())
}

/// The dependencies whose code may be in the module, by name; without those that run only at
/// compile time.
fn compiled_in() -> Result<BTreeMap<String, Value>> {
    let options = [
        "--format-version",
        "1",
        "--locked",
        "--filter-platform",
        "wasm32-unknown-unknown",
        "--features",
        "js-all",
    ];
    let text = output("cargo", &[&["metadata"][..], &options].concat())
        .context("`cargo metadata` failed")?;
    let metadata: Value = serde_json::from_str(&text).context("`cargo metadata` gave no JSON")?;
    let by_id = |list: &str| -> BTreeMap<String, Value> {
        let values = metadata
            .pointer(list)
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        values
            .map(|value| (field(value, "id").to_owned(), value.clone()))
            .collect()
    };
    let (packages, nodes) = (by_id("/packages"), by_id("/resolve/nodes"));
    let own = field(&metadata["resolve"], "root").to_owned();
    let (mut found, mut waiting, mut seen) = (BTreeMap::new(), vec![own.clone()], BTreeSet::new());
    while let Some(id) = waiting.pop() {
        let (Some(package), Some(node)) = (packages.get(&id), nodes.get(&id)) else {
            continue;
        };
        if is_macro(package) || !seen.insert(id.clone()) {
            continue;
        }
        if id != own {
            found.insert(field(package, "name").to_owned(), package.clone());
        }
        for dependency in node["deps"].as_array().into_iter().flatten() {
            let kinds = dependency["dep_kinds"].as_array().into_iter().flatten();
            if kinds.into_iter().any(|kind| kind["kind"].is_null()) {
                waiting.push(field(dependency, "pkg").to_owned());
            }
        }
    }
    ensure!(!found.is_empty(), "`cargo metadata` knows no dependencies");
    Ok(found)
}

fn is_macro(package: &Value) -> bool {
    let targets = package["targets"].as_array().into_iter().flatten();
    targets.into_iter().any(|target| {
        target["kind"]
            .as_array()
            .is_some_and(|kinds| kinds.contains(&"proc-macro".into()))
    })
}

fn field<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

/// The licence files of a crate; if it offers several licences, that of MIT.
fn licence_texts(package: &Value) -> Result<Vec<String>> {
    let manifest = Path::new(field(package, "manifest_path"));
    let entries = fs::read_dir(manifest.parent().unwrap_or(manifest))?;
    let mut files = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    let name = |path: &Path| {
        path.file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .to_uppercase()
    };
    files.retain(|path| {
        path.is_file()
            && ["LICENSE", "LICENCE", "COPYING", "NOTICE"]
                .iter()
                .any(|word| name(path).starts_with(word))
    });
    let is_mit = |path: &Path| name(path).contains("MIT");
    if files.iter().any(|path| is_mit(path)) {
        files.retain(|path| is_mit(path) || name(path).starts_with("NOTICE"));
    }
    if files.is_empty() {
        ensure!(
            field(package, "license").contains("MIT"),
            "its folder has none"
        );
        let authors: Vec<_> = package["authors"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        return Ok(vec![
            of_toolchain("MIT")?.replace("<year> <copyright holders>", &authors.join(", ")),
        ]);
    }
    files.sort();
    files
        .iter()
        .map(|path| Ok(tidy(&fs::read_to_string(path)?)))
        .collect()
}

/// The text of a licence, as the toolchain brings it.
fn of_toolchain(name: &str) -> Result<String> {
    let sysroot =
        output("rustc", &["--print", "sysroot"]).context("cannot ask rustc where it is")?;
    let file = Path::new(sysroot.trim()).join(format!("share/doc/rust/licenses/{name}.txt"));
    fs::read_to_string(&file)
        .map(|text| tidy(&text))
        .with_context(|| format!("cannot read {}", file.display()))
}

/// A text without spaces at the ends of its lines.
fn tidy(text: &str) -> String {
    let lines: Vec<_> = text.trim().lines().map(str::trim_end).collect();
    lines.join("\n") + "\n"
}
