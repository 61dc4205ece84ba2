//! What fuzzing found worth keeping, each a path through the code of its own, asked again.

use crate::invariants;

/// One input a line, in hexadecimal: any bytes can be an input. Minimised from the fuzzer's corpus
/// by `cargo fuzz cmin`.
fn replay(corpus: &str, ask: fn(&[u8])) {
    let mut count = 0;
    for line in corpus.lines() {
        let digits = line.as_bytes().as_chunks::<2>().0;
        let byte = |pair: &[u8; 2]| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap();
        ask(&digits.iter().map(byte).collect::<Vec<_>>());
        count += 1;
    }
    assert!(count > 100, "only {count} inputs");
}

#[test]
fn chats() {
    replay(include_str!("fixtures/corpus/chat.txt"), invariants::chat);
}

#[test]
fn payload_sequences() {
    replay(
        include_str!("fixtures/corpus/roster.txt"),
        invariants::roster,
    );
}
