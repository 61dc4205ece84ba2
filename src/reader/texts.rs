//! What texts say: timestamps, URLs, UUIDs, values of enums.

use super::{Content, Values};
use crate::{
    cell::{Cell, Packed},
    findings::Findings,
    issue::IssueCode,
    outline::{Moment, Outline},
    timestamp::parse_epoch_ms,
};

/// What `text` says, and what is wrong with it.
pub(super) fn understood(text: &[u8], content: &Content, outline: &mut Outline, findings: &mut Findings) -> Packed {
    let cell = match content {
        Content::Any => Cell::Present,
        Content::Id => Cell::Text(outline.keep(text)),
        Content::Timestamp => {
            let epoch_ms = parse_epoch_ms(text);
            if let Err(error) = epoch_ms {
                findings.report(IssueCode::Timestamp, error.message());
            }
            Cell::Number(Moment::from(&epoch_ms).0)
        }
        Content::Url => {
            if !is_http_url(text) {
                findings.report(IssueCode::Uri, "expected an absolute `http` or `https` URL");
            }
            Cell::Present
        }
        Content::Uuid => {
            if !is_uuid(text) {
                findings.report(IssueCode::Uuid, "expected a UUID");
            }
            Cell::Present
        }
        Content::OneOf(values) => one_of(values, text, outline, findings),
    };
    cell.into()
}

fn one_of(values: &Values, text: &[u8], outline: &mut Outline, findings: &mut Findings) -> Cell {
    let place = |place| u8::try_from(place).ok();
    if let Some(known) = find_exact(values.texts, text).and_then(place) {
        return Cell::Known(known);
    }
    let similar = find_similar(values.texts, text).and_then(place);
    if similar.is_none() && values.listed {
        let message = ["expected a known `", values.name, "`, found another value"].concat();
        findings.report(IssueCode::UnknownValue, message);
    }
    Cell::Spelled(similar, outline.keep(text))
}

/// The place of the value that `text` spells: letter case, dots, underscores and hyphens do not count.
pub(crate) fn find_value(known: &[&str], text: &[u8]) -> Option<usize> {
    find_exact(known, text).or_else(|| find_similar(known, text))
}

fn find_exact(known: &[&str], text: &[u8]) -> Option<usize> {
    known.iter().position(|known| known.as_bytes() == text)
}

fn find_similar(known: &[&str], text: &[u8]) -> Option<usize> {
    known.iter().position(|known| letters(known.as_bytes()).eq(letters(text)))
}

fn letters(text: &[u8]) -> impl Iterator<Item = u8> {
    text.iter().filter(|byte| !matches!(byte, b'.' | b'_' | b'-')).map(u8::to_ascii_lowercase)
}

/// Whether `text` is a UUID: hexadecimal digits in groups of 8, 4, 4, 4 and 12 (RFC 9562).
pub(crate) fn is_uuid(text: &[u8]) -> bool {
    let Some((hyphens, words)) = uuid_parts(text) else {
        return false;
    };
    hyphens == [b'-'; 4] && words.map(u64::from_le_bytes).into_iter().all(are_hexadecimal)
}

/// What should be the hyphens of a UUID, and its digits, eight and eight.
fn uuid_parts(text: &[u8]) -> Option<([u8; 4], [[u8; 8]; 4])> {
    let (first, rest) = text.split_first_chunk::<8>()?;
    let &[a, b0, b1, b2, b3, c, d0, d1, d2, d3, e, f0, f1, f2, f3, g, h0, h1, h2, h3, ref last @ ..] = rest else {
        return None;
    };
    let last = last.try_into().ok()?;
    Some(([a, c, e, g], [*first, [b0, b1, b2, b3, d0, d1, d2, d3], [f0, f1, f2, f3, h0, h1, h2, h3], last]))
}

/// Whether all eight bytes of a word are hexadecimal digits: in a byte below 0x80, what is added carries into the highest bit from
/// the first digit or letter on, or from behind the last.
fn are_hexadecimal(word: u64) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = ONES * 0x80;
    let within = |word: u64, first: u8, last: u8| {
        (word + ONES * u64::from(0x80 - first)) & !(word + ONES * u64::from(0x7f - last))
    };
    word & HIGHS == 0 && (within(word, b'0', b'9') | within(word | (ONES * 0x20), b'a', b'f')) & HIGHS == HIGHS
}

/// Whether `text` is `http[s]://` and a host, maybe with user and port, and whatever follows (RFC 3986). Letters beyond
/// ASCII are welcome, as browsers take them too.
pub(crate) fn is_http_url(text: &[u8]) -> bool {
    let after = |scheme: &[u8]| {
        let (start, rest) = text.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    };
    let Some(rest) = after(b"http://").or_else(|| after(b"https://")) else {
        return false;
    };
    let forbidden =
        |byte: &u8| matches!(byte, 0..=b' ' | b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | 0x7f);
    if rest.iter().any(forbidden) {
        return false;
    }
    let authority = rest.split(|byte| matches!(byte, b'/' | b'?' | b'#')).next().unwrap_or_default();
    let host = authority.rsplit(|byte| *byte == b'@').next().unwrap_or_default();
    let (name, port) = match host.iter().rposition(|byte| *byte == b':').and_then(|colon| host.split_at_checked(colon))
    {
        Some((name, [_, port @ ..])) if !port.ends_with(b"]") => (name, port),
        _ => (host, &[][..]),
    };
    let bracketed = name.starts_with(b"[") && name.ends_with(b"]") && name.len() > 2;
    let port_fits = port.is_empty() || str::from_utf8(port).is_ok_and(|port| port.parse::<u16>().is_ok());
    !name.is_empty() && port_fits && (bracketed || !name.iter().any(|byte| matches!(byte, b'[' | b']' | b':' | b'%')))
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
                let right = if uuid[at] == b'-' { byte == b'-' } else { byte.is_ascii_hexdigit() };
                assert_eq!(is_uuid(&changed), right, "{byte} at {at}");
            }
            assert!(!is_uuid(&uuid[..at]));
        }
        assert!(!is_uuid(&[&uuid[..], b"0"].concat()));
    }
}
