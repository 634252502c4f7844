//! Proxies in front, whose word is taken for where a request comes from.

use std::net::IpAddr;

use http::HeaderMap;

use crate::error::{Error, Result};

/// The networks that proxies stand in; none by default, and then nobody's word is taken.
#[derive(Clone, Debug, Default)]
pub(crate) struct Proxies {
    networks: Vec<Network>,
    malformed: Vec<String>,
}

/// All addresses that begin with the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Network {
    address: IpAddr,
    bits: u32,
}

impl Proxies {
    pub(crate) fn new<T: AsRef<str>>(networks: impl IntoIterator<Item = T>) -> Self {
        let mut proxies = Proxies::default();
        for text in networks {
            match Network::parse(text.as_ref()) {
                Some(network) => proxies.networks.push(network),
                None => proxies.malformed.push(text.as_ref().to_owned()),
            }
        }
        proxies
    }

    pub(super) fn check(&self) -> Result {
        match self.malformed.first() {
            Some(text) => Err(Error::configuration(format!(
                "`{text}` is no proxy to trust: an address, `127.0.0.1`, or a network, `10.0.0.0/8`"
            ))),
            None => Ok(()),
        }
    }

    pub(super) fn trusts(&self, address: IpAddr) -> bool {
        self.networks.iter().any(|network| network.contains(address))
    }

    /// The last address in `X-Forwarded-For` that is no proxy of ours: those before it are anybody's word.
    pub(super) fn client(&self, headers: &HeaderMap) -> Option<IpAddr> {
        let fields: Vec<&[u8]> = headers.get_all("x-forwarded-for").iter().map(|field| field.as_bytes()).collect();
        let hops = fields.iter().flat_map(|field| field.split(|byte| *byte == b','));
        let mut first = None;
        for hop in hops.rev() {
            // What a client wrote before may be anything, and is not looked at.
            let address = address(std::str::from_utf8(hop).ok()?.trim())?;
            if !self.trusts(address) {
                return Some(address);
            }
            first = Some(address);
        }
        first
    }
}

/// Whether the proxy was asked over HTTPS; `None` if it does not say.
pub(super) fn is_secure(headers: &HeaderMap) -> Option<bool> {
    let last = headers.get_all("x-forwarded-proto").iter().next_back()?.to_str().ok()?;
    let last = last.rsplit(',').next().unwrap_or_default().trim();
    match last {
        "https" => Some(true),
        "http" => Some(false),
        _ => None,
    }
}

/// An address, perhaps with a port.
fn address(text: &str) -> Option<IpAddr> {
    let address = text.parse().ok().or_else(|| text.parse::<std::net::SocketAddr>().ok().map(|socket| socket.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

impl Network {
    fn parse(text: &str) -> Option<Self> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address.parse::<IpAddr>().ok()?, Some(bits.parse::<u32>().ok()?)),
            None => (text.parse().ok()?, None),
        };
        let all = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(all);
        (bits <= all).then_some(Network { address, bits })
    }

    fn contains(&self, address: IpAddr) -> bool {
        let same = |a: u128, b: u128, all: u32| (a ^ b).checked_shr(all - self.bits).unwrap_or(0) == 0;
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(a), IpAddr::V4(b)) => same(u32::from(a).into(), u32::from(b).into(), 32),
            (IpAddr::V6(a), IpAddr::V6(b)) => same(a.into(), b.into(), 128),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(fields: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in fields {
            headers.append(*name, value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn the_last_hop_that_is_no_proxy_is_the_client() {
        let proxies = Proxies::new(["10.0.0.0/8", "127.0.0.1"]);
        let client = |value| proxies.client(&headers(&[("x-forwarded-for", value)])).map(|address| address.to_string());
        assert_eq!(client("192.0.2.1").as_deref(), Some("192.0.2.1"));
        assert_eq!(client("203.0.113.9, 192.0.2.1, 10.1.2.3").as_deref(), Some("192.0.2.1"), "what a client claims");
        assert_eq!(client("10.1.1.1").as_deref(), Some("10.1.1.1"));
        assert_eq!(client("[2001:db8::1]:443, 127.0.0.1").as_deref(), Some("2001:db8::1"));
        assert_eq!(client("192.0.2.1, unknown"), None);
        assert_eq!(client("\u{e9}, 192.0.2.1, 10.1.2.3").as_deref(), Some("192.0.2.1"), "what a client claims");
        assert_eq!(proxies.client(&HeaderMap::new()), None);
        let twice = headers(&[("x-forwarded-for", "203.0.113.9"), ("x-forwarded-for", "192.0.2.1")]);
        assert_eq!(proxies.client(&twice).unwrap().to_string(), "192.0.2.1");
    }

    #[test]
    fn a_network_is_all_that_begins_alike() {
        let contains = |network, address: &str| Network::parse(network).unwrap().contains(address.parse().unwrap());
        assert!(contains("10.0.0.0/8", "10.255.0.1") && !contains("10.0.0.0/8", "11.0.0.1"));
        assert!(contains("0.0.0.0/0", "192.0.2.1") && !contains("0.0.0.0/0", "::1"));
        assert!(contains("2001:db8::/32", "2001:db8:1::1") && contains("127.0.0.1", "::ffff:127.0.0.1"));
        for bad in ["", "10.0.0.0/33", "example.com", "10.0.0.0/x", "::/129"] {
            assert!(Proxies::new([bad]).check().is_err(), "{bad}");
        }
    }

    #[test]
    fn the_proxy_next_to_us_says_whether_it_was_https() {
        assert_eq!(is_secure(&headers(&[("x-forwarded-proto", "https")])), Some(true));
        assert_eq!(is_secure(&headers(&[("x-forwarded-proto", "https, http")])), Some(false));
        assert_eq!(is_secure(&headers(&[("x-forwarded-proto", "gopher")])), None);
    }
}
