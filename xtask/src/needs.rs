//! The requirements of a command on the machine. They are checked before anything compiles, and
//! installed if that is allowed.

use std::env;

use anyhow::{Result, bail};

use crate::{
    browser::Browser,
    process::{on_path, output, run, run_with},
    steps::say,
};

/// A requirement of a command.
pub enum Need {
    /// `cc`, which links build scripts and tests. This program was linked with it, so it is missing
    /// only if it was removed since.
    Linker,
    /// Node.js, and npm with it.
    Node,
    /// The toolchain's target for WebAssembly.
    Wasm,
    /// The components of the toolchain that format and lint.
    Lints,
    Browser(&'static Browser),
    /// Python with `venv`, and Java, in which Apache Spark runs.
    Spark,
}

/// The message if rustup is missing.
const RUSTUP: &str = "rustup is missing: install Rust through https://rustup.rs";

/// Checks all requirements of a command, and reports all that are missing. `install`: whether
/// system packages may be installed; on continuous integration they may in any case.
pub fn check(needs: &[Need], install: bool) -> Result<()> {
    let install = install || env::var_os("CI").is_some_and(|value| !value.is_empty());
    let mut missing = Vec::new();
    for need in needs {
        if let Err(line) = need.meet(install) {
            missing.push(format!("{line:#}"));
            missing.dedup();
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    let hint = if install || on_path(&["apt-get"]).is_none() {
        ""
    } else {
        "\n(`--install` installs Debian's packages)"
    };
    bail!(
        "this machine lacks what the command needs\n  {}{hint}",
        missing.join("\n  ")
    )
}

impl Need {
    fn meet(&self, install: bool) -> Result<()> {
        match self {
            Self::Linker => linker(install),
            Self::Node => node(),
            Self::Wasm => rustup_has("target", &["wasm32-unknown-unknown"]),
            Self::Lints => rustup_has("component", &["clippy", "rustfmt"]),
            Self::Browser(browser) => self::browser(browser, install),
            Self::Spark => spark(install),
        }
    }
}

fn linker(install: bool) -> Result<()> {
    if cfg!(windows)
        || on_path(&["cc"]).is_some()
        || (install && debian("gcc libc6-dev")? && on_path(&["cc"]).is_some())
    {
        return Ok(());
    }
    bail!(
        "a C linker is missing: `apt-get install gcc libc6-dev` on Debian, `xcode-select --install` on macOS"
    )
}

fn node() -> Result<()> {
    let Some(version) = output("node", &["--version"]) else {
        bail!("Node.js is missing: install version 20 or newer from https://nodejs.org");
    };
    let version = version.trim();
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < 20) {
        bail!("Node.js {version} is too old: install version 20 or newer from https://nodejs.org");
    }
    if output("npm", &["--version"]).is_none() {
        bail!(
            "npm is missing: install Node.js from https://nodejs.org, or `apt-get install npm` on Debian"
        );
    }
    Ok(())
}

/// Adds missing components to the toolchain, also if rustup does not install automatically.
fn rustup_has(kind: &str, names: &[&str]) -> Result<()> {
    let Some(installed) = output("rustup", &[kind, "list", "--installed"]) else {
        bail!(RUSTUP)
    };
    for name in names {
        if !installed.lines().any(|line| line.trim().starts_with(name)) {
            say(&format!("adding the {kind} {name} to the toolchain"));
            run("", "rustup", &[kind, "add", name])?;
        }
    }
    Ok(())
}

fn browser(browser: &Browser, install: bool) -> Result<()> {
    let Browser {
        name,
        variable,
        package,
        ..
    } = browser;
    if browser.find().is_some() || (install && debian(package)? && browser.find().is_some()) {
        return Ok(());
    }
    bail!(
        "{name} is missing: install it (`apt-get install {package}` on Debian), or name one in the variable {variable}"
    )
}

fn spark(install: bool) -> Result<()> {
    let has_python = || output("python3", &["-c", "import ensurepip, venv"]).is_some();
    let is_there = || has_python() && output("java", &["-version"]).is_some();
    const PACKAGES: &str = "python3 python3-venv openjdk-17-jre-headless";
    if is_there() || (install && debian(PACKAGES)? && is_there()) {
        return Ok(());
    }
    bail!(
        "Python with `venv`, or Java, is missing: install them (`apt-get install {PACKAGES}` on Debian)"
    )
}

/// Installs packages on Debian; returns whether this is a Debian.
fn debian(packages: &str) -> Result<bool> {
    if on_path(&["apt-get"]).is_none() {
        return Ok(false);
    }
    say(&format!("installing {packages} through apt-get"));
    let is_root = output("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    let apt = |arguments: &str| {
        let command = format!("apt-get -qq {arguments}");
        let words: Vec<&str> = if is_root { vec![] } else { vec!["sudo"] }
            .into_iter()
            .chain(command.split(' '))
            .collect();
        let (program, arguments) = words
            .split_first()
            .map_or(("", &[][..]), |(program, rest)| (*program, rest));
        run_with(
            "",
            program,
            arguments,
            &[("DEBIAN_FRONTEND", "noninteractive")],
        )
    };
    apt("update")?;
    apt(&format!("install -y --no-install-recommends {packages}"))?;
    Ok(true)
}
