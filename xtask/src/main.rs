//! `cargo xtask`: the commands of the project, for developers and continuous integration. Each does
//! its own set-up.

mod bench;
mod browser;
mod build;
mod cloud;
mod codegen;
mod demo;
mod format;
mod fuzz;
mod interrupt;
mod mutants;
mod needs;
mod npm;
mod package;
mod process;
mod release;
mod site;
mod steps;
mod supply;
mod test;
mod tools;

use std::{path::PathBuf, process::ExitCode};

use anyhow::Result;
use clap::{Args, Parser, Subcommand};

use self::{
    browser::CHROMIUM,
    mutants::Code,
    needs::{Need, check},
    test::Part,
};

/// The commands of the project. Each does its own set-up, on a machine that has rustup and Node.js
/// 20 or newer.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_version_flag = true
)]
#[command(
    after_help = "`cargo xtask help COMMAND` has its options. CHROME and FIREFOX name the browsers to test in."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the package and open the agent desktop on a local port
    Demo {
        /// The port; 0 takes a free one
        #[arg(long, value_name = "N", default_value_t = 5173)]
        port: u16,
        /// Do not open a browser
        #[arg(long)]
        no_open: bool,
        /// The address to listen on; all of them, if none is given: for containers
        #[arg(long, value_name = "ADDRESS", num_args = 0..=1, default_value = "127.0.0.1", default_missing_value = "0.0.0.0")]
        host: String,
    },
    /// The simulated cloud on a local port: HTTP, WebSocket, sign-in
    Cloud {
        /// The port; 0 takes a free one
        #[arg(long, value_name = "N", default_value_t = 8808)]
        port: u16,
        /// What happens in it; its own text lists the names
        #[arg(long, value_name = "NAME", default_value = "shift")]
        scenario: String,
    },
    /// Run the tests that a change needs
    Test {
        /// Only this part
        #[arg(value_enum, conflicts_with = "all")]
        part: Option<Part>,
        /// Also what takes long: all consumers of the package, Firefox, the build again, licences
        #[arg(long)]
        all: bool,
        #[command(flatten)]
        system: System,
    },
    /// Format Rust, JavaScript and TypeScript, and mend what the lints of JavaScript can: before a
    /// commit
    Format,
    /// Build the npm package into pkg/
    Build {
        /// Build nothing: fail if pkg/ is not what the sources make
        #[arg(long)]
        check: bool,
    },
    /// Write what JavaScript must know of Rust, and the table of checks in docs/checking.md
    Codegen {
        /// Write nothing: fail if what is committed differs
        #[arg(long)]
        check: bool,
    },
    /// Ask the databases of advisories about the dependencies
    Advisories {
        /// Fail if a database cannot be had
        #[arg(long)]
        required: bool,
    },
    /// Write the bills of materials of both packages, as CycloneDX, to target/sbom
    Sbom,
    /// Make the site of the project in target/site: the guides, the desktop with its lab, and the
    /// references of both APIs
    Site {
        /// The path of the site on its host
        #[arg(long, value_name = "PATH", default_value = "/")]
        base: String,
    },
    /// Say what a release would publish, and check that it could be
    Release {
        /// The tag of the release
        #[arg(long)]
        tag: Option<String>,
    },
    /// Run the fuzz targets: needs the toolchain `nightly`
    Fuzz {
        /// How long each target runs, in seconds
        #[arg(long, value_name = "N", default_value_t = 300)]
        seconds: u32,
    },
    /// Change the code in many ways: for each change some test must fail. All of it takes days
    Mutants {
        /// What to change: files of src, pkg, www/src; all that should be tested so, if none is
        /// given
        paths: Vec<String>,
        /// What changed since this commit
        #[arg(long, value_name = "COMMIT", conflicts_with = "paths")]
        since: Option<String>,
    },
    /// Measure against peers, in Node and in Chromium
    Bench {
        /// Keep the figures in a file
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
        /// Draw benches/growth.svg
        #[arg(long)]
        picture: bool,
        #[command(flatten)]
        system: System,
    },
}

#[derive(Args)]
struct System {
    /// Install what the system lacks, through apt-get
    #[arg(long)]
    install: bool,
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    const BUILD: [Need; 3] = [Need::Linker, Need::Wasm, Need::Node];
    match command {
        Command::Demo {
            port,
            no_open,
            host,
        } => {
            check(&BUILD, false)?;
            demo::demo(&host, port, !no_open)
        }
        Command::Cloud { port, scenario } => {
            check(&[Need::Node], false)?;
            cloud::cloud(port, &scenario)
        }
        Command::Test { part, all, system } => {
            check(&test::needs(part, all), system.install)?;
            test::test(part, all)
        }
        Command::Format => {
            check(&[Need::Lints, Need::Node], false)?;
            format::format()
        }
        Command::Build { check: true } => build::assert_fresh(),
        Command::Build { check: false } => {
            check(&BUILD, false)?;
            build::build().and_then(|()| build::print_sizes())
        }
        Command::Codegen { check } => codegen::codegen(check),
        Command::Advisories { required } => {
            check(&[Need::Linker, Need::Node], false)?;
            supply::advisories(required)
        }
        Command::Sbom => {
            check(&[Need::Linker, Need::Node], false)?;
            supply::sbom()
        }
        Command::Site { base } => {
            check(&BUILD, false)?;
            site::site(&base)
        }
        Command::Release { tag } => {
            check(&BUILD, false)?;
            release::release(tag.as_deref())
        }
        Command::Fuzz { seconds } => {
            check(&[Need::Linker], false)?;
            fuzz::fuzz(seconds)
        }
        Command::Mutants { paths, since } => {
            check(&BUILD, false)?;
            mutants::mutants(&since.map_or(Code::Paths(paths), Code::Since))
        }
        Command::Bench {
            json,
            picture,
            system,
        } => {
            check(
                &[
                    Need::Linker,
                    Need::Wasm,
                    Need::Node,
                    Need::Browser(&CHROMIUM),
                ],
                system.install,
            )?;
            bench::bench(json.as_deref(), picture)
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_commands_are_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_wrong_option_names_itself_and_suggests_the_right_one() {
        let refused = |arguments: &[&str]| {
            Arguments::try_parse_from([&["cargo xtask"], arguments].concat())
                .map(drop)
                .expect_err("it is wrong")
                .to_string()
        };
        let message = refused(&["demo", "--prot", "4"]);
        assert!(
            message.contains("'--prot'") && message.contains("'--port'"),
            "{message}"
        );
        let message = refused(&["tset"]);
        assert!(
            message.contains("'tset'") && message.contains("'test'"),
            "{message}"
        );
        let message = refused(&["build", "--port", "4"]);
        assert!(
            message.contains("'--port'") && message.contains("cargo xtask build"),
            "{message}"
        );
        assert!(refused(&["test", "npm", "--all"]).contains("--all"));
    }
}
