//! Whether a request was signed by Discord, and just now.
//!
//! In: the public key of the application, the headers and the bytes of a request, the time. Out: yes, or why not. What it says is left to `interactions`.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use ed25519_dalek::{Signature, VerifyingKey};

/// How old a request may be, and how far ahead: Discord gives up on an interaction after 3 s, and clocks differ by a little.
const FRESH: Duration = Duration::from_secs(15);

/// The public key of an application, as the developer portal shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(VerifyingKey);

impl Key {
    /// Reads 64 hexadecimal digits; nothing where they are no key.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        VerifyingKey::from_bytes(&hex(text.trim())?).ok().filter(|key| !key.is_weak()).map(Self)
    }
}

/// Why a request is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is none, or it is no signature.
    #[error("no signature")]
    Unsigned,
    /// It is not Discord's, or the request was changed.
    #[error("the signature does not fit")]
    Forged,
    /// It was sent long ago, or will be.
    #[error("the time of the signature is not now")]
    Stale,
    /// It came already.
    #[error("the same request came before")]
    Replayed,
}

/// Tells Discord's requests from others, and each from its repetition.
#[derive(Debug)]
pub struct Verifier {
    key: Key,
    /// Signatures of the last moments, with their time.
    seen: Mutex<HashMap<[u8; 64], u64>>,
}

impl Verifier {
    /// For the application with this key.
    #[must_use]
    pub fn new(key: Key) -> Self {
        Self { key, seen: Mutex::default() }
    }

    /// Whether these bytes were signed by Discord at this time, within moments of `now` (seconds since 1970), and come for the first time.
    ///
    /// # Errors
    /// Where they were not.
    pub fn verify(&self, signature: Option<&str>, time: Option<&str>, body: &[u8], now: u64) -> Result<(), Refused> {
        let (signature, time) = signature.and_then(hex::<64>).zip(time).ok_or(Refused::Unsigned)?;
        let mut signed = time.as_bytes().to_vec();
        signed.extend_from_slice(body);
        let fits = self.key.0.verify_strict(&signed, &Signature::from_bytes(&signature));
        fits.map_err(|_| Refused::Forged)?;
        let time: u64 = time.parse().map_err(|_| Refused::Stale)?;
        if time.abs_diff(now) > FRESH.as_secs() {
            return Err(Refused::Stale);
        }
        self.first_time(signature, time, now)
    }

    fn first_time(&self, signature: [u8; 64], time: u64, now: u64) -> Result<(), Refused> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        // What is older is refused as stale. Only what Discord signed gets here, so that nobody else can fill this.
        seen.retain(|_, time| time.abs_diff(now) <= FRESH.as_secs());
        if seen.insert(signature, time).is_some() { Err(Refused::Replayed) } else { Ok(()) }
    }
}

/// So many bytes, written in hexadecimal digits.
pub(crate) fn hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits: Vec<u8> =
        text.chars().map(|digit| digit.to_digit(16)).map(|digit| digit?.try_into().ok()).collect::<Option<_>>()?;
    let mut bytes = [0; N];
    if digits.len() != 2 * N {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = pair.iter().fold(0, |byte, digit| (byte << 4) | digit);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::{Signer as _, SigningKey};

    use super::*;

    const NOW: u64 = 1_800_000_000;

    fn written(bytes: &[u8]) -> String {
        bytes.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).map(char::from).collect()
    }

    fn signed(signer: &SigningKey, time: &str, body: &[u8]) -> String {
        written(&signer.sign(&[time.as_bytes(), body].concat()).to_bytes())
    }

    fn signer() -> SigningKey {
        SigningKey::from_bytes(&[7; 32])
    }

    fn verifier() -> Verifier {
        Verifier::new(Key::parse(&written(signer().verifying_key().as_bytes())).unwrap())
    }

    #[test]
    fn only_what_discord_signed_just_now_is_let_in() {
        let (verifier, signer, now) = (verifier(), signer(), NOW.to_string());
        let good = signed(&signer, &now, b"{}");
        let other = signed(&SigningKey::from_bytes(&[8; 32]), &now, b"{}");
        let verify =
            |signature: Option<&str>, time: Option<&str>, body: &[u8]| verifier.verify(signature, time, body, NOW);
        assert_eq!(verify(None, Some(&now), b"{}"), Err(Refused::Unsigned));
        assert_eq!(verify(Some(&good), None, b"{}"), Err(Refused::Unsigned));
        assert_eq!(verify(Some("zz"), Some(&now), b"{}"), Err(Refused::Unsigned));
        assert_eq!(verify(Some(&other), Some(&now), b"{}"), Err(Refused::Forged));
        assert_eq!(verify(Some(&good), Some(&now), b"{} "), Err(Refused::Forged));
        assert_eq!(verify(Some(&good), Some("1800000001"), b"{}"), Err(Refused::Forged));
        assert_eq!(verify(Some(&good), Some(&now), b"{}"), Ok(()));
        assert_eq!(verify(Some(&good), Some(&now), b"{}"), Err(Refused::Replayed));
    }

    #[test]
    fn a_time_that_is_not_now_is_refused() {
        let (verifier, signer) = (verifier(), signer());
        let fresh = FRESH.as_secs();
        for (time, expected) in [
            (NOW - fresh, Ok(())),
            (NOW - fresh - 1, Err(Refused::Stale)),
            (NOW + fresh, Ok(())),
            (NOW + fresh + 1, Err(Refused::Stale)),
        ] {
            let time = time.to_string();
            let signature = signed(&signer, &time, b"{}");
            assert_eq!(verifier.verify(Some(&signature), Some(&time), b"{}", NOW), expected, "{time}");
        }
        let signature = signed(&signer, "soon", b"{}");
        assert_eq!(verifier.verify(Some(&signature), Some("soon"), b"{}", NOW), Err(Refused::Stale));
    }

    #[test]
    fn what_was_seen_is_forgotten_once_it_is_stale() {
        let (verifier, signer) = (verifier(), signer());
        for second in NOW..NOW + 1000 {
            let time = second.to_string();
            verifier.verify(Some(&signed(&signer, &time, b"{}")), Some(&time), b"{}", second).unwrap();
        }
        assert!(verifier.seen.lock().unwrap().len() <= 16);
    }

    #[test]
    fn a_key_is_64_digits_that_make_a_point() {
        let good = written(signer().verifying_key().as_bytes());
        assert!(Key::parse(&good).is_some() && Key::parse(&good.to_uppercase()).is_some());
        for bad in ["", "ab", &good.repeat(2), &format!("{good}00"), &"zz".repeat(32), &"00".repeat(32)] {
            assert_eq!(Key::parse(bad), None, "{bad}");
        }
    }
}
