//! Issues in the making: they collect under the path where the work is.

use std::borrow::Cow;

use crate::{Issue, IssueCode, Severity, Step, shape::Shape, sort::sorted};

/// The message of an issue that was taken back.
const FORGOTTEN: &str = "";

#[derive(Debug)]
pub(crate) struct Findings {
    /// The path is the first `depth` of these.
    steps: [Step; MOST_STEPS],
    depth: usize,
    issues: Vec<Issue>,
}

/// As many as may lead to anything: no table refers to itself.
pub(crate) const MOST_STEPS: usize = 12;

impl Default for Findings {
    fn default() -> Self {
        Self { steps: [Step::Index(0); MOST_STEPS], depth: 0, issues: Vec::new() }
    }
}

impl Findings {
    /// Does `work` one field down.
    pub(crate) fn field<T>(&mut self, name: &'static str, work: impl FnOnce(&mut Self) -> T) -> T {
        self.enter(Step::Field(name));
        let result = work(self);
        self.leave();
        result
    }

    /// Does `work` at one place of a list.
    pub(crate) fn index<T>(&mut self, index: u32, work: impl FnOnce(&mut Self) -> T) -> T {
        self.enter(Step::Index(index));
        let result = work(self);
        self.leave();
        result
    }

    /// Does `work` some fields down.
    pub(crate) fn at<'a>(&mut self, path: impl IntoIterator<Item = &'a &'static str>, work: impl FnOnce(&mut Self)) {
        let depth = self.depth;
        for name in path {
            self.enter(Step::Field(name));
        }
        work(self);
        self.depth = depth;
    }

    /// Does `work` at one segment of the chat.
    pub(crate) fn at_segment(&mut self, index: u32, work: impl FnOnce(&mut Self)) {
        self.field("segments", |findings| findings.index(index, work));
    }

    pub(crate) fn enter(&mut self, step: Step) {
        if let Some(place) = self.steps.get_mut(self.depth) {
            *place = step;
        }
        self.depth += 1;
    }

    pub(crate) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Reports at the path where the work is.
    pub(crate) fn report(&mut self, code: IssueCode, message: impl Into<Cow<'static, str>>) {
        self.report_as(code.severity(), code, message);
    }

    /// Reports with a severity that is not the usual one of the code.
    pub(crate) fn report_as(&mut self, severity: Severity, code: IssueCode, message: impl Into<Cow<'static, str>>) {
        self.issues.push(Issue { path: self.path().to_vec(), code, severity, message: message.into() });
    }

    /// Takes back what was reported at the path where the work is and below: the value there does not count. The places
    /// stay, since blocks of the outline know their issues by place.
    #[cold]
    pub(crate) fn forget(&mut self) {
        let path = self.path().to_vec();
        for issue in &mut self.issues {
            if issue.path.starts_with(&path) {
                issue.message = Cow::Borrowed(FORGOTTEN);
            }
        }
    }

    /// How many steps the path has where the work is.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    fn path(&self) -> &[Step] {
        self.steps.get(..self.depth).unwrap_or(&self.steps)
    }

    /// How many issues were reported.
    pub(crate) fn count(&self) -> usize {
        self.issues.len()
    }

    /// All that was reported, in the order of reporting.
    pub(crate) fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// Begins with what was found in a part: paths begin there.
    pub(crate) fn of_part((depth, issues): (usize, &[Issue])) -> Self {
        let relative =
            |issue: &Issue| Issue { path: issue.path.iter().skip(depth).copied().collect(), ..issue.clone() };
        Self { issues: issues.iter().map(relative).collect(), ..Self::default() }
    }

    /// Gives the paths that `flat` knows another field for that field, and the messages the names that it lists beside
    /// it: the new one first, then the one that stands there.
    pub(crate) fn rename(&mut self, flat: impl Fn(&[Step]) -> Option<(Step, &'static [(&'static str, &'static str)])>) {
        for issue in &mut self.issues {
            let Some((step, names)) = flat(&issue.path) else {
                continue;
            };
            issue.path = vec![step];
            // Names stand in backticks. No `replace`: its search is 4 KB of the download.
            let parts = issue.message.as_bytes().split(|byte| *byte == b'`');
            let mut parts: Vec<_> = parts.map(|part| str::from_utf8(part).unwrap_or_default()).collect();
            for part in &mut parts {
                *part = names.iter().find(|(_, old)| old == part).map_or(*part, |(new, _)| new);
            }
            issue.message = parts.join("`").into();
        }
    }

    /// The issues in their stable order: by place in the model, then by code. A value of the wrong kind counts as absent, but
    /// that it is absent is not a second finding.
    pub(crate) fn finish(mut self, shape: &Shape) -> Vec<Issue> {
        self.issues.retain(|issue| issue.message != FORGOTTEN);
        if self.issues.len() > 1 {
            self.issues =
                sorted(self.issues, |a, b| place(shape, &a.path).cmp(place(shape, &b.path)).then(a.code.cmp(&b.code)));
            self.issues.dedup_by(|next, kept| {
                let same_value = next.path == kept.path && next.code == IssueCode::Type;
                if same_value {
                    std::mem::swap(next, kept);
                }
                same_value
            });
        }
        self.issues
    }
}

/// The places of a path's steps in the model: of a field its index, of an element its index.
fn place<'a>(shape: &'a Shape, path: &'a [Step]) -> impl Iterator<Item = usize> + 'a {
    let mut shape = Some(shape);
    path.iter().map(move |step| match (shape, step) {
        (Some(object), Step::Field(name)) => {
            let index = object.fields().place(name);
            shape = index.and_then(|index| object.fields().get(index)).map(|field| &field.shape);
            index.unwrap_or(usize::MAX)
        }
        (Some(Shape::List(element)), Step::Index(index)) => {
            shape = Some(element);
            *index as usize
        }
        _ => usize::MAX,
    })
}
