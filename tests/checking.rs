//! Every finding, with its path and its message word for word, over the fixtures that the page and
//! the package share.

use std::{collections::BTreeSet, fs, path::Path};

use conversation_chat::{CHECKS, ConversationChat, Issue, parse_chat};
use serde_json::{Value, json};

fn fixture(name: &str) -> String {
    fs::read_to_string(Path::new("tests/fixtures").join(name)).unwrap()
}

fn found(json: &str) -> Value {
    serde_json::to_value(parse_chat(json).unwrap().issues).unwrap()
}

#[track_caller]
fn finds_nothing(json: &str) {
    let issues = parse_chat(json).unwrap().issues;
    assert_eq!(
        issues.iter().map(Issue::to_string).collect::<Vec<_>>(),
        Vec::<String>::new()
    );
}

#[test]
fn every_fixture_is_judged_word_for_word() {
    let cases: Vec<Value> = serde_json::from_str(&fixture("checks.json")).unwrap();
    for case in &cases {
        assert_eq!(
            found(&case["chat"].to_string()),
            case["issues"],
            "{}",
            case["name"]
        );
    }
}

#[test]
fn every_check_has_a_fixture_that_passes_and_one_that_fails() {
    let cases: Vec<Value> = serde_json::from_str(&fixture("checks.json")).unwrap();
    let with = |fails: bool| -> BTreeSet<&str> {
        let chosen = cases
            .iter()
            .filter(|case| case["issues"].as_array().unwrap().is_empty() != fails);
        chosen
            .filter_map(|case| case["name"].as_str()?.split_once(':').map(|(code, _)| code))
            .collect()
    };
    for check in CHECKS {
        assert!(
            with(false).contains(check.code.as_str()),
            "no passing fixture for {}",
            check.code.as_str()
        );
        assert!(
            with(true).contains(check.code.as_str()),
            "no failing fixture for {}",
            check.code.as_str()
        );
    }
}

#[test]
fn fixtures_show_every_check_with_its_severity() {
    let cases: Vec<Value> = serde_json::from_str(&fixture("checks.json")).unwrap();
    let seen: BTreeSet<_> = cases
        .iter()
        .flat_map(|case| case["issues"].as_array().unwrap())
        .map(|issue| {
            (
                issue["code"].as_str().unwrap(),
                issue["severity"].as_str().unwrap(),
            )
        })
        .collect();
    let listed: BTreeSet<_> = CHECKS
        .iter()
        .map(|check| (check.code.as_str(), check.severity.as_str()))
        .collect();
    assert_eq!(seen, listed);
}

#[test]
fn real_payloads_pass_without_finding() {
    for name in ["chat-live", "chat-ended", "chat-2016"] {
        finds_nothing(&fixture(&format!("payloads/{name}.json")));
    }
}

#[test]
fn a_chat_that_was_read_checks_as_it_did_on_reading() {
    let cases: Vec<Value> = serde_json::from_str(&fixture("checks.json")).unwrap();
    for case in cases.iter().filter(|case| case["chat"].is_object()) {
        let parsed = parse_chat(case["chat"].to_string()).unwrap();
        let kinds_are_right = parsed
            .issues
            .iter()
            .all(|issue| issue.code.as_str() != "type");
        if kinds_are_right {
            assert_eq!(parsed.chat.check(), parsed.issues, "{}", case["name"]);
        }
    }
}

#[test]
fn what_was_of_the_wrong_kind_is_absent_and_the_rest_is_kept() {
    let parsed = parse_chat(
        r#"{"held": 1, "mood": {"good": true}, "segments": [1, {"startTime": "x"}], "id": "a"}"#,
    )
    .unwrap();
    let kept = json!({"id": "a", "segments": [{"startTime": "x"}], "mood": {"good": true}});
    assert_eq!(serde_json::to_value(parsed.chat).unwrap(), kept);
}

