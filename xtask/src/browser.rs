//! Finds the browsers in which the tests run.

use std::{env, path::Path};

use crate::process::on_path;

/// A browser: its name in messages, and the places where systems install it.
pub struct Browser {
    pub name: &'static str,
    /// The variable of the environment that names another one.
    pub variable: &'static str,
    /// The package of Debian.
    pub package: &'static str,
    programs: &'static [&'static str],
    /// Below `/Applications` of macOS, for all users or for one.
    macos: &'static [&'static str],
    /// Below the folders of programs of Windows.
    windows: &'static [&'static str],
}

pub const CHROMIUM: Browser = Browser {
    name: "Chromium",
    variable: "CHROME",
    package: "chromium",
    programs: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "microsoft-edge",
    ],
    macos: &[
        "Google Chrome.app/Contents/MacOS/Google Chrome",
        "Chromium.app/Contents/MacOS/Chromium",
        "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ],
    windows: &[
        r"Google\Chrome\Application\chrome.exe",
        r"Chromium\Application\chrome.exe",
        r"Microsoft\Edge\Application\msedge.exe",
    ],
};

pub const FIREFOX: Browser = Browser {
    name: "Firefox",
    variable: "FIREFOX",
    package: "firefox-esr",
    programs: &["firefox-esr", "firefox"],
    macos: &["Firefox.app/Contents/MacOS/firefox"],
    windows: &[r"Mozilla Firefox\firefox.exe"],
};

impl Browser {
    /// The one that its variable names, one on the PATH, or one where its system keeps programs.
    pub fn find(&self) -> Option<String> {
        let named = env::var(self.variable)
            .ok()
            .filter(|given| !given.is_empty());
        named
            .or_else(|| on_path(self.programs))
            .or_else(|| self.in_folders(env::consts::OS, |name| env::var(name).ok()))
    }

    fn in_folders(
        &self,
        system: &str,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Option<String> {
        let (folders, files) = match system {
            "macos" => (vec![Some(String::new()), variable("HOME")], self.macos),
            "windows" => (
                ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"]
                    .map(variable)
                    .into(),
                self.windows,
            ),
            _ => return None,
        };
        let folders = folders.into_iter().flatten();
        let folders = folders.map(|folder| {
            if system == "macos" {
                format!("{folder}/Applications")
            } else {
                folder
            }
        });
        let mut places =
            folders.flat_map(|folder| files.iter().map(move |file| Path::new(&folder).join(file)));
        places
            .find(|place| place.is_file())
            .map(|place| place.display().to_string())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_browser_of_macos_is_found_in_the_applications_of_its_user() {
        let home = env::temp_dir().join(format!("home-{}", std::process::id()));
        let program = home.join("Applications/Firefox.app/Contents/MacOS/firefox");
        fs::create_dir_all(program.parent().expect("it has a folder")).expect("a folder");
        fs::write(&program, "").expect("a file");
        let found = FIREFOX.in_folders("macos", |name| {
            (name == "HOME").then(|| home.display().to_string())
        });
        let without_home = FIREFOX.in_folders("macos", |_| None);
        fs::remove_dir_all(&home).expect("the folder goes");
        assert_eq!(found, Some(program.display().to_string()));
        assert_eq!(without_home, None);
        assert_eq!(FIREFOX.in_folders("linux", |_| None), None);
    }
}
