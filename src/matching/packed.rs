//! Writes long lists of numbers as plain bytes: what was learned is mostly such lists, and so it is read as fast as memory is copied.
//!
//! In: numbers. Out: bytes, the least first, and back. For `#[serde(with = "packed")]`.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serializer};

/// A number, or a few of them, in always as many bytes.
pub(super) trait Plain: Copy {
    /// How many.
    const BYTES: usize;
    /// Writes them.
    fn put(self, to: &mut Vec<u8>);
    /// Reads them, from just so many.
    fn get(bytes: &[u8]) -> Self;
}

macro_rules! plain {
    ($($number:ty)*) => {$(
        impl Plain for $number {
            const BYTES: usize = size_of::<$number>();

            fn put(self, to: &mut Vec<u8>) {
                to.extend(self.to_le_bytes());
            }

            fn get(bytes: &[u8]) -> Self {
                bytes.try_into().map(<$number>::from_le_bytes).unwrap_or_default()
            }
        }
    )*};
}

plain! { u8 u16 u32 u64 f32 }

/// Writes numbers.
pub(super) fn serialize<T: Plain, S: Serializer>(numbers: &[T], to: S) -> Result<S::Ok, S::Error> {
    let mut bytes = Vec::with_capacity(numbers.len() * T::BYTES);
    for number in numbers {
        number.put(&mut bytes);
    }
    to.serialize_bytes(&bytes)
}

/// Reads them.
pub(super) fn deserialize<'d, T: Plain, D: Deserializer<'d>>(from: D) -> Result<Vec<T>, D::Error> {
    let bytes = <&[u8]>::deserialize(from)?;
    let numbers = bytes.chunks_exact(T::BYTES);
    if !numbers.remainder().is_empty() {
        return Err(D::Error::custom("bytes that are no whole numbers"));
    }
    Ok(numbers.map(T::get).collect())
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::*;

    #[derive(Debug, Serialize, Deserialize, PartialEq)]
    struct Held {
        #[serde(with = "super")]
        shares: Vec<f32>,
        #[serde(with = "super")]
        keys: Vec<u64>,
        #[serde(with = "super")]
        parts: Vec<u8>,
    }

    #[test]
    fn numbers_come_back_as_they_were() {
        let held = Held { shares: vec![0.1, -3.5e-20, f32::INFINITY], keys: vec![u64::MAX, 7], parts: vec![0, 255] };
        let bytes = postcard::to_allocvec(&held).unwrap();
        assert_eq!(postcard::from_bytes::<Held>(&bytes).unwrap(), held);
        let cut = Held { shares: Vec::new(), keys: Vec::new(), parts: Vec::new() };
        let mut bytes = postcard::to_allocvec(&cut).unwrap();
        bytes.splice(0..1, [3, 1, 2, 3]);
        assert!(postcard::from_bytes::<Held>(&bytes).is_err(), "three bytes are no share");
    }
}
