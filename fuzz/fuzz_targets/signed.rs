//! Only what was signed with the application's key, at this time and for this body, is let in, and once: no panic, whatever stands in the headers.
//!
//! The first byte chooses what is done to a request that is signed well; the second is where; the rest is the body, or the header that takes the place of a good one.
#![no_main]

use std::sync::LazyLock;

use docent::http::{Key, Refused, Verifier};
use ed25519_dalek::{Signer as _, SigningKey};
use libfuzzer_sys::fuzz_target;

const NOW: u64 = 1_800_000_000;

static SIGNER: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::from_bytes(&[7; 32]));

fn digits(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).map(char::from).collect()
}

fn verifier() -> Verifier {
    Verifier::new(Key::parse(&digits(SIGNER.verifying_key().as_bytes())).expect("a key"))
}

fuzz_target!(|data: &[u8]| {
    let [choice, place, rest @ ..] = data else { return };
    let text = String::from_utf8_lossy(rest);
    // Whatever is set as a key is one, or is refused.
    let _ = Key::parse(&text);
    let (verifier, now) = (verifier(), NOW.to_string());
    let good = digits(&SIGNER.sign(&[now.as_bytes(), rest].concat()).to_bytes());
    let verify =
        |signature: &str, time: &str, body: &[u8], at: u64| verifier.verify(Some(signature), Some(time), body, at);
    match choice % 6 {
        0 => {
            assert_eq!(verify(&good, &now, rest, NOW), Ok(()));
            assert_eq!(verify(&good, &now, rest, NOW), Err(Refused::Replayed));
        }
        1 => {
            let mut other = rest.to_vec();
            let Some(byte) = other.get_mut(usize::from(*place) % rest.len().max(1)) else { return };
            *byte ^= 1 + place % 255;
            assert_eq!(verify(&good, &now, &other, NOW), Err(Refused::Forged));
        }
        2 => {
            let mut other = good.clone().into_bytes();
            let at = usize::from(*place) % other.len();
            other[at] = if other[at] == b'0' { b'1' } else { b'0' };
            let other = String::from_utf8(other).expect("digits");
            assert_eq!(verify(&other, &now, rest, NOW), Err(Refused::Forged));
        }
        3 => assert_ne!(verify(&text, &now, rest, NOW), Ok(())),
        4 => {
            // Signed well for whatever is called a time: fresh, or refused.
            let signed = digits(&SIGNER.sign(text.as_bytes()).to_bytes());
            let fresh = text.parse::<u64>().is_ok_and(|time| time.abs_diff(NOW) <= 15);
            assert_eq!(verify(&signed, &text, b"", NOW).is_ok(), fresh, "{text}");
        }
        _ => {
            let later = NOW + u64::from(*place);
            let expected = if *place <= 15 { Ok(()) } else { Err(Refused::Stale) };
            assert_eq!(verify(&good, &now, rest, later), expected);
        }
    }
});
