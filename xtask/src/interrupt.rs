//! A signal to this program also ends the programs that it started, even those that left its
//! process group, such as browsers. On Windows the console ends them.

#[cfg(unix)]
pub use self::unix::{handle, stop_here_if_interrupted};

#[cfg(not(unix))]
pub fn handle() -> anyhow::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
pub fn stop_here_if_interrupted() {}

#[cfg(unix)]
mod unix {
    use std::{
        sync::{
            Once,
            atomic::{AtomicBool, Ordering},
        },
        thread,
    };

    use anyhow::{Context as _, Result};
    use signal_hook::{
        consts::{SIGINT, SIGTERM},
        iterator::Signals,
    };

    static INTERRUPTED: AtomicBool = AtomicBool::new(false);

    /// From now on SIGINT and SIGTERM end all programs that this program started, and then this
    /// program, with the exit code that shells use for the signal.
    pub fn handle() -> Result<()> {
        static HANDLER: Once = Once::new();
        let mut result = Ok(());
        HANDLER.call_once(|| {
            result = Signals::new([SIGINT, SIGTERM]).map(|mut signals| {
                thread::spawn(move || {
                    let signal = signals.forever().next().unwrap_or(SIGTERM);
                    INTERRUPTED.store(true, Ordering::SeqCst);
                    eprintln!("interrupted: ending what was started");
                    super::tree::end(std::process::id());
                    std::process::exit(128 + signal);
                });
            });
        });
        result.context("cannot handle signals")
    }

    /// Waits for the end of this program if it was interrupted, so that the failure of a child is
    /// not reported.
    pub fn stop_here_if_interrupted() {
        while INTERRUPTED.load(Ordering::SeqCst) {
            thread::park();
        }
    }
}

#[cfg(unix)]
mod tree {
    use std::{
        collections::BTreeSet,
        thread,
        time::{Duration, Instant},
    };

    use nix::{
        sys::signal::{Signal, kill},
        unistd::Pid,
    };

    /// How long programs may take to end by themselves.
    const PATIENCE: Duration = Duration::from_secs(2);

    /// Ends all programs below `root`. Those that do not end after SIGTERM get SIGKILL.
    pub fn end(root: u32) {
        let mut seen = BTreeSet::new();
        let begin = Instant::now();
        loop {
            let all = processes();
            // A program that lost its parent meanwhile is still in the earlier list.
            let below = below(root, &all);
            for &process in below.difference(&seen.clone()) {
                send(process, Signal::SIGTERM);
                seen.insert(process);
            }
            let left = all
                .iter()
                .map(|(process, _)| *process)
                .filter(|process| seen.contains(process));
            let left: Vec<u32> = left.collect();
            if left.is_empty() {
                return;
            }
            if begin.elapsed() > PATIENCE {
                left.into_iter()
                    .for_each(|process| send(process, Signal::SIGKILL));
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn send(process: u32, signal: Signal) {
        // It may have ended by itself.
        let _ = i32::try_from(process).map(|id| kill(Pid::from_raw(id), signal));
    }

    /// The processes below `root`, children of children included.
    fn below(root: u32, all: &[(u32, u32)]) -> BTreeSet<u32> {
        let mut found = BTreeSet::new();
        let mut waiting = vec![root];
        while let Some(parent) = waiting.pop() {
            for &(process, _) in all.iter().filter(|(_, of)| *of == parent) {
                if found.insert(process) {
                    waiting.push(process);
                }
            }
        }
        found
    }

    /// All processes that run, each with its parent.
    #[cfg(target_os = "linux")]
    fn processes() -> Vec<(u32, u32)> {
        let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
        entries
            .filter_map(|entry| {
                let process = entry.file_name().to_str()?.parse().ok()?;
                let stat = std::fs::read_to_string(entry.path().join("stat")).ok()?;
                // The name, in parentheses, may have any letters; the state and the parent follow.
                let mut fields = stat.rsplit_once(") ")?.1.split(' ');
                let has_ended = fields.next()? == "Z";
                let parent = fields.next()?.parse().ok()?;
                (!has_ended).then_some((process, parent))
            })
            .collect()
    }

    /// All processes that run, each with its parent.
    #[cfg(not(target_os = "linux"))]
    fn processes() -> Vec<(u32, u32)> {
        let output = std::process::Command::new("ps")
            .args(["-A", "-o", "pid=,ppid=,stat="])
            .output();
        let text = output.map_or_else(
            |_| String::new(),
            |output| String::from_utf8_lossy(&output.stdout).into_owned(),
        );
        text.lines()
            .filter_map(|line| {
                let mut fields = line.split_whitespace();
                let process = fields.next()?.parse().ok()?;
                let parent = fields.next()?.parse().ok()?;
                (!fields.next()?.starts_with('Z')).then_some((process, parent))
            })
            .collect()
    }
}
