//! Runs tests of JavaScript by the runner of Node.

use std::{fs, thread};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::{
    browser::{CHROMIUM, FIREFOX},
    process::{root, run_with},
    steps::{print_seconds, say},
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
    let lines = fs::read_to_string(times).unwrap_or_default();
    print_times(&lines);
    let Err(error) = result else { return Ok(()) };
    let again = again(&failed(&lines));
    if again.is_empty() {
        return Err(error);
    }
    say(&format!(
        "AGAIN, one at a time, since a slow browser may have failed them: {}",
        again.join(", ")
    ));
    let once_more = ["--test", "--test-concurrency=1", "--test-reporter=spec"];
    let arguments: Vec<_> = once_more.into_iter().chain(again.iter().copied()).collect();
    run_with("tests", "node", &arguments, &variables)
}

/// How many files with tests of a browser may fail and run once more.
const MOST_AGAIN: usize = 3;

/// The files that run once more: those that failed, if they are few and all are tests of the desktop,
/// which wait for a browser. Otherwise none.
fn again<'a>(failed: &[&'a str]) -> Vec<&'a str> {
    let is_of_browser = |file: &&str| file.starts_with("desktop/") && file.ends_with(".test.js");
    let mut files = failed.to_vec();
    files.sort_unstable();
    files.dedup();
    if files.len() > MOST_AGAIN || !files.iter().all(is_of_browser) {
        files.clear();
    }
    files
}

/// The files of the tests that failed, as `xtask/times.js` wrote them.
fn failed(lines: &str) -> Vec<&str> {
    lines
        .lines()
        .filter(|line| line.ends_with(r#""failed":true}"#))
        .filter_map(|line| line.strip_prefix(r#"{"file":""#)?.split('"').next())
        .collect()
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

#[cfg(test)]
mod tests {
    use super::{again, failed};

    #[test]
    fn few_files_of_the_desktop_run_again_and_no_others() {
        let line = |file: &str, failed: bool| {
            format!(r#"{{"file":"{file}","name":"a \"name\"","ms":1.5,"failed":{failed}}}"#)
        };
        let lines = [
            line("desktop/acts.test.js", true),
            line("desktop/kept.test.js", false),
            line("desktop/acts.test.js", true),
        ]
        .join("\n");
        assert_eq!(again(&failed(&lines)), ["desktop/acts.test.js"]);
        assert!(again(&[]).is_empty());
        assert!(again(&["desktop/acts.test.js", "npm/node.test.js"]).is_empty());
        let many = [
            "desktop/a.test.js",
            "desktop/b.test.js",
            "desktop/c.test.js",
            "desktop/d.test.js",
        ];
        assert!(again(&many).is_empty());
    }
}
