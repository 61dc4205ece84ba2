//! The steps of a command, and how long each took.

use std::{sync::Mutex, time::Instant};

/// The steps so far, each with the moment when it began.
static STEPS: Mutex<Vec<(String, Instant)>> = Mutex::new(Vec::new());

/// Prints the name of the step that begins now. The previous step ends here.
pub fn say(step: &str) {
    println!("==> {step}");
    let mut steps = STEPS.lock().unwrap_or_else(|error| error.into_inner());
    steps.push((step.to_owned(), Instant::now()));
}

/// Prints how long each step took; the last one ends here.
pub fn print_times() {
    let steps = STEPS.lock().unwrap_or_else(|error| error.into_inner());
    let end = Instant::now();
    let ends = steps.iter().skip(1).map(|(_, begin)| *begin).chain([end]);
    let rows: Vec<_> = steps
        .iter()
        .zip(ends)
        .map(|((step, begin), end)| (step.clone(), (end - *begin).as_secs_f64()))
        .collect();
    print_seconds("the time that each step took", &rows);
}

/// Prints a table of seconds with their sum. Rows that take less than a tenth of a second are left
/// out.
pub fn print_seconds(title: &str, rows: &[(String, f64)]) {
    println!("\n{:>8}  {title}", "s");
    for (name, seconds) in rows.iter().filter(|(_, seconds)| *seconds >= 0.1) {
        println!("{seconds:>8.1}  {name}");
    }
    let sum: f64 = rows.iter().map(|(_, seconds)| seconds).sum();
    println!("{sum:>8.1}  in all");
}
