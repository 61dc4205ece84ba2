//! The JavaScript of `conversation-chat/core`: copies of the entry points and of the files that
//! they import. They are copies, because each of the two modules needs its own bindings, memory and
//! state.

use std::{fs, path::Path};

use anyhow::{Context as _, Result};

use super::CORE;

const ENTRIES: [&str; 4] = ["browser.js", "edge-light.js", "node.js", "workerd.js"];

/// Files, and those that replace them in `core/`.
const REPLACED: [[&str; 2]; 2] = [["api.js", "core-api.js"], ["session.js", "core-session.js"]];

/// Types beside the files that have them, for resolvers that do not read `exports`, and the types of
/// the package that they refer to, by their places in `pkg/` and from `core/`.
const TYPES: [&str; 2] = ["conversation_chat_bg.wasm.d.ts", "inline.d.ts"];
const PACKAGE_TYPES: [&str; 2] = ["'./conversation_chat.js'", "'../core.js'"];

/// The names of the files that are copied.
pub fn sources(pkg: &Path) -> Result<Vec<String>> {
    let mut names: Vec<String> = ENTRIES.map(str::to_owned).to_vec();
    let mut next = 0;
    while let Some(name) = names.get(next) {
        for imported in imports(&source(pkg, name)?) {
            // The build makes these of the module.
            let is_made = imported.starts_with("conversation_chat_");
            if !is_made && !names.contains(&imported) {
                names.push(imported);
            }
        }
        next += 1;
    }
    names.extend(TYPES.map(str::to_owned));
    names.sort();
    Ok(names)
}

/// Writes the copies.
pub fn copy_sources(pkg: &Path) -> Result<()> {
    for name in sources(pkg)? {
        fs::write(pkg.join(CORE).join(&name), source(pkg, &name)?)
            .with_context(|| format!("cannot write {CORE}/{name}"))?;
    }
    Ok(())
}

fn source(pkg: &Path, name: &str) -> Result<String> {
    let replacement = REPLACED.iter().find(|[replaced, _]| name == *replaced);
    let name = replacement.map_or(name, |[_, replacement]| replacement);
    let text =
        fs::read_to_string(pkg.join(name)).with_context(|| format!("cannot read pkg/{name}"))?;
    let [in_package, from_core] = PACKAGE_TYPES;
    Ok(if TYPES.contains(&name) {
        text.replace(in_package, from_core)
    } else {
        text
    })
}

/// The files beside it that a script imports.
fn imports(script: &str) -> Vec<String> {
    let starts = ["from './", "import './", "import('./"];
    let after = starts.iter().flat_map(|start| script.split(start).skip(1));
    after
        .filter_map(|rest| rest.split('\'').next())
        .filter(|name| name.ends_with(".js"))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::root;

    #[test]
    fn core_has_the_files_that_its_entry_points_import_and_no_roster() {
        let names = sources(&root().join("pkg")).expect("the sources can be read");
        for name in ["api.js", "check.js", "embedded.js", "host.js", "timing.js"] {
            assert!(names.iter().any(|found| found == name), "{name}");
        }
        for name in ["core-api.js", "history.js", "roster.js", "rows.js"] {
            assert!(!names.iter().any(|found| found == name), "{name}");
        }
    }
}
