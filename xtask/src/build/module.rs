//! The first step of the build: the module and its bindings, by cargo, wasm-bindgen and `wasm-opt`.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, ensure};

use super::{BINDINGS, CORE, TYPES, WASM, stack, types, wasm_file::FEATURES};
use crate::{
    process::{output, root, run, run_with},
    steps::say,
};

/// A module of the package.
struct Variant {
    /// Where it is in the package, and where it is compiled: cargo would not notice that the other
    /// one has replaced its file.
    folder: &'static str,
    /// The feature of the crate that it has.
    feature: &'static str,
    message: &'static str,
}

const VARIANTS: [Variant; 2] = [
    Variant {
        folder: "",
        feature: "js-all",
        message: "compiling to WebAssembly: a minute or two, the first time",
    },
    Variant {
        folder: CORE,
        feature: "js",
        message: "compiling once more, without roster and history",
    },
];

/// Compiles in the folder `target`, and writes the modules, their bindings and the types to the
/// folder `pkg`.
pub fn make(target: &Path, pkg: &Path) -> Result<()> {
    for variant in VARIANTS {
        let folder = pkg.join(variant.folder);
        fs::create_dir_all(&folder).context("cannot make a folder of the package")?;
        make_variant(&variant, &target.join(variant.folder), &folder)?;
    }
    let types = fs::read_to_string(made(target).join(TYPES)).context("cannot read the types")?;
    let by_hand = fs::read_to_string(root().join("src/wasm/package.d.ts"))
        .context("cannot read the types by hand")?;
    fs::write(pkg.join(TYPES), types::for_users(&types, &by_hand)?)
        .context("cannot write the types")
}

fn make_variant(variant: &Variant, target: &Path, pkg: &Path) -> Result<()> {
    say(variant.message);
    let folder = target.display().to_string();
    // The crate type `cdylib` is set only here, because users of the crate need none.
    let options = [
        "--release",
        "--locked",
        "--lib",
        "--features",
        variant.feature,
        "--crate-type",
        "cdylib",
        "--target-dir",
        &folder,
    ];
    let flags = [("CARGO_ENCODED_RUSTFLAGS", &*without_paths()?)];
    run_with(
        "",
        "cargo",
        &[
            &[
                "rustc",
                "--package",
                "conversation-chat",
                "--target",
                "wasm32-unknown-unknown",
            ][..],
            &options,
        ]
        .concat(),
        &flags,
    )?;

    say("writing the bindings");
    let compiled = target.join("wasm32-unknown-unknown/release/conversation_chat.wasm");
    let made = made(target);
    let mut bindings = wasm_bindgen_cli_support::Bindgen::new();
    bindings
        .input_path(&compiled)
        .out_name("conversation_chat")
        .typescript(true)
        .remove_producers_section(true);
    bindings.bundler(true).context("bindings for a bundler")?;
    bindings
        .generate(&made)
        .context("cannot write the bindings: do the versions of wasm-bindgen agree?")?;

    say("optimising");
    // With the names of functions, to attribute code to crates; then without them, for users.
    let named = named(target);
    wasm_opt(&["-O3", "-g"], &made.join(WASM), &named)?;
    stack::add_to(&named)?;
    wasm_opt(
        &["--strip-debug", "--strip-producers"],
        &named,
        &pkg.join(WASM),
    )?;

    let bindings = fs::read_to_string(made.join(BINDINGS)).context("cannot read the bindings")?;
    fs::write(pkg.join(BINDINGS), unstarted(&without_comments(&bindings))?)
        .context("cannot write the bindings")
}

/// The folder to which wasm-bindgen writes.
fn made(target: &Path) -> PathBuf {
    target.join("bindings")
}

/// The optimised module that still has its names.
pub fn named(target: &Path) -> PathBuf {
    made(target).join("named.wasm")
}

/// Flags of the compiler that keep the paths of this machine out of the module. Places in the
/// sources of dependencies begin with the name of the crate. Those in the standard library have
/// the path that they have where its sources (rustup's component `rust-src`) are not installed.
/// Of several flags that fit a path the last one counts.
fn without_paths() -> Result<String> {
    let sources = fs::read_dir(cargo_home()?.join("registry/src"))
        .into_iter()
        .flatten();
    let sources = sources.map(|folder| Ok(folder?.path()));
    let sources = sources.collect::<Result<Vec<_>>>()?;
    let to_nothing = [root(), cargo_home()?].into_iter().chain(sources);
    let to_nothing = to_nothing.map(|folder| (folder, String::new()));
    let standard_library = (
        sysroot()?.join("lib/rustlib/src/rust"),
        format!("/rustc/{}/", commit_of_compiler()?),
    );
    let flags = to_nothing
        .chain([standard_library])
        .map(|(folder, name)| format!("--remap-path-prefix={}/={name}", folder.display()));
    Ok(flags.collect::<Vec<_>>().join("\x1f"))
}

/// The folder of the toolchain.
pub fn sysroot() -> Result<PathBuf> {
    let path = output("rustc", &["--print", "sysroot"]).context("cannot ask rustc where it is")?;
    Ok(PathBuf::from(path.trim()))
}

/// The commit that the compiler was built from: standard libraries are compiled in a folder that
/// has its name.
fn commit_of_compiler() -> Result<String> {
    let version = output("rustc", &["-vV"]).context("cannot ask rustc for its version")?;
    let commit = version
        .lines()
        .find_map(|line| line.strip_prefix("commit-hash: "));
    commit.map(str::to_owned).context("rustc names no commit")
}

/// Where cargo keeps the sources of dependencies.
pub fn cargo_home() -> Result<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    home.or_else(|| Some(env::home_dir()?.join(".cargo")))
        .context("cannot find the home of cargo")
}

fn wasm_opt(options: &[&str], from: &Path, to: &Path) -> Result<()> {
    let [from, to] = [from, to].map(|file| file.display().to_string());
    let mut arguments = vec!["node_modules/binaryen/bin/wasm-opt", &from, "-o", &to];
    arguments.extend(FEATURES.iter().map(|feature| feature.option));
    arguments.extend(options);
    run("xtask", "node", &arguments)
}

/// Removes comments from the bindings: the types have the documentation.
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

/// Makes every call before the start throw a clear error. This is written into the bindings, which
/// no bundler leaves out.
fn unstarted(bindings: &str) -> Result<String> {
    const EMPTY: &str = "\nlet wasm;\n";
    ensure!(
        bindings.matches(EMPTY).count() == 1,
        "the bindings no longer keep the module in `let wasm;`"
    );
    let bindings = bindings.replace(EMPTY, "\nlet wasm = unstarted;\n");
    Ok(format!(
        "import {{ unstarted }} from './unstarted.js';\n{bindings}"
    ))
}
