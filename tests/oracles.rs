//! Our own timestamp and JSON code against second implementations: `chrono` and `serde_json`.

use chrono::{DateTime, Datelike as _, NaiveDateTime, TimeDelta, Timelike as _};
use conversation_chat::{ConversationChat, Timestamp, parse_chat};
use proptest::prelude::*;
use serde_json::Value;

/// The same grammar, by `chrono` and a little glue.
fn by_chrono(text: &str) -> Option<i64> {
    let (date_time, zone) = text.split_at_checked(
        text.find(['Z', '+'])
            .or_else(|| text.get(19..)?.rfind('-').map(|at| at + 19))?,
    )?;
    if !date_time.is_ascii()
        || date_time.as_bytes().get(10) != Some(&b'T')
        || date_time.len() < 19
        || date_time.trim() != date_time
    {
        return None;
    }
    let (seconds, fraction) = date_time.split_at(19);
    let plain = seconds
        .bytes()
        .enumerate()
        .all(|(at, byte)| matches!(at, 4 | 7 | 10 | 13 | 16) || byte.is_ascii_digit());
    let fraction_fits = fraction.is_empty()
        || (fraction.starts_with('.')
            && (2..=10).contains(&fraction.len())
            && fraction[1..].bytes().all(|byte| byte.is_ascii_digit()));
    let zone = match zone {
        "Z" => "+00:00".to_owned(),
        _ if zone.len() == 5 && zone[1..].bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{}:{}", &zone[..3], &zone[3..])
        }
        _ if zone.len() == 6
            && zone.as_bytes()[3] == b':'
            && zone[1..].bytes().filter(u8::is_ascii_digit).count() == 4 =>
        {
            zone.to_owned()
        }
        _ => return None,
    };
    if !plain || !fraction_fits {
        return None;
    }
    // A leap second counts as the one before, and is one only at the end of a month in UTC.
    let is_leap = seconds.ends_with(":60");
    let seconds = if seconds.ends_with(":60") {
        format!("{}59", &seconds[..17])
    } else {
        seconds.to_owned()
    };
    let naive =
        NaiveDateTime::parse_from_str(&format!("{seconds}{fraction}"), "%Y-%m-%dT%H:%M:%S%.f")
            .ok()?;
    if !(1..=9999).contains(&naive.year()) {
        return None;
    }
    let zoned = DateTime::parse_from_str(
        &format!("2000-06-01T00:00:00{zone}"),
        "%Y-%m-%dT%H:%M:%S%:z",
    )
    .ok()?;
    let utc = naive - TimeDelta::seconds(i64::from(zoned.offset().local_minus_utc()));
    let next = utc.with_nanosecond(0)? + TimeDelta::seconds(1);
    let begins_month = next.day() == 1 && next.num_seconds_from_midnight() == 0;
    (!is_leap || begins_month).then(|| utc.and_utc().timestamp_millis())
}

fn any_timestamp() -> impl Strategy<Value = String> {
    let parts = (
        0..10_000_u32,
        0..14_u32,
        0..33_u32,
        0..25_u32,
        0..61_u32,
        0..62_u32,
    );
    let fraction = prop_oneof![Just(String::new()), "\\.[0-9]{1,10}", Just(".".to_owned())];
    let zone = prop_oneof![
        Just("Z".to_owned()),
        "[+-][0-2][0-9]:[0-6][0-9]",
        "[+-][0-2][0-9][0-6][0-9]",
        Just(String::new())
    ];
    (parts, fraction, zone).prop_map(
        |((year, month, day, hour, minute, second), fraction, zone)| {
            format!(
                "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}{zone}"
            )
        },
    )
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop::num::f64::NORMAL.prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        any_timestamp().prop_map(Value::from),
        prop::sample::select(vec!["connected", "Hold", "pending", "https://example.com"])
            .prop_map(Value::from),
    ];
    let key = prop_oneof![
        3 => prop::sample::select(vec!["state", "segments", "held", "startTime", "endTime", "type", "wrapup", "tags", "durationSeconds", "afterCallWork", "journeyContext", "customer", "id"]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    leaf.prop_recursive(5, 64, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::btree_map(key.clone(), inner, 0..8)
                .prop_map(|map| map.into_iter().collect::<Value>())
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn timestamps_are_what_chrono_says(text in any_timestamp()) {
        prop_assert_eq!(Timestamp::new(&text).epoch_ms(), by_chrono(&text), "{}", text);
    }

    #[test]
    fn mutated_timestamps_are_what_chrono_says(text in any_timestamp(), at in any::<prop::sample::Index>(), with in prop::sample::select(vec!["", "0", "9", ":", "-", "+", ".", "T", "t", "Z", " ", "é", "00"])) {
        let at = at.index(text.len());
        let mutated = format!("{}{with}{}", &text[..at], &text[at + 1..]);
        prop_assert_eq!(Timestamp::new(&mutated).epoch_ms(), by_chrono(&mutated), "{}", mutated);
    }

    #[test]
    fn what_serde_json_writes_is_read_and_written_back(value in any_json(), pretty in any::<bool>()) {
        let json = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        let parsed = parse_chat(&json).unwrap();
        let kept = serde_json::to_value(&parsed.chat).unwrap();
        // Nothing is lost but what is of the wrong kind, or `null`.
        let wrong = parsed.issues.iter().any(|issue| issue.code.as_str() == "type");
        if !wrong && value.is_object() && !json.contains("null") {
            // The one number of a model among the keys above: a double, as in JavaScript.
            let mut value = value;
            if let Some(seconds) = value.pointer_mut("/wrapup/durationSeconds")
                && let Some(whole) = seconds.as_i64()
            {
                *seconds = (whole as f64 as i64).into();
            }
            prop_assert_eq!(&kept, &value);
        }
        // And reading what was kept changes nothing more.
        let again = parse_chat(kept.to_string()).unwrap();
        prop_assert_eq!(&again.chat, &parsed.chat);
        let by_serde: ConversationChat = serde_json::from_value(kept).unwrap();
        prop_assert_eq!(by_serde, parsed.chat);
    }

    #[test]
    fn mutated_json_is_accepted_or_refused_alike(value in any_json(), at in any::<prop::sample::Index>(), with in prop::sample::select(vec!["", "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u00", "0", "-", ".", "e", "t", "n", " ", "\n", "\u{1}", "é"])) {
        let json = value.to_string();
        let at = at.index(json.len());
        prop_assume!(json.is_char_boundary(at) && json.is_char_boundary(at + 1));
        let mutated = format!("{}{with}{}", &json[..at], &json[at + 1..]);
        let theirs = serde_json::from_str::<Value>(&mutated);
        // `serde_json` refuses numbers beyond all doubles and half emojis; we do not.
        let known_difference = theirs.as_ref().err().is_some_and(|error| {
            let text = error.to_string();
            text.contains("out of range") || text.contains("surrogate")
        });
        prop_assume!(!known_difference);
        prop_assert_eq!(parse_chat(&mutated).is_ok(), theirs.is_ok(), "{}", mutated);
    }
}
