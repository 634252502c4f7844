//! Which hosts an app answers for.

use crate::error::{Error, Result};

/// The hosts that requests may name, if it is said which.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hosts(Option<Vec<String>>);

impl Hosts {
    pub(crate) fn new<T: Into<String>>(hosts: impl IntoIterator<Item = T>) -> Self {
        Hosts(Some(hosts.into_iter().map(|host| host.into().to_ascii_lowercase()).collect()))
    }

    pub(super) fn check(&self) -> Result {
        let Some(hosts) = &self.0 else { return Ok(()) };
        if hosts.is_empty() {
            return Err(Error::configuration("no host is allowed: name one, or leave `allowed_hosts` out"));
        }
        for host in hosts {
            let name = host.strip_prefix("*.").unwrap_or(host);
            let is_name = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._[]:".contains(&b));
            let has_port = !host.starts_with('[') && host.contains(':');
            if host != "*" && (name.is_empty() || !is_name || has_port) {
                return Err(Error::configuration(format!(
                    "`{host}` is no allowed host: a name without a port, `example.com`, or with all names below it, `*.example.com`"
                )));
            }
        }
        Ok(())
    }

    /// Whether it is not said which.
    pub(super) fn allow_any(&self) -> bool {
        self.0.is_none()
    }

    /// Whether this host, with or without a port, may be named.
    pub(super) fn allow(&self, host: &str) -> bool {
        let Some(hosts) = &self.0 else { return true };
        let host = without_port(host).to_ascii_lowercase();
        hosts.iter().any(|allowed| match allowed.strip_prefix('*') {
            Some("") => true,
            // `.example.com`, behind at least one letter.
            Some(below) => host.len() > below.len() && host.ends_with(below),
            None => host == *allowed,
        })
    }
}

/// Without `:8080`; an IPv6 address stays in its brackets.
fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port))
            if port.bytes().all(|b| b.is_ascii_digit()) && (!name.contains(':') || name.ends_with(']')) =>
        {
            name
        }
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_allowed_by_its_name_whatever_its_port_and_case() {
        let hosts = Hosts::new(["example.com", "*.example.org", "[::1]"]);
        assert!(hosts.check().is_ok());
        for good in ["example.com", "EXAMPLE.com:8080", "a.example.org", "a.b.example.org:1", "[::1]", "[::1]:80"] {
            assert!(hosts.allow(good), "{good}");
        }
        for bad in
            ["", "example.org", "notexample.org", ".example.org", "example.com.evil", "evil", "[::2]", "example.com:x"]
        {
            assert!(!hosts.allow(bad), "{bad}");
        }
        assert!(Hosts::default().allow("anything") && Hosts::new(["*"]).allow("anything"));
    }

    #[test]
    fn what_cannot_be_meant_refuses_to_start() {
        assert!(Hosts::new::<&str>([]).check().is_err(), "an empty list, of a variable that is not set say");
        for bad in ["", "*.", "a.*.com", "*example.com", "http://a", "a:80", "a/b", "a b"] {
            assert!(Hosts::new([bad]).check().is_err(), "{bad}");
        }
    }
}
