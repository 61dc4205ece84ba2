//! The example for Apache Spark, in local mode.

use std::fs;

use anyhow::{Context as _, Result};

use crate::{
    needs::{Need, check},
    process::{root, run, run_with},
    steps::say,
};

/// Where Python has what the example needs.
const FOLDER: &str = "target/spark";

const REQUIREMENTS: &str = "examples/spark/requirements.txt";

/// Runs the tests of the example. Where Spark cannot be installed, it reports why, and nothing fails.
pub fn test() -> Result<()> {
    let python = match install() {
        Ok(python) => python,
        Err(error) => {
            say(&format!(
                "NOT testing the example for Apache Spark, which cannot be installed here: {error:#}"
            ));
            return Ok(());
        }
    };
    say("testing the example for Apache Spark");
    let arguments = ["--test", "--test-reporter=spec", "spark/spark.test.js"];
    run_with("tests", "node", &arguments, &[("PYTHON", &python)])
}

/// Installs PySpark in a folder of its own; gives the path of its Python.
fn install() -> Result<String> {
    check(&[Need::Spark], false)?;
    let python = root().join(FOLDER).join("bin/python").display().to_string();
    let stamp = root().join(FOLDER).join("installed.txt");
    let wanted = fs::read(root().join(REQUIREMENTS))
        .with_context(|| format!("{REQUIREMENTS} is missing"))?;
    if fs::read(&stamp).ok().as_ref() != Some(&wanted) {
        say("installing PySpark, 300 MB the first time");
        run("", "python3", &["-m", "venv", FOLDER])?;
        let arguments = ["-m", "pip", "install", "-q", "-r", REQUIREMENTS];
        run("", &python, &arguments)?;
        fs::write(stamp, wanted).context("cannot note what was installed")?;
    }
    Ok(python)
}
