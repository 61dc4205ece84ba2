//! `invariants::roster`, of whatever the fuzzer makes up.
#![no_main]

#[path = "../../invariants/mod.rs"]
#[allow(dead_code, reason = "another target asks for the rest")]
mod invariants;

libfuzzer_sys::fuzz_target!(|data: &[u8]| invariants::roster(data));
