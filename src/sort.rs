//! One stable sort for all types. The standard library's sorts are compiled once for every type, at
//! 3 to 7 KB of wasm each. Here all but the comparison and the exchange of two items is compiled
//! once.

use std::{cmp::Ordering, collections::BinaryHeap};

/// `items` in order. If they are in order already, as in real payloads, each is compared once.
pub(crate) fn sorted<T>(mut items: Vec<T>, order: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let exchanges = exchanges(items.len(), &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => order(a, b),
        _ => Ordering::Equal,
    });
    for (a, b) in exchanges {
        items.swap(a, b);
    }
    items
}

/// The pairs of places whose items are to be exchanged, one after the other.
fn exchanges(count: usize, order: &dyn Fn(usize, usize) -> Ordering) -> Vec<(usize, usize)> {
    if (1..count).all(|place| order(place - 1, place).is_le()) {
        return Vec::new();
    }
    let places: BinaryHeap<_> = (0..count).map(|place| Place { place, order }).collect();
    let places = places.into_sorted_vec();
    // Where the item comes from that belongs at each place; `count` once it is there.
    let mut sources: Vec<usize> = places.into_iter().map(|place| place.place).collect();
    let mut exchanges = Vec::new();
    for first in 0..count {
        let mut place = first;
        while let Some(source) = sources.get_mut(place) {
            let source = std::mem::replace(source, count);
            if source == count || source == first {
                break;
            }
            exchanges.push((place, source));
            place = source;
        }
    }
    exchanges
}

struct Place<'a> {
    place: usize,
    order: &'a dyn Fn(usize, usize) -> Ordering,
}

impl Ord for Place<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        // Equal items keep their order.
        (self.order)(self.place, other.place).then(self.place.cmp(&other.place))
    }
}

impl PartialOrd for Place<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Place<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Place<'_> {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::sorted;

    proptest! {
        #[test]
        fn it_gives_what_the_standard_librarys_stable_sort_gives(
            items in prop::collection::vec((0..6_u8, any::<u8>()), 0..40),
        ) {
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            prop_assert_eq!(sorted(items, |a, b| a.0.cmp(&b.0)), expected);
        }
    }
}
