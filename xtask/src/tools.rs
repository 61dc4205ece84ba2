//! Tools that are compiled from crates.io into `target/tools`.

use std::env;

use anyhow::Result;

use crate::{
    process::{on_path, root, run},
    steps::say,
};

/// A tool that `cargo install` compiles.
pub struct Tool {
    pub name: &'static str,
    /// The version that is installed. If the tool is on the PATH, it is used in any version.
    pub version: &'static str,
}

impl Tool {
    /// Its path, if it is installed.
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

    /// Installs it if it is missing, which takes minutes. It is compiled without optimisation,
    /// which would take longer than the tool runs.
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
