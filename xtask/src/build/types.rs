//! The types of the package: `src/wasm/package.d.ts`, with the types that are generated from the
//! Rust models in the marked places.

use std::collections::BTreeMap;

use anyhow::{Result, bail, ensure};

/// The mark of a place for generated types; their names follow it.
const PLACE: &str = "//! ";

/// The types for users: those that are written by hand, with those that wasm-bindgen has generated
/// in their places.
pub fn for_users(written: &str, by_hand: &str) -> Result<String> {
    let mut generated = declarations(written);
    let mut types = String::from(
        "/* The types of conversation-chat. Generated: see src/wasm/package.d.ts and the models. */\n\n",
    );
    for line in by_hand.lines() {
        let Some(names) = line.strip_prefix(PLACE) else {
            types += line;
            types.push('\n');
            continue;
        };
        let mut texts = Vec::new();
        for name in names.split(' ') {
            let Some(text) = generated.remove(name) else {
                bail!("no type `{name}` is generated")
            };
            texts.push(without_examples(&text));
        }
        types += &texts.join("\n");
    }
    ensure!(
        generated.is_empty(),
        "no place is named for the types {:?}",
        generated.keys()
    );
    Ok(types)
}

/// The exported types, by name, each with its comment.
fn declarations(text: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let (mut comment, mut current) = (String::new(), None::<(String, String)>);
    for line in text.lines() {
        if let Some((_, declaration)) = &mut current {
            *declaration += &format!("{line}\n");
        } else if line.starts_with("/**") || (!comment.is_empty() && line.starts_with(" *")) {
            comment += &format!("{line}\n");
            continue;
        } else if let Some(rest) = ["export interface ", "export type "]
            .iter()
            .find_map(|start| line.strip_prefix(start))
        {
            let name = rest
                .split(|letter: char| !letter.is_alphanumeric())
                .next()
                .unwrap_or_default();
            current = Some((
                name.to_owned(),
                format!("{}{line}\n", std::mem::take(&mut comment)),
            ));
        } else {
            comment.clear();
            continue;
        }
        if line == "}"
            || line.ends_with(';') && !line.starts_with(' ')
            || line.starts_with("    | (string & {});")
        {
            all.extend(current.take());
        }
    }
    all
}

/// The doc comments of the Rust items are the JSDoc of the package, but their doctests are in Rust:
/// those stay in Rust.
fn without_examples(text: &str) -> String {
    let mut example = false;
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed == "* ```" {
            example = !example;
        } else if trimmed == "*/" && lines.last().is_some_and(|last| last.trim() == "*") {
            // The empty line before the example.
            lines.pop();
            lines.push(line);
        } else if !example {
            lines.push(line);
        }
    }
    lines.join("\n") + "\n"
}
