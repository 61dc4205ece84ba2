//! The agent desktop on a local port.

use anyhow::Result;

use crate::{
    build,
    setup::{npm, run, say},
};

pub fn demo(port: u16, open: bool) -> Result<()> {
    build::build()?;
    build_desktop()?;
    say(&format!("the agent desktop is at http://localhost:{port}/ (Ctrl+C ends it)"));
    let port = port.to_string();
    let mut arguments = vec!["node_modules/vite/bin/vite.js", "preview", "--strictPort", "--port", &port];
    arguments.extend(open.then_some("--open"));
    run("www", "node", &arguments)
}

/// The static site, in `www/dist`.
pub fn build_desktop() -> Result<()> {
    npm("www")?;
    say("building the desktop");
    run("www", "node", &["node_modules/typescript/bin/tsc", "--project", "."])?;
    run("www", "node", &["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"])
}
