//! `cargo xtask build`: builds the npm package into `pkg/`, in steps that run only if their inputs
//! have changed.

mod core;
mod files;
mod module;
mod notices;
mod stack;
mod stamp;
mod types;
mod wasm_file;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail, ensure};

pub use self::{
    module::{cargo_home, sysroot},
    wasm_file::browsers,
};
use self::{stamp::Step, wasm_file::by_crate};
use crate::{
    npm,
    process::{root, run},
    steps::say,
};

/// The module.
pub const WASM: &str = "conversation_chat_bg.wasm";

const BINDINGS: &str = "conversation_chat_bg.js";

/// The folder of what the package is without roster and history: `conversation-chat/core`.
const CORE: &str = "core";

/// The types: generated, and committed.
pub const TYPES: &str = "conversation_chat.d.ts";

/// The files that are generated and committed, so that changes of them are reviewed.
pub const SNAPSHOTS: [&str; 4] = [TYPES, "LICENSE", "README.md", "THIRD-PARTY-NOTICES"];

/// Builds the package, if it is not up to date.
pub fn build() -> Result<()> {
    let target = root().join("target");
    let [module, files] = steps(&target, &root().join("pkg"))?;
    npm::install("xtask")?;
    let compiled = module.run(|| module::make(&target, &root().join("pkg")))?;
    let written = files.run(|| files::make(&root().join("pkg")))?;
    if !compiled && !written {
        say("the package is up to date");
    }
    Ok(())
}

/// Fails if the package is out of date.
pub fn assert_fresh() -> Result<()> {
    for step in steps(&root().join("target"), &root().join("pkg"))? {
        if !step.is_fresh()? {
            bail!("pkg/ is not what the sources make: run `cargo xtask build`, then pack again");
        }
    }
    Ok(())
}

/// Builds it once more from nothing, and asserts that every byte is the same.
pub fn assert_reproducible() -> Result<()> {
    say("building the package once more, from nothing");
    let (pkg, again) = (root().join("pkg"), root().join("target/again"));
    if again.exists() {
        fs::remove_dir_all(&again).context("cannot remove the build before")?;
    }
    fs::create_dir_all(&again)?;
    for source in files::sources(&pkg)? {
        let copy = again.join(&source);
        fs::create_dir_all(copy.parent().unwrap_or(&again))?;
        fs::copy(pkg.join(&source), copy).with_context(|| format!("cannot copy pkg/{source}"))?;
    }
    module::make(&again, &again)?;
    files::make(&again)?;
    for name in MADE_OF_SOURCES
        .map(str::to_owned)
        .into_iter()
        .chain(files::made(&pkg)?)
    {
        let bytes = |folder: &Path| {
            fs::read(folder.join(&name)).with_context(|| format!("cannot read {name}"))
        };
        ensure!(
            bytes(&again)? == bytes(&pkg)?,
            "two builds made different bytes of {name}"
        );
    }
    Ok(())
}

/// What the first step makes.
const MADE_OF_SOURCES: [&str; 5] = [
    WASM,
    BINDINGS,
    TYPES,
    "core/conversation_chat_bg.wasm",
    "core/conversation_chat_bg.js",
];

/// The steps that make the folder `pkg`: first what is made of the crate, then what is made of that
/// and of what is written by hand.
fn steps(target: &Path, pkg: &Path) -> Result<[Step; 2]> {
    let in_root = |names: &[&str]| {
        names
            .iter()
            .map(|name| root().join(name))
            .collect::<Vec<PathBuf>>()
    };
    let in_pkg = |names: &[String]| {
        names
            .iter()
            .map(|name| pkg.join(name))
            .collect::<Vec<PathBuf>>()
    };
    let module_files = in_pkg(&MADE_OF_SOURCES.map(str::to_owned));
    let tools = ["Cargo.lock", "xtask/src/build", "xtask/package-lock.json"];
    let crate_sources = ["Cargo.toml", "rust-toolchain.toml", "src"];
    let texts = [
        "LICENSE",
        "README.md",
        "llms.txt",
        "xtask/bundle.js",
        "xtask/text-coders.js",
    ];
    let module = Step {
        stamp: target.join("stamps/module"),
        inputs: in_root(&[&tools[..], &crate_sources].concat()),
        outputs: [module_files.clone(), vec![module::named(target)]].concat(),
    };
    let files = Step {
        stamp: target.join("stamps/files"),
        inputs: [
            in_root(&[&tools[..], &texts].concat()),
            module_files,
            in_pkg(&files::sources(pkg)?),
        ]
        .concat(),
        outputs: in_pkg(&files::made(pkg)?),
    };
    Ok([module, files])
}

/// Prints the sizes of the downloads, and how much of the module each crate is.
pub fn print_sizes() -> Result<()> {
    run("xtask", "node", &["sizes.js"])?;
    println!("\nof the module, before compression:");
    for (krate, bytes) in by_crate(&fs::read(module::named(&root().join("target")))?)? {
        println!("{krate:<28}{bytes:>10}");
    }
    Ok(())
}
