//! What the targets share: an API asked without sockets, and good texts that inputs are edits of.

use http::HeaderValue;
use responder::{Application, Serve, TestClient, TestReply};
use tokio::runtime::{Builder, Runtime};

/// A client and the runtime that it needs.
pub struct Client<A: Application<Root = A>> {
    runtime: Runtime,
    client: TestClient<A>,
}

impl<A: Application<Root = A> + Serve> Client<A> {
    pub fn new(api: A) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let client = runtime.block_on(api.test_client());
        Client { runtime, client }
    }

    /// The reply to a GET with this field; `None` if no request could have it.
    pub fn get(&self, path: &str, field: &str, value: &[u8]) -> Option<TestReply> {
        HeaderValue::from_bytes(value).ok()?;
        let request = self.client.get(path).header(field, value);
        Some(self.runtime.block_on(async { request.await }))
    }

    /// The reply to a POST of this body.
    pub fn post(&self, path: &str, content_type: &str, body: &[u8]) -> TestReply {
        let request = self.client.post(path).body(content_type, body.to_vec());
        self.runtime.block_on(async { request.await })
    }
}

/// The input as it is; or, after `!`, a good text with these changes: a place and a byte each.
pub fn edited(good: &str, input: &[u8]) -> Vec<u8> {
    let Some((b'!', edits)) = input.split_first() else { return input.to_vec() };
    let mut edited = good.as_bytes().to_vec();
    for edit in edits.chunks_exact(2) {
        let place = usize::from(edit[0]) % edited.len();
        edited[place] = edit[1];
    }
    edited
}
