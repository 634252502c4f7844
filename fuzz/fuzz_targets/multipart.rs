//! Whatever a multipart body is: its fields or an error of the client's.
#![no_main]

use std::collections::HashMap;

use libfuzzer_sys::fuzz_target;
use responder::prelude::*;
use responder_fuzz::Client;

#[api]
struct Api;

#[post("/")]
fn fields(#[body] fields: HashMap<String, String>) -> String {
    fields.len().to_string()
}

thread_local! {
    static CLIENT: Client<Api> = Client::new(Api);
}

fuzz_target!(|body: &[u8]| {
    let reply = CLIENT.with(|client| client.post("/", "multipart/form-data; boundary=b", body));
    assert!(matches!(reply.status(), 200 | 400 | 413 | 422), "{}", reply.status());
});
