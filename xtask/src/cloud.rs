//! `cargo xtask cloud`: serves the simulated cloud of the package on a local port.

use anyhow::Result;

use crate::{npm, process::become_server, steps::say};

/// Serves it until it is ended.
pub fn cloud(port: u16, scenario: &str) -> Result<()> {
    npm::install("xtask")?;
    say("serving the simulated cloud (Ctrl+C ends it)");
    become_server(
        "xtask",
        "node",
        &[
            "cloud.js",
            "--port",
            &port.to_string(),
            "--scenario",
            scenario,
        ],
    )
}
