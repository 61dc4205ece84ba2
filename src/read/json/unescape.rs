//! Strings of JSON: finds the end of their plain part, and decodes their escapes.

/// The place of the first byte at or after `at` that is special in a string: a quote, a backslash
/// or a control character. It tests eight bytes at a time, by the zero-byte test of Mycroft ("Bit
/// Twiddling Hacks", "Determine if a word has a byte less than n"). Of the bytes that this test
/// marks only the lowest is certain, and only that one is used.
pub(super) fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    while let Some(word) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let word = u64::from_le_bytes(*word);
        let quote = (word ^ (ONES * 0x22)).wrapping_sub(ONES);
        let backslash = (word ^ (ONES * 0x5C)).wrapping_sub(ONES);
        let control = word.wrapping_sub(ONES * 0x20);
        let marked = (quote | backslash | control) & !word & HIGHS;
        if marked != 0 {
            return at + marked.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    at + rest.iter().position(special).unwrap_or(rest.len())
}

/// The UTF-16 unit of the escape `\uXXXX` at the start of `bytes`.
pub(super) fn hex_unit(bytes: &[u8]) -> Option<u32> {
    hex_digits(bytes.strip_prefix(b"\\u")?)
}

fn hex_digits(bytes: &[u8]) -> Option<u32> {
    let digits = bytes.get(..4)?;
    digits.iter().try_fold(0, |unit, digit| {
        Some(unit * 16 + char::from(*digit).to_digit(16)?)
    })
}

/// The text of a string whose escapes were checked. A lone surrogate becomes U+FFFD.
pub(super) fn unescape(raw: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let [byte, after @ ..] = rest {
        rest = after;
        if *byte != b'\\' {
            text.push(*byte);
            continue;
        }
        let [escape, after @ ..] = after else {
            break;
        };
        if *escape == b'u' {
            let mut character = [0; 4];
            let (unit, length) = unescaped_unit(after);
            text.extend_from_slice(unit.encode_utf8(&mut character).as_bytes());
            rest = after.get(length..).unwrap_or_default();
            continue;
        }
        rest = after;
        text.push(match escape {
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            same => *same,
        });
    }
    text
}

/// The character of four hexadecimal digits, or of the two escapes of a surrogate pair; and the
/// number of bytes from the first digit to the last.
fn unescaped_unit(digits: &[u8]) -> (char, usize) {
    let unit = hex_digits(digits);
    debug_assert!(unit.is_some(), "the lexer has seen four digits");
    let unit = unit.unwrap_or(0xFFFD);
    let low = digits
        .get(4..)
        .and_then(hex_unit)
        .filter(|low| (0xDC00..0xE000).contains(low));
    let (unit, length) = match (unit, low) {
        (0xD800..0xDC00, Some(low)) => (0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00), 10),
        _ => (unit, 4),
    };
    (char::from_u32(unit).unwrap_or('\u{fffd}'), length)
}
