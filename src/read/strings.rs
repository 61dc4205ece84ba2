//! The meaning of texts for the reader: timestamps, URLs, UUIDs, values of enums.

use super::{
    document::{Document, Value},
    source::Platform,
    timestamp::parse_epoch_ms,
};
use crate::{
    issue::{IssueCode, IssueReport},
    schema::{EnumValues, TextFormat},
};

/// The value of `text` for the document, and the issue that it has.
pub(super) fn decode(
    text: &[u8],
    format: &TextFormat,
    platform: Platform,
    document: &mut Document,
    report: &mut IssueReport,
) -> Value {
    match format {
        TextFormat::Any => Value::Present,
        TextFormat::Kept => Value::Text(document.keep_text(text)),
        TextFormat::Timestamp => match parse_epoch_ms(text) {
            #[expect(
                clippy::cast_precision_loss,
                reason = "exact: milliseconds of the years 1 to 9999 are below 2^53"
            )]
            Ok(ms) => Value::Moment(ms as f64),
            Err(error) => {
                report.add(IssueCode::Timestamp, error.message());
                Value::MalformedMoment
            }
        },
        TextFormat::Url => {
            if !str::from_utf8(text).is_ok_and(platform.is_http_url) {
                report.add(IssueCode::Uri, "expected an absolute `http` or `https` URL");
            }
            Value::Present
        }
        TextFormat::Uuid => {
            if !is_uuid(text) {
                report.add(IssueCode::Uuid, "expected a UUID");
            }
            Value::Present
        }
        TextFormat::OneOf(values) => one_of(values, text, document, report),
    }
}

fn one_of(
    values: &EnumValues,
    text: &[u8],
    document: &mut Document,
    report: &mut IssueReport,
) -> Value {
    let index = |index: usize| u8::try_from(index).ok();
    if let Some(known) = find_exact(values, text).and_then(index) {
        return Value::Known(known);
    }
    let similar = find_similar(values, text).and_then(index);
    if similar.is_none() && values.listed {
        report.add(
            IssueCode::UnknownValue,
            ["expected a known `", values.name, "`, found another value"].concat(),
        );
    }
    Value::Spelled(similar, document.keep_text(text))
}

/// The index of the value that `text` spells, as a name or as an alias. Letter case, dots,
/// underscores and hyphens are ignored.
pub(crate) fn find_enum_value(values: &EnumValues, text: &[u8]) -> Option<usize> {
    find_exact(values, text).or_else(|| find_similar(values, text))
}

fn find_exact(values: &EnumValues, text: &[u8]) -> Option<usize> {
    values
        .texts
        .iter()
        .position(|known| known.as_bytes() == text)
}

fn find_similar(values: &EnumValues, text: &[u8]) -> Option<usize> {
    let similar = |known: &str| letters(known.as_bytes()).eq(letters(text));
    let alias = || {
        values
            .aliases
            .iter()
            .find(|(alias, _)| similar(alias))
            .map(|(_, index)| *index)
    };
    values
        .texts
        .iter()
        .position(|known| similar(known))
        .or_else(alias)
}

fn letters(text: &[u8]) -> impl Iterator<Item = u8> {
    text.iter()
        .filter(|byte| !matches!(byte, b'.' | b'_' | b'-'))
        .map(u8::to_ascii_lowercase)
}

/// Whether `text` is a UUID: hexadecimal digits in groups of 8, 4, 4, 4 and 12 (RFC 9562).
pub(crate) fn is_uuid(text: &[u8]) -> bool {
    text.len() == 36
        && text.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::is_uuid;

    #[test]
    fn a_uuid_is_hexadecimal_digits_and_hyphens_in_their_places() {
        let uuid = *b"8d2cc31f-1D1C-4e5a-8a7e-52e4ef3c4d01";
        assert!(is_uuid(&uuid));
        for at in 0..uuid.len() {
            for byte in 0..=u8::MAX {
                let mut changed = uuid;
                changed[at] = byte;
                let right = if uuid[at] == b'-' {
                    byte == b'-'
                } else {
                    byte.is_ascii_hexdigit()
                };
                assert_eq!(is_uuid(&changed), right, "{byte} at {at}");
            }
            assert!(!is_uuid(&uuid[..at]));
        }
        assert!(!is_uuid(&[&uuid[..], b"0"].concat()));
    }
}
