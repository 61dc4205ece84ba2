//! `cargo xtask demo`: builds the agent desktop and serves it on a local port.

use std::net::TcpListener;

use anyhow::{Context as _, Result};

use crate::{
    build::build,
    npm,
    process::{become_server, run},
    steps::say,
};

/// Builds and serves it. With port 0 any free port is used.
pub fn demo(host: &str, port: u16, open: bool) -> Result<()> {
    // The port is checked before the build, which is slow. The server prints the address.
    let port = free_port(host, port)?;
    build()?;
    build_desktop("demo")?;
    say("serving the agent desktop (Ctrl+C ends it)");
    let port = port.to_string();
    let mut arguments = vec![
        "node_modules/vite/bin/vite.js",
        "preview",
        "--strictPort",
        "--host",
        host,
        "--port",
        &port,
    ];
    arguments.extend(open.then_some("--open"));
    become_server("www", "node", &arguments)
}

fn free_port(host: &str, port: u16) -> Result<u16> {
    let hint = || {
        format!(
            "cannot listen on port {port} of {host}: take another with `--port N`, any free one with `--port 0`"
        )
    };
    Ok(TcpListener::bind((host, port))
        .with_context(hint)?
        .local_addr()?
        .port())
}

/// The static site, in `www/dist`. The mode `demo` may reach a cloud on this machine; what is
/// published is built in the mode `production`.
pub fn build_desktop(mode: &str) -> Result<()> {
    npm::install("www")?;
    say("building the desktop");
    run(
        "www",
        "node",
        &["node_modules/typescript/bin/tsc", "--project", "."],
    )?;
    run(
        "www",
        "node",
        &[
            "node_modules/vite/bin/vite.js",
            "build",
            "--mode",
            mode,
            "--logLevel",
            "warn",
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_that_is_taken_is_told_before_anything_is_built() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let port = taken.local_addr().expect("its address").port();
        let error = free_port("127.0.0.1", port).expect_err("it is taken");
        assert!(error.to_string().contains("--port 0"), "{error}");
        assert_ne!(free_port("127.0.0.1", 0).expect("another one"), port);
    }
}
