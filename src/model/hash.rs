//! A name for content.

/// FNV-1a of 128 bits (G. Fowler, L. C. Noll and K.-P. Vo, RFC 9923): the same on every machine and in every version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hash(pub u128);

impl Default for Hash {
    fn default() -> Self {
        Self::new()
    }
}

impl Hash {
    /// The hash of nothing.
    pub fn new() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }

    /// Takes bytes in.
    pub fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }

    /// Takes a number in.
    pub fn number(&mut self, number: usize) {
        self.bytes(&(number as u64).to_le_bytes());
    }
}
