//! HMAC-SHA256 (RFC 2104) where the platform makes none, on the compression function of RustCrypto. Its `Hmac`, which takes any
//! hash and bytes in any pieces, is 1 kB more than this; the tests hold the two against each other.

use core::hint::black_box;

use sha2::block_api::compress256;

/// The bytes that are hashed at a time.
pub const BLOCK: usize = 64;
/// The bytes of a digest.
pub const DIGEST: usize = 32;

type State = [u32; 8];

/// What SHA-256 begins with (FIPS 180-4, section 5.3.3).
const START: State = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

/// A code under way.
pub struct Hmac {
    inner: State,
    outer: State,
}

impl Hmac {
    /// The code of no bytes yet, under a key of any length.
    pub fn new(key: &[u8]) -> Self {
        let hash;
        let key = if key.len() > BLOCK {
            hash = digest(START, key, key.len() as u64);
            &hash
        } else {
            key
        };
        let padded = |pad: u8| {
            let mut block = [pad; BLOCK];
            block.iter_mut().zip(key).for_each(|(byte, key)| *byte ^= key);
            let mut state = START;
            compress256(&mut state, &[block]);
            state
        };
        Self { inner: padded(0x36), outer: padded(0x5c) }
    }

    /// Adds some bytes: a multiple of [`BLOCK`].
    pub fn update(&mut self, bytes: &[u8]) {
        compress256(&mut self.inner, bytes.as_chunks().0);
    }

    /// The code, with the last bytes, and how many they were in all.
    pub fn finish(self, last: &[u8], length: u64) -> [u8; DIGEST] {
        digest(self.outer, &digest(self.inner, last, BLOCK as u64 + length), (BLOCK + DIGEST) as u64)
    }
}

/// The hash, with the last bytes, and how many they were in all.
fn digest(mut state: State, last: &[u8], length: u64) -> [u8; DIGEST] {
    let (blocks, rest) = last.as_chunks();
    compress256(&mut state, blocks);
    // A bit, zeros, and the number of bits in the last eight bytes.
    let mut padded = [[0; BLOCK]; 2];
    let needed = if rest.len() < BLOCK - 8 { 1 } else { 2 };
    for (at, byte) in padded.as_flattened_mut().iter_mut().enumerate() {
        let from_end = (needed * BLOCK).wrapping_sub(at + 1);
        *byte = match rest.get(at) {
            Some(byte) => *byte,
            None if at == rest.len() => 0x80,
            None if from_end < 8 => ((length * 8) >> (8 * from_end)) as u8,
            None => 0,
        };
    }
    compress256(&mut state, padded.get(..needed).unwrap_or_default());
    let mut digest = [0; DIGEST];
    digest.as_chunks_mut().0.iter_mut().zip(state).for_each(|(bytes, word)| *bytes = word.to_be_bytes());
    digest
}

/// Whether two codes are the same; takes as long for different ones.
pub fn same(a: &[u8; DIGEST], b: &[u8; DIGEST]) -> bool {
    black_box(a.iter().zip(b).fold(0, |difference, (a, b)| difference | (a ^ b))) == 0
}
