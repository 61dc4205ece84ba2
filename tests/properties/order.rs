//! Property 1, order: the same payloads, each with its own moments, give the same rows in whatever order
//! they are given.

use conversation_chat::Roster;

use super::{
    ANY, Arrival, any_network, arrivals, garbage, last, needless_participants, replays, rows,
    shrink, until,
};
use crate::live::{network::Cloud, random::Random};

fn rows_of(arrivals: &[Arrival], order: impl Iterator<Item = usize>) -> Vec<String> {
    let mut roster = Roster::new();
    for place in order {
        arrivals[place].give(&mut roster);
    }
    rows::all(&mut roster, last(arrivals) + 1_000.0)
}

/// The rows of some payloads in their own order, and in this one.
fn in_both_orders(arrivals: &[Arrival], places: &[usize]) -> (Vec<String>, Vec<String>) {
    let mut ordered = places.to_vec();
    ordered.sort_unstable();
    let other = rows_of(arrivals, places.iter().copied());
    (rows_of(arrivals, ordered.into_iter()), other)
}

/// Prints the fewest payloads whose rows depend on their order.
fn explain(arrivals: &[Arrival], places: &[usize]) {
    let differs = |arrivals: &[Arrival], places: &[usize]| {
        let (first, other) = in_both_orders(arrivals, places);
        first != other
    };
    let least = shrink(places, |places| differs(arrivals, places));
    let without = |ids: &[String]| -> Vec<Arrival> {
        let shorter = arrivals.iter().map(|own| own.without_participants(ids));
        shorter.collect()
    };
    let arrivals = without(&needless_participants(|ids| differs(&without(ids), &least)));
    for place in &least {
        eprintln!("{place}: {:?}", arrivals[*place]);
    }
    let (first, other) = in_both_orders(&arrivals, &least);
    rows::assert_same(&first, &other, "the fewest");
}

fn compare(arrivals: &[Arrival], random: &mut Random) -> usize {
    let first = rows_of(arrivals, 0..arrivals.len());
    let mut places: Vec<usize> = (0..arrivals.len()).collect();
    for turn in 0..2 {
        if turn == 0 {
            places.reverse();
        } else {
            random.shuffle(&mut places);
        }
        let other = rows_of(arrivals, places.iter().copied());
        if replays() && first != other {
            explain(arrivals, &places);
        }
        rows::assert_same(&first, &other, ["reversed", "shuffled"][turn]);
    }
    arrivals.len() * 3
}

/// Some payloads in a row: so long histories do not hide short ones.
fn part(mut all: Vec<Arrival>, random: &mut Random) -> Vec<Arrival> {
    if random.chance(60) {
        let length = all.len().min(random.index(2, 12));
        let first = random.index(0, all.len() - length);
        all = all.split_off(first);
        all.truncate(length);
    }
    all
}

fn in_any_order(cloud: &Cloud<'_>, random: &mut Random) -> usize {
    let mut all = arrivals(&any_network(cloud, random));
    all.iter_mut().for_each(|arrival| arrival.is_sync = false);
    let all = part(all, random);
    compare(&all, random)
}

fn lists_in_any_order(cloud: &Cloud<'_>, random: &mut Random) -> usize {
    let all = part(arrivals(&any_network(cloud, random)), random);
    compare(&all, random)
}

fn garbage_in_any_order(cloud: &Cloud<'_>, random: &mut Random) -> usize {
    let mut all = arrivals(&any_network(cloud, random));
    let percent = random.pick(&[5, 30]);
    for arrival in &mut all {
        arrival.is_sync = false;
        garbage::spoil(arrival, random, percent);
    }
    let all = part(all, random);
    compare(&all, random)
}

#[test]
fn payloads_in_any_order_give_the_same_rows() {
    until(1_500, ANY, in_any_order);
}

#[test]
fn lists_of_all_that_is_live_in_any_order_give_the_same_rows() {
    until(1_200, ANY, lists_in_any_order);
}

#[test]
fn garbage_in_any_order_gives_the_same_rows() {
    until(1_500, ANY, garbage_in_any_order);
}

/// Takes some minutes with `--release`.
#[test]
#[ignore = "a million payloads take minutes"]
fn a_million_payloads_in_any_order() {
    until(400_000, ANY, in_any_order);
    until(200_000, ANY, lists_in_any_order);
    until(400_000, ANY, garbage_in_any_order);
}
