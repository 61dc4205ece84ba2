//! Durations as text, by the fixture that the package's own formatting is tested with.

use std::fs;

use conversation_chat::{format_clock, format_iso_duration};
use serde::Deserialize;

#[derive(Deserialize)]
struct Format {
    /// A number as text: JSON has neither NaN nor infinity.
    ms: String,
    clock: String,
    iso: String,
}

#[test]
fn durations_are_shown_as_the_fixture_says() {
    let formats: Vec<Format> =
        serde_json::from_str(&fs::read_to_string("tests/fixtures/formats.json").unwrap()).unwrap();
    assert!(formats.len() > 30);
    for Format { ms, clock, iso } in formats {
        let number: f64 = ms.parse().unwrap();
        assert_eq!(
            (format_clock(number), format_iso_duration(number)),
            (clock, iso),
            "{ms}"
        );
    }
}
