//! What a machine with only rustup and Node.js needs before anything runs, and how to run things.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result, bail};

/// The root of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Says what is being done.
pub fn say(step: &str) {
    println!("==> {step}");
}

/// Runs a command in `directory` below the root; its output is the user's to see.
pub fn run(directory: &str, program: &str, arguments: &[&str]) -> Result<()> {
    run_with(directory, program, arguments, &[])
}

pub fn run_with(directory: &str, program: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Result<()> {
    let shown = format!("{program} {}", arguments.join(" "));
    let status = command(directory, program, arguments)
        .envs(variables.iter().copied())
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("cannot start `{shown}`: is `{program}` installed and on the PATH?"))?;
    if !status.success() {
        bail!("`{shown}` failed in {}", if directory.is_empty() { "the project" } else { directory });
    }
    Ok(())
}

pub fn command(directory: &str, program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root().join(directory));
    // The toolchain of the project decides, not the one that runs this program.
    command.env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO").env_remove("RUSTC");
    command
}

fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = command("", program, arguments).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Adds the wasm target, also where automatic installation is off.
pub fn wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let installed = output("rustup", &["target", "list", "--installed"])
        .context("cannot ask rustup for its targets: install Rust through https://rustup.rs")?;
    if installed.lines().any(|line| line.trim() == TARGET) {
        return Ok(());
    }
    say("adding the target wasm32-unknown-unknown");
    run("", "rustup", &["target", "add", TARGET])
}

/// Adds the components that the tests need.
pub fn rust_components() -> Result<()> {
    let installed = output("rustup", &["component", "list", "--installed"])
        .context("cannot ask rustup for its components: install Rust through https://rustup.rs")?;
    for component in ["clippy", "rustfmt"] {
        if !installed.lines().any(|line| line.starts_with(component)) {
            say(&format!("adding the component {component}"));
            run("", "rustup", &["component", "add", component])?;
        }
    }
    Ok(())
}

pub fn node() -> Result<()> {
    let version = output("node", &["--version"]).context("Node.js is missing: install version 20 or newer")?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(20..) => Ok(()),
        _ => bail!("Node.js {} is too old: install version 20 or newer", version.trim()),
    }
}

/// Installs the npm dependencies of a directory as its lock file says, if they are not there or the lock file changed.
pub fn npm(directory: &str) -> Result<()> {
    node()?;
    let place = root().join(directory);
    let lock = std::fs::read(place.join("package-lock.json"))
        .with_context(|| format!("{directory}/package-lock.json is missing: run `npm install` there and commit it"))?;
    let stamp = place.join("node_modules/.installed-lock.json");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    say(&format!("installing the npm dependencies of {directory}"));
    run(directory, "npm", &["ci", "--no-audit", "--no-fund", "--loglevel=error"])?;
    std::fs::write(stamp, lock).context("cannot note what was installed")
}

/// A Chromium to test in: `CHROME`, one on the PATH, or Debian's.
pub fn chromium() -> Result<String> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    browser("Chromium", "CHROME", &names, "chromium")
}

/// A Firefox to test in: `FIREFOX`, one on the PATH, or Debian's.
pub fn firefox() -> Result<String> {
    browser("Firefox", "FIREFOX", &["firefox-esr", "firefox"], "firefox-esr")
}

fn browser(name: &str, variable: &str, programs: &[&str], package: &str) -> Result<String> {
    if let Some(given) = env::var(variable).ok().filter(|given| !given.is_empty()) {
        return Ok(given);
    }
    if let Some(found) = on_path(programs) {
        return Ok(found);
    }
    let root_user = output("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    if root_user && output("apt-get", &["--version"]).is_some() {
        say(&format!("installing {name} through apt-get"));
        let quiet = [("DEBIAN_FRONTEND", "noninteractive")];
        run_with("", "apt-get", &["-qq", "update"], &quiet)?;
        run_with("", "apt-get", &["-qq", "install", "-y", "--no-install-recommends", package], &quiet)?;
    }
    on_path(programs).with_context(|| format!("no {name} found: install one, or name it in the variable {variable}"))
}

fn on_path(programs: &[&str]) -> Option<String> {
    let path = env::var_os("PATH")?;
    let mut places = env::split_paths(&path).flat_map(|place| programs.iter().map(move |name| place.join(name)));
    places.find(|place| place.is_file()).map(|place| place.display().to_string())
}

/// The version of cargo-deny that the tests install.
const CARGO_DENY: &str = "0.20.2";

/// A cargo-deny: one on the PATH; where there is none, it is compiled, which takes minutes, so only where no person waits.
pub fn cargo_deny() -> Result<Option<String>> {
    let tools = root().join("target/tools");
    let installed = tools.join("bin/cargo-deny");
    if installed.is_file() {
        return Ok(Some(installed.display().to_string()));
    }
    if let Some(found) = on_path(&["cargo-deny"]) {
        return Ok(Some(found));
    }
    if env::var_os("CI").is_none() {
        say("not checking licences: `cargo install cargo-deny --locked`, and the next run does");
        return Ok(None);
    }
    say("installing cargo-deny");
    let tools = tools.display().to_string();
    let install = ["install", "--quiet", "--locked", "--root", &tools, "--version", CARGO_DENY, "cargo-deny"];
    if let Err(error) = run("", "cargo", &install) {
        // A tool that does not compile here says nothing about the project.
        say(&format!("not checking licences: {error:#}"));
        return Ok(None);
    }
    Ok(Some(installed.display().to_string()))
}
