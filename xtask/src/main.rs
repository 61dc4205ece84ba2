//! `cargo xtask`: the commands of the project. Each does its own set-up.

mod bench;
mod build;
mod cloud;
mod demo;
mod setup;
mod test;
mod wasm_file;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
cargo xtask COMMAND

  demo [--port N] [--no-open]   build the package and open the agent desktop on a local port
  cloud [--port N]              the simulated cloud on a local port (8808): HTTP, WebSocket, sign-in
  test                          run every test there is
  build                         build the npm package into pkg/
  bench [--json FILE] [--picture]
                                measure against peers, in Node and in Chromium; --picture draws benches/growth.svg
  help                          this text

Needs rustup and Node.js 20 or newer; the rest it sets up itself. CHROME names the Chromium to test in.";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    use lexopt::prelude::{Long, Short, Value, ValueExt as _};

    let mut arguments = lexopt::Parser::from_env();
    let mut command = None;
    let mut port = None;
    let mut open = true;
    let mut measuring = Vec::new();
    while let Some(argument) = arguments.next()? {
        match argument {
            Short('h') | Long("help") => command = Some("help".to_owned()),
            Long("port") => port = Some(arguments.value()?.parse()?),
            Long("no-open") => open = false,
            Long("picture") => measuring.push("--picture".to_owned()),
            Long("json") => {
                // The measuring runs in a folder of its own.
                let file = std::path::absolute(arguments.value()?)?;
                measuring.extend(["--json".to_owned(), file.display().to_string()]);
            }
            Value(value) if command.is_none() => command = Some(value.string()?),
            _ => return Err(argument.unexpected().into()),
        }
    }
    match command.as_deref() {
        Some("build") => build::build().and_then(|()| build::print_sizes()),
        Some("demo") => demo::demo(port.unwrap_or(5173), open),
        Some("cloud") => cloud::cloud(port.unwrap_or(8808)),
        Some("test") => test::test(),
        Some("bench") => bench::bench(&measuring),
        Some("help") | None => {
            println!("{HELP}");
            Ok(())
        }
        Some(other) => bail!("no command `{other}`: see `cargo xtask help`"),
    }
}
