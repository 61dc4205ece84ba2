//! Collects issues while a value is read and checked: each gets the current path.

use std::borrow::Cow;

use super::{Issue, IssueCode, PathSegment as PublicSegment, Severity};
use crate::{schema::Schema, sort::sorted};

/// The message of an issue that was retracted.
const RETRACTED: &str = "";

/// The greatest number of segments in a path. It is bounded, because no schema refers to itself.
pub(crate) const MOST_SEGMENTS: usize = 16;

/// One segment of the current path.
#[derive(Clone, Copy, Debug)]
pub(crate) enum PathSegment {
    Field(&'static str),
    Index(u32),
}

impl From<PathSegment> for PublicSegment {
    fn from(segment: PathSegment) -> Self {
        match segment {
            PathSegment::Field(name) => Self::Field(Cow::Borrowed(name)),
            PathSegment::Index(index) => Self::Index(index),
        }
    }
}

impl Issue {
    /// Whether it was retracted, because its value does not count.
    pub(crate) fn is_retracted(&self) -> bool {
        self.message == RETRACTED
    }
}

#[derive(Debug)]
pub(crate) struct IssueReport {
    /// The current path is the first `depth` of these.
    segments: [PathSegment; MOST_SEGMENTS],
    depth: usize,
    issues: Vec<Issue>,
}

impl Default for IssueReport {
    fn default() -> Self {
        Self {
            segments: [PathSegment::Index(0); MOST_SEGMENTS],
            depth: 0,
            issues: Vec::new(),
        }
    }
}

impl IssueReport {
    /// Calls `work` with the path of a field.
    pub(crate) fn field<T>(&mut self, name: &'static str, work: impl FnOnce(&mut Self) -> T) -> T {
        self.enter(PathSegment::Field(name));
        let result = work(self);
        self.leave();
        result
    }

    /// Calls `work` with the path of a field within fields.
    pub(crate) fn at(&mut self, path: &[&'static str], work: impl FnOnce(&mut Self)) {
        let depth = self.depth;
        for name in path {
            self.enter(PathSegment::Field(name));
        }
        work(self);
        self.depth = depth;
    }

    /// Calls `work` with the path of one segment of the chat.
    pub(crate) fn at_segment(&mut self, index: u32, work: impl FnOnce(&mut Self)) {
        self.field("segments", |report| {
            report.enter(PathSegment::Index(index));
            work(report);
            report.leave();
        });
    }

    pub(crate) fn enter(&mut self, segment: PathSegment) {
        match self.segments.get_mut(self.depth) {
            Some(place) => *place = segment,
            None => debug_assert!(false, "a path has at most {MOST_SEGMENTS} segments"),
        }
        self.depth += 1;
    }

    pub(crate) fn leave(&mut self) {
        debug_assert!(self.depth > 0, "what is left was entered");
        self.depth = self.depth.saturating_sub(1);
    }

    /// Reports an issue at the current path.
    pub(crate) fn add(&mut self, code: IssueCode, message: impl Into<Cow<'static, str>>) {
        self.add_as(code.severity(), code, message);
    }

    /// Reports an issue with another severity than the usual one of its code.
    pub(crate) fn add_as(
        &mut self,
        severity: Severity,
        code: IssueCode,
        message: impl Into<Cow<'static, str>>,
    ) {
        let path = self
            .segments
            .iter()
            .take(self.depth)
            .map(|segment| PublicSegment::from(*segment));
        self.issues.push(Issue {
            path: path.collect(),
            code,
            severity,
            message: message.into(),
        });
    }

    /// Retracts the issues from one index to another, because their value does not count. They keep
    /// their indexes, because objects of the document refer to their issues by index.
    #[cold]
    pub(crate) fn retract(&mut self, from: usize, to: usize) {
        for issue in self.issues.get_mut(from..to).unwrap_or_default() {
            issue.message = Cow::Borrowed(RETRACTED);
        }
    }

    /// How many segments the current path has.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// How many issues were reported.
    pub(crate) fn count(&self) -> usize {
        self.issues.len()
    }

    /// All issues, in the order in which they were reported.
    pub(crate) fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// A report with the issues of a part that is `depth` segments deep. Their paths begin there.
    pub(crate) fn of_part((depth, issues): (usize, &[Issue])) -> Self {
        let relative = |issue: &Issue| Issue {
            path: issue.path.iter().skip(depth).cloned().collect(),
            ..issue.clone()
        };
        Self {
            issues: issues.iter().map(relative).collect(),
            ..Self::default()
        }
    }

    /// Adds all that `other` has.
    pub(crate) fn append(&mut self, other: Self) {
        self.issues.extend(other.issues);
    }

    /// Renames fields in paths and messages: `rename` gives for a path another field, and a list of
    /// pairs of names, the new one and the one that is in the message.
    pub(crate) fn rename(
        &mut self,
        rename: impl Fn(
            &[PublicSegment],
        ) -> Option<(&'static str, &'static [(&'static str, &'static str)])>,
    ) {
        for issue in &mut self.issues {
            let Some((field, names)) = rename(&issue.path) else {
                continue;
            };
            issue.path = vec![PublicSegment::from(field)];
            // Names are in backticks. `replace` is not used: its search adds 4 KB to the download.
            let mut parts: Vec<_> = issue.message.split('`').collect();
            for part in &mut parts {
                *part = names
                    .iter()
                    .find(|(_, old)| old == part)
                    .map_or(*part, |(new, _)| new);
            }
            issue.message = parts.join("`").into();
        }
    }

    /// The issues in their stable order: by place in the model, then by code.
    pub(crate) fn finish(mut self, schema: &Schema) -> Vec<Issue> {
        self.issues.retain(|issue| !issue.is_retracted());
        if self.issues.len() < 2 {
            return self.issues;
        }
        let keyed = self
            .issues
            .into_iter()
            .map(|issue| (sort_key(schema, &issue.path), issue))
            .collect();
        let keyed: Vec<(Box<[usize]>, Issue)> = sorted(keyed, |a: &(Box<[usize]>, Issue), b| {
            a.0.cmp(&b.0).then(a.1.code.cmp(&b.1.code))
        });
        keyed.into_iter().map(|(_, issue)| issue).collect()
    }
}

/// The places of a path's segments in the model: of a field its index in the schema, of an element
/// its index.
fn sort_key(schema: &Schema, path: &[PublicSegment]) -> Box<[usize]> {
    let mut schema = Some(schema);
    let places = path.iter().map(|segment| match (schema, segment) {
        (Some(object), PublicSegment::Field(name)) => {
            let index = object.fields().index(name);
            schema = index
                .and_then(|index| object.fields().get(index))
                .map(|field| &field.schema);
            index.unwrap_or(usize::MAX)
        }
        (Some(Schema::List(element)), PublicSegment::Index(index)) => {
            schema = Some(element);
            *index as usize
        }
        _ => usize::MAX,
    });
    places.collect()
}