#[test]
fn of_duplicate_keys_the_last_wins() {
    let parsed = parse_chat(
        r#"{"held": "no", "segments": [1, {}], "held": false, "segments": [], "x": 1, "x": 2}"#,
    )
    .unwrap();
    assert_eq!(parsed.issues, []);
    assert_eq!(
        serde_json::to_value(parsed.chat).unwrap(),
        json!({"held": false, "segments": [], "x": 2})
    );

    let parsed = parse_chat(r#"{"held": true, "held": "no"}"#).unwrap();
    assert_eq!(parsed.chat, ConversationChat::default());
    assert_eq!(
        parsed.issues[0].to_string(),
        "held: expected a boolean, found a string"
    );
}

#[test]
fn half_an_emoji_costs_nothing_else() {
    let parsed =
        parse_chat(r#"{"id": "a\ud83dz", "roomId": "\ud83d\ude00", "peerId": "\ude00\ud83d", "x\ud83d": "\udead"}"#)
            .unwrap();
    assert_eq!(parsed.issues, []);
    let kept = json!({"id": "a\u{fffd}z", "roomId": "😀", "peerId": "\u{fffd}\u{fffd}", "x\u{fffd}": "\u{fffd}"});
    assert_eq!(serde_json::to_value(parsed.chat).unwrap(), kept);
}

#[test]
fn a_number_beyond_all_doubles_is_a_finding() {
    let parsed = parse_chat(r#"{"wrapup": {"durationSeconds": 1e999}, "x": -1e999}"#).unwrap();
    assert_eq!(
        parsed.issues[0].to_string(),
        "wrapup.durationSeconds: expected a number that a double can hold"
    );
    assert_eq!(parsed.chat.wrapup.unwrap().duration_seconds, None);
    assert_eq!(parsed.chat.extra["x"], json!(f64::MIN));
}

#[test]
fn a_byte_order_mark_is_accepted() {
    finds_nothing("\u{feff}{\"id\": \"a\"}");
    assert_eq!(parse_chat("\u{feff}{").unwrap_err().column(), 2);
}

#[test]
fn a_list_beyond_all_measure_is_cut_with_a_finding() {
    let tags = format!(
        r#"{{"wrapup": {{"tags": [{}""]}}}}"#,
        r#""","#.repeat(100_000)
    );
    let parsed = parse_chat(tags).unwrap();
    assert_eq!(
        parsed.issues[0].to_string(),
        "wrapup.tags: expected at most 100000 items, found more"
    );
    assert_eq!(parsed.chat.wrapup.unwrap().tags.unwrap().len(), 100_000);
}

#[track_caller]
fn is_no_json(json: impl AsRef<[u8]>, message: &str) {
    assert_eq!(parse_chat(json).unwrap_err().to_string(), message);
}

#[test]
fn text_that_is_not_json_is_refused_with_its_place() {
    is_no_json("", "expected a value at line 1 column 1");
    is_no_json("{", "expected a key in quotes at line 1 column 2");
    is_no_json(
        "{\n  \"held\": tru\n}",
        "expected a value at line 2 column 11",
    );
    is_no_json(
        r#"{"a": 1,}"#,
        "expected a key in quotes at line 1 column 9",
    );
    is_no_json(r#"{"a" 1}"#, "expected `:` at line 1 column 6");
    is_no_json(r#"{"a": 1 "b"}"#, "expected `,` or `}` at line 1 column 9");
    is_no_json(r#"{"a": [1 2]}"#, "expected `,` or `]` at line 1 column 10");
    is_no_json(r#"{"a": [1,]}"#, "expected a value at line 1 column 10");
    is_no_json(
        r#"{"a": "b"#,
        "expected the end of the string at line 1 column 9",
    );
    is_no_json(
        "{\"a\": \"\n\"}",
        "expected control characters in a string to be escaped at line 1 column 8",
    );
    is_no_json(
        r#"{"a": "\x"}"#,
        "expected an escape sequence of JSON at line 1 column 8",
    );
    is_no_json(
        r#"{"a": "\u12g4"}"#,
        "expected four hexadecimal digits after `\\u` at line 1 column 8",
    );
    is_no_json(r#"{"a": 01}"#, "expected `,` or `}` at line 1 column 8");
    is_no_json(r#"{"a": 1.}"#, "expected a digit at line 1 column 9");
    is_no_json("{} {}", "expected the end of the text at line 1 column 4");
    is_no_json("{\"é😀\": x}", "expected a value at line 1 column 9");
    is_no_json(b"{\"a\": \"\xff\"}", "invalid UTF-8 at line 1 column 8");
    is_no_json(
        "[".repeat(513) + &"]".repeat(513),
        "expected at most 512 levels of nesting at line 1 column 513",
    );
    // Not where it is deep, but where it is no JSON.
    let deep = "[".repeat(600) + &"]".repeat(600);
    is_no_json(
        format!(r#"{{"a":{deep},}}"#),
        "expected a key in quotes at line 1 column 1207",
    );
    is_no_json("[".repeat(600), "expected a value at line 1 column 601");
}

#[test]
fn issues_come_by_place_in_the_model_whatever_the_order_of_the_text() {
    let issues = parse_chat(r#"{"wrapup": 1, "held": 1, "segments": 1, "state": 1}"#)
        .unwrap()
        .issues;
    let paths: Vec<_> = issues
        .iter()
        .map(|issue| issue.to_string().split(':').next().unwrap().to_owned())
        .collect();
    assert_eq!(paths, ["state", "segments", "held", "wrapup"]);
}

#[test]
fn messages_never_tell_content() {
    let secret = "s3cr3t";
    let chat = json!({
        "state": secret, "scriptId": secret, "avatarImageUrl": secret, "connectedTime": secret, "held": secret,
        "segments": [secret], "afterCallWork": {"state": secret}, "direction": secret, secret: secret,
    });
    let issues = parse_chat(chat.to_string()).unwrap().issues;
    assert!(issues.len() >= 8);
    assert!(!serde_json::to_string(&issues).unwrap().contains(secret));
}
