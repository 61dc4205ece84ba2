//! The npm package: cargo, then the bindings, then `wasm-opt`, then the sizes.

use std::{fs, io::Write as _};

use anyhow::{Context as _, Result};

use crate::setup::{npm, root, run, say, wasm_target};

const WASM: &str = "conversation_chat_bg.wasm";

const BINDINGS: &str = "conversation_chat_bg.js";

/// The types: the one generated file that is committed.
pub const TYPES: &str = "conversation_chat.d.ts";

/// What users download, in the order of the table.
const DOWNLOADS: [&str; 5] = [WASM, BINDINGS, "host.js", "api.js", "browser.js"];

pub fn build() -> Result<()> {
    wasm_target()?;
    npm("xtask")?;

    say("compiling to WebAssembly");
    let target = ["--target", "wasm32-unknown-unknown"];
    run(
        "",
        "cargo",
        &[&["build", "--release", "--quiet", "--locked", "--lib", "--features", "js"][..], &target].concat(),
    )?;

    say("writing the bindings");
    let compiled = root().join("target/wasm32-unknown-unknown/release/conversation_chat.wasm");
    let made = root().join("target/bindings");
    let mut bindings = wasm_bindgen_cli_support::Bindgen::new();
    bindings.input_path(&compiled).out_name("conversation_chat").typescript(true).remove_producers_section(true);
    bindings.bundler(true).context("bindings for a bundler")?;
    bindings.generate(&made).context("cannot write the bindings: do the versions of wasm-bindgen agree?")?;

    say("optimising");
    let pkg = root().join("pkg");
    let from = made.join(WASM);
    let to = pkg.join(WASM);
    let files = [from.display().to_string(), "-o".to_owned(), to.display().to_string()];
    let files = files.each_ref().map(String::as_str);
    run("xtask", "node", &[&["node_modules/binaryen/bin/wasm-opt"][..], &OPTIMISE, &files].concat())?;

    let bindings = fs::read_to_string(made.join(BINDINGS)).context("cannot read the bindings")?;
    fs::write(pkg.join(BINDINGS), without_comments(&bindings)).context("cannot write the bindings")?;
    let types = fs::read_to_string(made.join(TYPES)).context("cannot read the types")?;
    fs::write(pkg.join(TYPES), for_users(&types)).context("cannot write the types")?;
    print_sizes()
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

/// What the module uses beyond the first WebAssembly: README says which browsers have it.
const OPTIMISE: [&str; 9] = [
    "-O3",
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-multivalue",
    "--strip-debug",
    "--strip-producers",
];

fn print_sizes() -> Result<()> {
    println!("{:<28}{:>10}{:>10}{:>10}", "bytes", "raw", "gzip", "brotli");
    let mut total = [0; 3];
    for name in DOWNLOADS {
        let sizes =
            sizes(&fs::read(root().join("pkg").join(name)).with_context(|| format!("cannot read pkg/{name}"))?)?;
        total = std::array::from_fn(|index| total[index] + sizes[index]);
        print_row(name, sizes);
    }
    print_row("total", total);
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
