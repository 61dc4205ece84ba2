//! A small fast hash. The standard one defends against forgery, which nobody fears of one's own cloud.

use std::hash::Hasher;

/// What tells a marked payload from all others. Four hashes in turn, of every fourth word each: a processor works on them at the same
/// time. Not inlined, so that all four stay in registers.
#[inline(never)]
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let mut lanes: [Words; 4] = std::array::from_fn(|_| Words::default());
    let (words, rest) = bytes.as_chunks();
    let (blocks, others) = words.as_chunks::<4>();
    for block in blocks {
        for (lane, word) in lanes.iter_mut().zip(block) {
            lane.step(u64::from_le_bytes(*word));
        }
    }
    let mut last = Words::default();
    last.write(others.as_flattened());
    last.write(rest);
    for Words(lane) in lanes {
        last.step(lane);
    }
    last.finish()
}

/// FNV-1a over words of eight bytes.
#[derive(Debug)]
pub(crate) struct Words(u64);

impl Default for Words {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Words {
    fn step(&mut self, word: u64) {
        self.0 = (self.0 ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
    }
}

impl Hasher for Words {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks();
        for word in words {
            self.step(u64::from_le_bytes(*word));
        }
        for byte in rest {
            self.step(u64::from(*byte));
        }
    }

    fn finish(&self) -> u64 {
        // The map looks at the highest bits too, and multiplication carries only upwards.
        self.0 ^ self.0 >> 32
    }
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn every_byte_and_its_place_count() {
        let bytes: Vec<u8> = (0..100).collect();
        let mut hashes = vec![hash(&bytes)];
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            hashes.push(hash(&changed));
            changed = bytes.clone();
            changed.swap(at, (at + 8) % bytes.len());
            hashes.push(hash(&changed));
            hashes.push(hash(&bytes[..at]));
        }
        let count = hashes.len();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), count);
    }
}
