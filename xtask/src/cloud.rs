//! `cargo xtask cloud`: the simulated cloud of the package on a local port.

use anyhow::Result;

use crate::setup::{npm, run, say};

pub fn cloud(port: u16) -> Result<()> {
    npm("xtask")?;
    say("starting the simulated cloud");
    run("xtask", "node", &["cloud.js", "--port", &port.to_string()])
}
