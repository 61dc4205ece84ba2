//! Steps of the build that run only if needed: a step is up to date if the hash of its inputs and
//! outputs is the one of its last run.

use std::{
    fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};

/// One step of the build.
pub struct Step {
    /// The file of the hash.
    pub stamp: PathBuf,
    /// Files, or folders with all files in them.
    pub inputs: Vec<PathBuf>,
    pub outputs: Vec<PathBuf>,
}

impl Step {
    /// Whether the outputs are up to date.
    pub fn is_fresh(&self) -> Result<bool> {
        Ok(fs::read_to_string(&self.stamp)
            .is_ok_and(|noted| self.hash().is_ok_and(|hash| noted == hash)))
    }

    /// Runs `work`, unless the outputs are up to date. Returns whether it ran.
    pub fn run(&self, work: impl FnOnce() -> Result<()>) -> Result<bool> {
        if self.is_fresh()? {
            return Ok(false);
        }
        work()?;
        let folder = self.stamp.parent().unwrap_or(Path::new(""));
        fs::create_dir_all(folder).context("cannot make the folder of stamps")?;
        fs::write(&self.stamp, self.hash()?).context("cannot note what was built")?;
        Ok(true)
    }

    fn hash(&self) -> Result<String> {
        let mut hasher = DefaultHasher::new();
        for place in self.inputs.iter().chain(&self.outputs) {
            for file in files(place)? {
                file.hash(&mut hasher);
                fs::read(&file)
                    .with_context(|| format!("cannot read {}", file.display()))?
                    .hash(&mut hasher);
            }
        }
        Ok(format!("{:016x}", hasher.finish()))
    }
}

/// A file, or all files of a folder, in order.
fn files(place: &Path) -> Result<Vec<PathBuf>> {
    if !place.is_dir() {
        return Ok(vec![place.to_owned()]);
    }
    let mut entries: Vec<PathBuf> = fs::read_dir(place)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    entries.sort();
    Ok(entries
        .iter()
        .map(|entry| files(entry))
        .collect::<Result<Vec<_>>>()?
        .concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_done_again_when_a_file_changed_came_or_went() {
        let folder = std::env::temp_dir().join(format!("stamp-{}", std::process::id()));
        let (sources, made) = (folder.join("sources/deep"), folder.join("made"));
        fs::create_dir_all(&sources).expect("a folder");
        let step = Step {
            stamp: folder.join("stamps/step"),
            inputs: vec![folder.join("sources")],
            outputs: vec![made.clone()],
        };
        let build = || {
            step.run(|| Ok(fs::write(&made, "made")?))
                .expect("it is built")
        };
        fs::write(sources.join("a"), "1").expect("a file");
        assert_eq!([build(), build()], [true, false]);
        fs::write(sources.join("a"), "2").expect("a file");
        assert_eq!([build(), build()], [true, false]);
        fs::write(sources.join("b"), "").expect("a file");
        assert_eq!([build(), build()], [true, false]);
        fs::write(&made, "by hand").expect("a file");
        assert_eq!([build(), build()], [true, false]);
        fs::remove_file(&made).expect("it goes");
        assert_eq!([build(), build()], [true, false]);
        fs::remove_dir_all(&folder).expect("the folder goes");
    }
}
