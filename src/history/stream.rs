//! Many records from anything that can be read, one by one, in the memory of one record.

use std::{collections::VecDeque, io::Read};

use super::{
    record::{HistoryError, sessions_of},
    session::HistorySession,
    splitter::Splitter,
};
use crate::read::Document;

/// How many bytes are read at once.
const CHUNK: usize = 1 << 18;

/// A record larger than this, in bytes, is refused: it is no record of the platform, and memory
/// must stay small.
const MOST_BYTES: usize = 1 << 28;

/// The sessions of all records of a stream: JSON Lines, a list of records, answers one behind the
/// other, or one answer of any size. A record that cannot be read is an error, and those after it
/// are read all the same. The memory is that of the largest record.
///
/// ```
/// use conversation_chat::HistoryReader;
///
/// let lines = r#"{"conversationId": "a", "participants": [{"sessions": [{"sessionId": "s"}]}]}
/// {"conversationId": "b", "part
/// {"conversationId": "c", "participants": [{"sessions": [{"sessionId": "t"}]}]}
/// "#;
/// let read: Vec<_> = HistoryReader::new(lines.as_bytes()).collect();
/// assert_eq!(read[0].as_ref().unwrap().session_id, Some("s".into()));
/// assert_eq!(
///     read[1].as_ref().unwrap_err().to_string(),
///     "record 2, from line 2: expected the end of the string at line 1 column 30",
/// );
/// assert_eq!(read[2].as_ref().unwrap().session_id, Some("t".into()));
/// ```
#[derive(Debug)]
pub struct HistoryReader<R> {
    input: R,
    /// The bytes that were read and not split yet are in `from..to`; the rest is free.
    bytes: Vec<u8>,
    from: usize,
    to: usize,
    splitter: Splitter,
    document: Document,
    /// Sessions of the record that was read last.
    sessions: VecDeque<HistorySession>,
    records: u64,
    is_all: bool,
}

impl<R: Read> HistoryReader<R> {
    /// Reads from `input`, which need not be buffered.
    ///
    /// ```
    /// use conversation_chat::HistoryReader;
    ///
    /// assert_eq!(HistoryReader::new(std::io::empty()).count(), 0);
    /// ```
    pub fn new(input: R) -> Self {
        Self {
            input,
            bytes: Vec::new(),
            from: 0,
            to: 0,
            splitter: Splitter::default(),
            document: Document::default(),
            sessions: VecDeque::new(),
            records: 0,
            is_all: false,
        }
    }

    /// How many records were read, those that could not be read included.
    ///
    /// ```
    /// use conversation_chat::HistoryReader;
    ///
    /// let mut reader = HistoryReader::new(r#"{"totalHits": 0}"#.as_bytes());
    /// assert_eq!(reader.by_ref().count(), 0);
    /// assert_eq!(reader.records(), 1);
    /// ```
    pub fn records(&self) -> u64 {
        self.records
    }

    /// Reads more of the input.
    fn fill(&mut self) -> Result<(), HistoryError> {
        let done = self.splitter.done().min(self.to - self.from);
        self.splitter.forget(done);
        self.from += done;
        if self.to - self.from > MOST_BYTES {
            self.stop();
            let message = "expected a record of at most 256 MiB, found a larger one";
            return Err(HistoryError::Foreign(message.to_owned()));
        }
        if self.bytes.len() - self.to < CHUNK / 2 {
            self.bytes.copy_within(self.from..self.to, 0);
            (self.from, self.to) = (0, self.to - self.from);
            let room = (2 * self.to).max(CHUNK);
            if self.bytes.len() < room {
                self.bytes.resize(room, 0);
            }
        }
        let room = self.bytes.get_mut(self.to..).unwrap_or_default();
        let read = loop {
            match self.input.read(room) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        match read {
            Ok(count) => {
                self.to += count;
                self.is_all = count == 0;
                Ok(())
            }
            Err(error) => {
                self.stop();
                Err(HistoryError::Io(error))
            }
        }
    }

    /// Nothing comes any more.
    fn stop(&mut self) {
        self.is_all = true;
        self.from = self.to;
        self.splitter = Splitter::default();
    }
}

impl<R: Read> Iterator for HistoryReader<R> {
    type Item = Result<HistorySession, HistoryError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(session) = self.sessions.pop_front() {
                return Some(Ok(session));
            }
            let bytes = self.bytes.get(self.from..self.to).unwrap_or_default();
            let Some(span) = self.splitter.next(bytes, self.is_all) else {
                if self.is_all {
                    return None;
                }
                match self.fill() {
                    Ok(()) => continue,
                    Err(error) => return Some(Err(error)),
                }
            };
            self.records += 1;
            let record = bytes.get(span.from..span.to).unwrap_or_default();
            match sessions_of(record, &mut self.document) {
                Ok(sessions) => self.sessions = sessions.into(),
                Err(error) => {
                    return Some(Err(HistoryError::Record {
                        number: self.records,
                        line: span.line,
                        error: Box::new(error),
                    }));
                }
            }
        }
    }
}
