//! Where each record of a stream begins and ends: of JSON Lines, of JSON values one behind the
//! other, of a list of records, and of an answer, whose `conversations` are records of their own.
//! Brackets are counted, and no more: that a record is JSON is found out when it is read.
//! `pkg/history/splitter.js` does the same in JavaScript; the tests hold both to the same cases.

/// The state of the scanner behind the last byte that it scanned.
#[derive(Debug, Default)]
pub(super) struct Splitter {
    /// How many bytes of the input, from its first one on, were scanned.
    at: usize,
    /// Where the record began that is being scanned.
    from: usize,
    /// How many brackets are open: of the record, or of the answer whose rest is skipped.
    depth: usize,
    state: State,
    /// Whether records are the elements of a list, and of the `conversations` of an answer.
    in_list: bool,
    in_answer: bool,
    /// Every record is a line of its own.
    lines: bool,
    /// A line break was in the record.
    has_break: bool,
    /// A record without a line break has just ended: if its line ends, too, records are lines.
    may_be_line: bool,
    /// The last string of the answer itself, its quotes apart.
    last_string: (usize, usize),
    string_from: usize,
    /// How many line breaks there were.
    line: u64,
    /// At which line the record began, counted from 0.
    record_line: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Between records.
    #[default]
    Outside,
    /// In a record that is an object or a list.
    Inside,
    /// In a string of it.
    String,
    /// In a record that is neither.
    Scalar,
    /// In a record that is a line.
    Line,
    /// In the rest of an answer, and in a string of it.
    Rest,
    RestString,
}

/// One record: where it is in the input, and the line that it begins at, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) line: u64,
}

const NAME: &[u8] = b"conversations";

impl Splitter {
    /// The next record of `input`, which has all bytes since the last call of [`forget`](Self::forget).
    /// `is_all`: nothing comes after it. `None` if no record ends in it.
    pub(super) fn next(&mut self, input: &[u8], is_all: bool) -> Option<Span> {
        while let Some(byte) = input.get(self.at).copied() {
            if let Some(span) = self.step(input, byte) {
                return Some(span);
            }
        }
        if !is_all || matches!(self.state, State::Outside | State::Rest | State::RestString) {
            return None;
        }
        Some(self.end(self.at))
    }

    /// How many bytes of the input are of no use any more.
    pub(super) fn done(&self) -> usize {
        match self.state {
            State::Outside | State::Rest | State::RestString => self.at,
            _ => self.from,
        }
    }

    /// The first `count` bytes of the input were taken away.
    pub(super) fn forget(&mut self, count: usize) {
        self.at -= count;
        self.from = self.from.saturating_sub(count);
        self.string_from = self.string_from.saturating_sub(count);
        self.last_string.0 = self.last_string.0.saturating_sub(count);
        self.last_string.1 = self.last_string.1.saturating_sub(count);
    }

    fn step(&mut self, input: &[u8], byte: u8) -> Option<Span> {
        let at = self.at;
        self.at += 1;
        match self.state {
            State::Outside => self.begin(at, byte),
            State::Inside => return self.inside(input, at, byte),
            State::String => {
                let rest = input.get(at..).unwrap_or_default();
                let plain = rest
                    .iter()
                    .position(|byte| matches!(byte, b'"' | b'\\' | b'\n'));
                let Some(plain) = plain else {
                    self.at = input.len();
                    return None;
                };
                return self.string(input, at + plain);
            }
            State::Scalar => match byte {
                b'\n' => {
                    let span = self.end(at);
                    self.line += 1;
                    return Some(span);
                }
                b',' | b']' | b'}' if self.in_list || self.in_answer => {
                    self.at = at;
                    return Some(self.end(at));
                }
                _ => {}
            },
            State::Line => {
                let rest = input.get(at..).unwrap_or_default();
                let Some(length) = rest.iter().position(|byte| *byte == b'\n') else {
                    self.at = input.len();
                    return None;
                };
                // A bracket alone on its line begins a record of more lines.
                let line = input.get(self.from..at + length).unwrap_or_default();
                if matches!(line.trim_ascii(), b"{" | b"[") {
                    (self.state, self.depth) = (State::Inside, 1);
                    self.at = self.from + 1;
                    return None;
                }
                self.at = at + length + 1;
                let span = self.end(at + length);
                self.line += 1;
                return Some(span);
            }
            State::Rest => match byte {
                b'"' => self.state = State::RestString,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        self.state = State::Outside;
                    }
                }
                b'\n' => self.line += 1,
                _ => {}
            },
            State::RestString => match byte {
                b'"' => self.state = State::Rest,
                b'\\' => self.at += 1,
                _ => {}
            },
        }
        None
    }

    /// Between records: where the next one begins.
    fn begin(&mut self, at: usize, byte: u8) {
        match byte {
            b'\n' => {
                self.line += 1;
                self.lines |= std::mem::take(&mut self.may_be_line);
            }
            b' ' | b'\t' | b'\r' => {}
            // A byte order mark.
            0xef | 0xbb | 0xbf if self.line == 0 => {}
            b',' if self.in_list || self.in_answer => {}
            b']' if self.in_answer => {
                self.in_answer = false;
                self.state = State::Rest;
                self.depth = 1;
            }
            b']' if self.in_list => self.in_list = false,
            b'[' if !self.lines && !self.in_list && !self.in_answer => self.in_list = true,
            _ => {
                self.from = at;
                self.record_line = self.line;
                self.has_break = false;
                self.last_string = (0, 0);
                self.may_be_line = false;
                if self.lines {
                    (self.state, self.at) = (State::Line, at);
                } else if matches!(byte, b'{' | b'[') {
                    (self.state, self.depth) = (State::Inside, 1);
                } else {
                    (self.state, self.at) = (State::Scalar, at + 1);
                }
            }
        }
    }

    fn inside(&mut self, input: &[u8], at: usize, byte: u8) -> Option<Span> {
        match byte {
            b'"' => {
                self.state = State::String;
                self.string_from = at + 1;
            }
            b'{' => self.depth += 1,
            b'[' => {
                if self.depth == 1 && !self.in_answer && self.opens_conversations(input, at) {
                    self.in_answer = true;
                    self.state = State::Outside;
                    return None;
                }
                self.depth += 1;
            }
            b'}' | b']' => {
                self.depth -= 1;
                if self.depth == 0 {
                    self.may_be_line = !self.in_list && !self.in_answer && !self.has_break;
                    return Some(self.end(at + 1));
                }
            }
            b'\n' => {
                self.line += 1;
                self.has_break = true;
            }
            _ => {}
        }
        None
    }

    /// In a string, at a quote, a backslash or a line break.
    fn string(&mut self, input: &[u8], at: usize) -> Option<Span> {
        self.at = at + 1;
        match input.get(at) {
            Some(b'"') => {
                self.state = State::Inside;
                if self.depth == 1 {
                    self.last_string = (self.string_from, at);
                }
            }
            Some(b'\\') => self.at += 1,
            // No string of JSON has a line break: the record is broken off, and the next one may be
            // whole.
            _ => {
                let span = self.end(at);
                self.line += 1;
                return Some(span);
            }
        }
        None
    }

    fn opens_conversations(&self, input: &[u8], at: usize) -> bool {
        let (from, to) = self.last_string;
        let between = input.get(to + 1..at).unwrap_or_default();
        input.get(from..to) == Some(NAME) && between.trim_ascii() == b":"
    }

    fn end(&mut self, to: usize) -> Span {
        self.state = State::Outside;
        Span {
            from: self.from,
            to,
            line: self.record_line + 1,
        }
    }
}
