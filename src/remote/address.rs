//! Whether an address may be asked at all: a setting, or a redirect, must not lead Docent to what only this machine can reach.
//!
//! In: an address, and what names stand for. Out: yes or no. A name is looked up once, and what was found is what is connected to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Whether everybody on the Internet could reach this address too.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match address.to_ipv4_mapped().or_else(|| translated(address)) {
            Some(mapped) => is_public_v4(mapped),
            None => is_public_v6(address),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        // This network, shared addresses of providers, protocol assignments, benchmarks, reserved.
        || a == 0
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b))
        || a >= 240;
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    // Global unicast, without documentation, Teredo and 6to4, which wrap addresses of other networks.
    first & 0xe000 == 0x2000 && first != 0x2002 && !(first == 0x2001 && (second < 0x0200 || second == 0x0db8))
}

/// The address behind one that a NAT64 translates.
fn translated(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let segments = address.segments();
    let [.., a, b, c, d] = address.octets();
    (segments[..6] == [0x64, 0xff9b, 0, 0, 0, 0]).then(|| Ipv4Addr::new(a, b, c, d))
}

/// Whether the address itself names a place that is not public; a name is judged when it is looked up.
pub(super) fn names_private_place(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    host.parse::<IpAddr>().is_ok_and(|address| !is_public(address))
}

/// Looks names up and keeps only public addresses.
#[derive(Debug)]
pub(super) struct PublicOnly;

/// What a name without a public address gives.
#[derive(Debug, thiserror::Error)]
#[error("private address")]
pub(super) struct PrivateAddress;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> = found.filter(|address| is_public(address.ip())).collect();
            if public.is_empty() {
                return Err(PrivateAddress.into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_everybody_can_reach_is_public() {
        let public =
            ["1.1.1.1", "93.184.216.34", "100.63.255.255", "2606:4700::1111", "64:ff9b::101:101", "::ffff:1.1.1.1"];
        let private = [
            "127.0.0.1",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "198.18.0.1",
            "192.0.0.8",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "2001:db8::1",
            "2001::1",
        ];
        for address in public {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
        for address in private {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn an_address_written_in_numbers_is_judged_as_it_stands() {
        // The parser of addresses knows the other ways to write 127.0.0.1.
        for url in [
            "http://127.0.0.1/x",
            "http://[::1]/x",
            "http://2130706433/x",
            "http://0x7f.1/x",
            "http://169.254.169.254/",
        ] {
            assert!(names_private_place(&Url::parse(url).unwrap()), "{url}");
        }
        assert!(!names_private_place(&Url::parse("https://example.org/k.tar.gz").unwrap()));
    }
}
