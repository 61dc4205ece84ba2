//! Programs of others that are compiled from crates.io, into `target/tools`.

use std::env;

use anyhow::Result;

use crate::{
    process::{on_path, root, run},
    steps::say,
};

/// A program that `cargo install` makes.
pub struct Tool {
    pub name: &'static str,
    /// The version that is installed. Another one that is on the PATH is taken as it is.
    pub version: &'static str,
}

impl Tool {
    /// Where it is, if it was installed before.
    pub fn find(&self) -> Option<String> {
        let own = root().join("target/tools/bin").join(format!(
            "{}{}",
            self.name,
            env::consts::EXE_SUFFIX
        ));
        if own.is_file() {
            return Some(own.display().to_string());
        }
        on_path(&[self.name])
    }

    /// Installs it, if it was not; that takes minutes. It is not optimised: it would take longer to
    /// compile than it runs.
    pub fn install(&self) -> Result<String> {
        if let Some(found) = self.find() {
            return Ok(found);
        }
        say(&format!("installing {}", self.name));
        let tools = root().join("target/tools").display().to_string();
        let options = [
            "install",
            "--locked",
            "--debug",
            "--root",
            &tools,
            "--version",
            self.version,
        ];
        run("", "cargo", &[&options[..], &[self.name]].concat())?;
        Ok(self.find().unwrap_or_else(|| self.name.to_owned()))
    }
}
