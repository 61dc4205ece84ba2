//! Runs tests of JavaScript by the runner of Node.

use std::{fs, thread};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::{
    browser::{CHROMIUM, FIREFOX},
    process::{root, run_with},
    steps::print_seconds,
};

/// How many files run at once.
pub enum AtOnce {
    /// One: they share a folder, or load all processors.
    One,
    /// One for each processor: most tests mainly wait for a browser.
    OnePerProcessor,
}

/// Runs the tests of some folders of `tests`. Prints which took longest.
pub fn test(folders: &[&str], at_once: AtOnce) -> Result<()> {
    // Each file is named, because versions of Node differ in what they do with a folder.
    let mut files = Vec::new();
    for folder in folders {
        files.extend(test_files(folder)?);
    }
    let times = root().join("target/times.jsonl");
    fs::create_dir_all(root().join("target"))?;
    let at_once = match at_once {
        AtOnce::One => 1,
        AtOnce::OnePerProcessor => thread::available_parallelism().map_or(1, usize::from),
    };
    let options = [
        "--test".to_owned(),
        format!("--test-concurrency={at_once}"),
        "--test-reporter=spec".to_owned(),
        "--test-reporter-destination=stdout".to_owned(),
        "--test-reporter=../xtask/times.js".to_owned(),
        format!("--test-reporter-destination={}", times.display()),
    ];
    let arguments: Vec<_> = options.iter().chain(&files).map(String::as_str).collect();
    let found =
        [&CHROMIUM, &FIREFOX].map(|browser| (browser.variable, browser.find().unwrap_or_default()));
    let variables = found
        .each_ref()
        .map(|(variable, path)| (*variable, &**path));
    let result = run_with("tests", "node", &arguments, &variables);
    print_times(&fs::read_to_string(times).unwrap_or_default());
    result
}

/// The files with tests of a folder, as seen from `tests`.
fn test_files(folder: &str) -> Result<Vec<String>> {
    let entries = fs::read_dir(root().join("tests").join(folder))
        .with_context(|| format!("tests/{folder} is missing"))?;
    let names = entries.map(|entry| Ok(format!("{folder}/{}", entry?.file_name().display())));
    let mut files = names.collect::<Result<Vec<_>>>()?;
    files.retain(|name| name.ends_with(".test.js"));
    files.sort();
    ensure!(!files.is_empty(), "tests/{folder} has no test");
    Ok(files)
}

/// How many of the slowest tests are printed.
const SLOWEST: usize = 15;

/// Prints the seconds of the slowest tests, as `xtask/times.js` wrote them: one test a line.
fn print_times(lines: &str) {
    let mut rows: Vec<(String, f64)> = lines
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .map(|test| {
            let text = |name: &str| test[name].as_str().unwrap_or_default().to_owned();
            let seconds = test["ms"].as_f64().unwrap_or_default() / 1000.0;
            (format!("{}: {}", text("file"), text("name")), seconds)
        })
        .collect();
    rows.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    let rest = rows.split_off(SLOWEST.min(rows.len()));
    rows.push((
        format!("the {} other tests", rest.len()),
        rest.iter().map(|(_, seconds)| seconds).sum(),
    ));
    print_seconds("the time that the slowest tests took", &rows);
}
