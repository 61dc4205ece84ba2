//! Reads the WebAssembly module: the features that it uses, and the sizes of the crates in it.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use wasmparser::{KnownCustom, Name, NameSectionReader, Parser, Payload, Validator, WasmFeatures};

/// A feature beyond the first WebAssembly, its option of `wasm-opt`, and the browsers that first
/// had it (https://webassembly.org/features/).
pub struct Feature {
    name: &'static str,
    pub option: &'static str,
    flag: WasmFeatures,
    /// Chromium, Firefox, Safari.
    since: [f32; 3],
}

/// The features that the compiler may use.
#[rustfmt::skip]
pub const FEATURES: [Feature; 6] = [
    Feature { name: "bulk memory", option: "--enable-bulk-memory", flag: WasmFeatures::BULK_MEMORY, since: [75.0, 79.0, 15.0] },
    Feature { name: "multi-value", option: "--enable-multivalue", flag: WasmFeatures::MULTI_VALUE, since: [85.0, 78.0, 13.1] },
    Feature { name: "mutable globals", option: "--enable-mutable-globals", flag: WasmFeatures::MUTABLE_GLOBAL, since: [74.0, 61.0, 13.1] },
    Feature { name: "conversions that do not trap", option: "--enable-nontrapping-float-to-int", flag: WasmFeatures::SATURATING_FLOAT_TO_INT, since: [75.0, 64.0, 15.0] },
    Feature { name: "reference types", option: "--enable-reference-types", flag: WasmFeatures::REFERENCE_TYPES, since: [96.0, 79.0, 15.0] },
    Feature { name: "sign extension", option: "--enable-sign-ext", flag: WasmFeatures::SIGN_EXTENSION, since: [74.0, 62.0, 14.1] },
];

/// The browsers that first had `Object.hasOwn`, the newest function that the JavaScript uses.
const JAVASCRIPT: [f32; 3] = [93.0, 92.0, 15.4];

/// The sentence about browsers in docs/environments.md, for the features that the module uses.
pub fn browsers(wasm: &[u8]) -> Result<String> {
    let allowed = FEATURES.iter().fold(
        WasmFeatures::FLOATS | WasmFeatures::GC_TYPES,
        |all, feature| all | feature.flag,
    );
    let valid = |features| {
        Validator::new_with_features(features)
            .validate_all(wasm)
            .map(drop)
    };
    valid(allowed)
        .context("the module uses a feature that is not in the table of xtask/src/wasm_file.rs")?;
    let used = FEATURES
        .iter()
        .filter(|feature| valid(allowed - feature.flag).is_err());
    let mut since = JAVASCRIPT;
    let mut names = Vec::new();
    for feature in used {
        names.push(feature.name);
        since = std::array::from_fn(|browser| since[browser].max(feature.since[browser]));
    }
    ensure!(
        !names.is_empty(),
        "cannot find out which features the module uses"
    );
    let [chromium, firefox, safari] = since;
    let names = names.join(", ");
    Ok(format!(
        "Chromium {chromium}, Firefox {firefox}, Safari {safari} or newer (for WebAssembly with {names}; and for `Object.hasOwn`)"
    ))
}

/// The bytes of code by crate, of a module that still has its names; the largest first.
pub fn by_crate(wasm: &[u8]) -> Result<Vec<(String, usize)>> {
    let (mut names, mut sizes, mut imports) = (BTreeMap::new(), Vec::new(), 0);
    let mut data = 0;
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imports += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => sizes.push(body.range().len()),
            Payload::DataSection(section) => data = section.range().len(),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(section) = section.as_known() {
                    function_names(section, &mut names)?;
                }
            }
            _ => {}
        }
    }
    ensure!(!names.is_empty(), "the module has lost its names");
    let mut crates = BTreeMap::from([("texts and tables".to_owned(), data)]);
    for (index, size) in (imports..).zip(sizes) {
        let owner = names.get(&index).map_or("?", |name| owner(name));
        *crates.entry(owner.to_owned()).or_default() += size;
    }
    let mut crates: Vec<_> = crates.into_iter().collect();
    crates.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    Ok(crates)
}

fn function_names<'a>(
    section: NameSectionReader<'a>,
    names: &mut BTreeMap<u32, &'a str>,
) -> Result<()> {
    for group in section {
        if let Name::Function(functions) = group? {
            for function in functions {
                let function = function?;
                names.insert(function.index, function.name);
            }
        }
    }
    Ok(())
}

/// The crate whose function this is.
fn owner(name: &str) -> &str {
    const OWN: &str = "conversation_chat";
    if name.contains(OWN) || name.ends_with("shim") {
        return OWN; // generic code, too, that is instantiated for a type of this crate
    }
    if name.starts_with("__wb") || name.starts_with("__externref") {
        return "wasm_bindgen";
    }
    if matches!(name, "memcpy" | "memmove" | "memset" | "memcmp" | "bcmp") || name.ends_with("ti3")
    {
        return "compiler_builtins";
    }
    if !name.contains("::") {
        return OWN; // its exports
    }
    let path = name
        .trim_start_matches(['<', '&', '*', '[', '(', '_'])
        .trim_start_matches("mut ")
        .trim_start_matches("dyn ");
    let end = path
        .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
        .unwrap_or(path.len());
    match &path[..end] {
        // The compiler's own entry points of the allocator.
        "rustc" | "rust" => "rlsf",
        // A type parameter of an implementation in the standard library.
        generic if generic.len() == 1 => "core",
        "bool" | "char" | "str" | "u8" | "u32" | "u64" | "usize" | "i32" | "i64" | "f64" => "core",
        krate => krate,
    }
}
