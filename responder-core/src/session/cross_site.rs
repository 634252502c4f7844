//! Unsafe requests that another site made a browser send.

use subtle::ConstantTimeEq;

use crate::error::{Error, Result};
use crate::message::{Request, Source, is_origin};

/// Tells them from requests of one's own pages.
#[derive(Clone, Debug, Default)]
pub(super) struct CrossSite {
    trusted: Vec<String>,
    token_required: bool,
}

impl CrossSite {
    pub(super) fn trust(&mut self, origin: String) {
        self.trusted.push(origin);
    }

    pub(super) fn require_token(&mut self) {
        self.token_required = true;
    }

    pub(super) fn check(&self) -> Result {
        match self.trusted.iter().find(|origin| !is_origin(origin)) {
            Some(origin) => Err(Error::configuration(format!(
                "`{origin}` is no origin: a scheme and a host, with a port if it is unusual, such as `https://app.example.com`"
            ))),
            None => Ok(()),
        }
    }

    /// Whether an unsafe request comes from a site that is not trusted.
    pub(super) fn refuses(&self, request: &Request) -> bool {
        if request.method().is_safe() {
            return false;
        }
        match request.source() {
            Source::Own => false,
            Source::Other(origin) => !self.trusted.iter().any(|trusted| Some(trusted.as_str()) == origin),
        }
    }

    /// Whether this request has to bring a token.
    pub(super) fn asks_for_token(&self, request: &Request) -> bool {
        self.token_required && !request.method().is_safe()
    }
}

/// The token that a request has brought, in its header or its form; empty if there is none.
pub(super) async fn token_of(request: &Request) -> String {
    #[derive(serde::Deserialize)]
    struct Form {
        csrf_token: String,
    }
    match request.header("x-csrf-token") {
        Some(token) => token.to_owned(),
        None if request.is_form() => request.media().await.map_or_else(|_| String::new(), |form: Form| form.csrf_token),
        None => String::new(),
    }
}

/// Compared in constant time; nothing equals a token that was never made.
pub(super) fn is_token(expected: Option<&str>, brought: &str) -> bool {
    expected.is_some_and(|expected| !expected.is_empty() && bool::from(expected.as_bytes().ct_eq(brought.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_equals_a_token_that_is_not_there() {
        assert!(is_token(Some("a"), "a"));
        assert!(
            !is_token(None, "") && !is_token(Some(""), "") && !is_token(Some("a"), "") && !is_token(Some("a"), "b")
        );
    }
}
