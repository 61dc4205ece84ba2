//! The npm package: cargo, then the bindings, then `wasm-opt`, then the sizes.

use std::{
    env, fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, ensure};

use crate::{
    setup::{npm, root, run, run_with, say, wasm_target},
    wasm_file::{FEATURES, by_crate},
};

/// The module.
pub const WASM: &str = "conversation_chat_bg.wasm";

const BINDINGS: &str = "conversation_chat_bg.js";

/// The types: generated, and committed.
pub const TYPES: &str = "conversation_chat.d.ts";

/// What users download, in the order of the table.
const DOWNLOADS: [&str; 8] = [WASM, BINDINGS, "host.js", "tape.js", "walk.js", "api.js", "start.js", "browser.js"];

/// Builds the package.
pub fn build() -> Result<()> {
    make(&root().join("target"), &root().join("pkg"))
}

/// Builds it once more from nothing, and asserts that every byte is the same.
pub fn assert_reproducible() -> Result<()> {
    say("building the package once more, from nothing");
    let again = root().join("target/again");
    if again.exists() {
        fs::remove_dir_all(&again).context("cannot remove the build before")?;
    }
    make(&again, &again)?;
    for name in MADE {
        let bytes = |folder: &Path| fs::read(folder.join(name)).with_context(|| format!("cannot read {name}"));
        ensure!(bytes(&again)? == bytes(&root().join("pkg"))?, "two builds made different bytes of {name}");
    }
    Ok(())
}

/// Compiles in the folder `target` and writes what users get to the folder `pkg`.
fn make(target: &Path, pkg: &Path) -> Result<()> {
    wasm_target()?;
    npm("xtask")?;

    say("compiling to WebAssembly");
    let folder = target.display().to_string();
    let options = ["--release", "--quiet", "--locked", "--lib", "--features", "js", "--target-dir", &folder];
    let flags = [("CARGO_ENCODED_RUSTFLAGS", &*without_paths()?)];
    run_with("", "cargo", &[&["build", "--target", "wasm32-unknown-unknown"][..], &options].concat(), &flags)?;

    say("writing the bindings");
    let compiled = target.join("wasm32-unknown-unknown/release/conversation_chat.wasm");
    let made = target.join("bindings");
    let mut bindings = wasm_bindgen_cli_support::Bindgen::new();
    bindings.input_path(&compiled).out_name("conversation_chat").typescript(true).remove_producers_section(true);
    bindings.bundler(true).context("bindings for a bundler")?;
    bindings.generate(&made).context("cannot write the bindings: do the versions of wasm-bindgen agree?")?;

    say("optimising");
    // First with the names, which tell whose code it is; then without, for users.
    let named = made.join("named.wasm");
    wasm_opt(&["-O3", "-g"], &made.join(WASM), &named)?;
    wasm_opt(&["--strip-debug", "--strip-producers"], &named, &pkg.join(WASM))?;

    let bindings = fs::read_to_string(made.join(BINDINGS)).context("cannot read the bindings")?;
    fs::write(pkg.join(BINDINGS), without_comments(&bindings)).context("cannot write the bindings")?;
    let types = fs::read_to_string(made.join(TYPES)).context("cannot read the types")?;
    fs::write(pkg.join(TYPES), for_users(&types)).context("cannot write the types")
}

/// Flags of the compiler that keep the paths of this machine out of the module: places in the sources of dependencies begin with the name of
/// the crate.
fn without_paths() -> Result<String> {
    let sources = fs::read_dir(cargo_home()?.join("registry/src")).into_iter().flatten();
    let prefixes = sources.map(|folder| Ok(format!("--remap-path-prefix={}/=", folder?.path().display())));
    Ok(prefixes.collect::<Result<Vec<_>>>()?.join("\x1f"))
}

/// Where cargo keeps the sources of dependencies.
pub fn cargo_home() -> Result<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    home.or_else(|| Some(env::home_dir()?.join(".cargo"))).context("cannot find the home of cargo")
}

fn wasm_opt(options: &[&str], from: &Path, to: &Path) -> Result<()> {
    let [from, to] = [from, to].map(|file| file.display().to_string());
    let mut arguments = vec!["node_modules/binaryen/bin/wasm-opt", &from, "-o", &to];
    arguments.extend(FEATURES.iter().map(|feature| feature.option));
    arguments.extend(options);
    run("xtask", "node", &arguments)
}

/// What is documented in the types need not be downloaded again with the code.
fn without_comments(bindings: &str) -> String {
    let mut comment = false;
    let code = bindings.lines().filter(|line| {
        let line = line.trim();
        comment |= line.starts_with("/**");
        let keep = !comment;
        comment &= !line.ends_with("*/");
        keep
    });
    code.flat_map(|line| [line, "\n"]).collect()
}

/// The doc comments of the Rust items are the JSDoc of the package, but their doctests are in Rust: those stay in Rust.
fn for_users(types: &str) -> String {
    let mut example = false;
    // `Symbol.dispose` of the classes is newer than most projects' `lib`.
    let mut lines = vec![r#"/// <reference lib="esnext.disposable" />"#];
    for line in types.lines() {
        let text = line.trim();
        if text == "* ```" {
            example = !example;
        } else if text == "*/" && lines.last().is_some_and(|last| last.trim() == "*") {
            // The empty line before the example.
            lines.pop();
            lines.push(line);
        } else if !example {
            lines.push(line);
        }
    }
    lines.join("\n") + "\n"
}

/// The files of the package that a build makes.
const MADE: [&str; 3] = [WASM, BINDINGS, TYPES];

/// What users may have to download at most, in bytes of brotli.
const BUDGET: usize = 58_000;

/// Prints what users download, and what is in it; more than the budget is an error.
pub fn print_sizes() -> Result<()> {
    println!("{:<28}{:>10}{:>10}{:>10}", "bytes", "raw", "gzip", "brotli");
    let mut total = [0; 3];
    for name in DOWNLOADS {
        let sizes =
            sizes(&fs::read(root().join("pkg").join(name)).with_context(|| format!("cannot read pkg/{name}"))?)?;
        total = std::array::from_fn(|index| total[index] + sizes[index]);
        print_row(name, sizes);
    }
    print_row("total", total);
    println!("\nof the module, before compression:");
    for (krate, bytes) in by_crate(&fs::read(root().join("target/bindings/named.wasm"))?)? {
        println!("{krate:<28}{bytes:>10}");
    }
    ensure!(total[2] <= BUDGET, "the download has {} bytes of brotli, more than the budget of {BUDGET}", total[2]);
    Ok(())
}

fn print_row(name: &str, [raw, gzip, brotli]: [usize; 3]) {
    println!("{name:<28}{raw:>10}{gzip:>10}{brotli:>10}");
}

fn sizes(bytes: &[u8]) -> Result<[usize; 3]> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(bytes)?;
    let gzip = gzip.finish()?.len();
    let mut brotli = Vec::new();
    brotli::CompressorWriter::new(&mut brotli, 4096, 11, 22).write_all(bytes)?;
    Ok([bytes.len(), gzip, brotli.len()])
}
