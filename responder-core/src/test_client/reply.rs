//! What came back.

use bytes::Bytes;
use http::HeaderMap;
use serde::de::DeserializeOwned;

/// What came back.
#[derive(Clone, Debug)]
pub struct TestReply {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) is_complete: bool,
}

impl TestReply {
    /// The status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The header fields.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The first field with this name, as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The bytes of the body.
    pub fn content(&self) -> &Bytes {
        &self.body
    }

    /// Whether all of the body has come: a stream that fails breaks it off.
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// The body as text; bytes that are not UTF-8 are replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// If it is not JSON of that type; the message shows what it is.
    #[track_caller]
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }
}
