//! Runs other programs.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result, bail};

use crate::interrupt;

/// The root of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map(Path::to_path_buf)
        .unwrap_or_default()
}

/// Runs a command in `directory` below the root, with its output on the terminal.
pub fn run(directory: &str, program: &str, arguments: &[&str]) -> Result<()> {
    run_with(directory, program, arguments, &[])
}

/// The same with variables of the environment.
pub fn run_with(
    directory: &str,
    program: &str,
    arguments: &[&str],
    variables: &[(&str, &str)],
) -> Result<()> {
    interrupt::handle()?;
    let mut command = command(directory, program, arguments);
    let status = command
        .envs(variables.iter().copied())
        .stdin(Stdio::null())
        .status();
    let status = status.with_context(|| cannot_start(program))?;
    interrupt::stop_here_if_interrupted();
    if !status.success() {
        let place = if directory.is_empty() {
            "the project"
        } else {
            directory
        };
        bail!("`{program} {}` failed in {place}", arguments.join(" "));
    }
    Ok(())
}

/// Replaces this program by a server, so that a signal to this program ends the server.
pub fn become_server(directory: &str, program: &str, arguments: &[&str]) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt as _;
        Err(command(directory, program, arguments).exec()).with_context(|| cannot_start(program))
    }
    #[cfg(not(unix))]
    run(directory, program, arguments)
}

fn cannot_start(program: &str) -> String {
    format!("cannot start `{program}`: is it installed and on the PATH?")
}

fn command(directory: &str, program: &str, arguments: &[&str]) -> Command {
    let program = if cfg!(windows) && program == "npm" {
        "npm.cmd"
    } else {
        program
    };
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root().join(directory));
    // The command must use the toolchain of its folder, not the one that runs this program; and the
    // variables of cargo are of this package.
    let inherited = env::vars_os().map(|(name, _)| name);
    let of_cargo =
        |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
    for name in inherited.filter(|name| name.to_str().is_some_and(of_cargo)) {
        command.env_remove(name);
    }
    command
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("CARGO")
        .env_remove("RUSTC");
    command
}

/// The output of a command in `directory` below the root, even if it fails.
pub fn printed(directory: &str, program: &str, arguments: &[&str]) -> Result<String> {
    let output = command(directory, program, arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output();
    let output = output.with_context(|| cannot_start(program))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The output of a command, with its errors, and whether it succeeds.
pub fn said(directory: &str, program: &str, arguments: &[&str]) -> Result<(String, bool)> {
    let output = command(directory, program, arguments)
        .stdin(Stdio::null())
        .output();
    let output = output.with_context(|| cannot_start(program))?;
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text).into_owned();
    Ok((text, output.status.success()))
}

/// The output of a command; `None` if there is no such command, or it fails.
pub fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = command("", program, arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The first of some programs that is on the PATH.
pub fn on_path(programs: &[&str]) -> Option<String> {
    let path = env::var_os("PATH")?;
    let suffix = env::consts::EXE_SUFFIX;
    let mut places = env::split_paths(&path).flat_map(|place| {
        programs
            .iter()
            .map(move |name| place.join(format!("{name}{suffix}")))
    });
    places
        .find(|place| place.is_file())
        .map(|place| place.display().to_string())
}
