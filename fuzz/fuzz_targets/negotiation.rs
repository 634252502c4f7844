//! Whatever stands in `Accept`: JSON or MessagePack, as its type says.
#![no_main]

use libfuzzer_sys::fuzz_target;
use responder::prelude::*;
use responder_fuzz::Client;

#[api]
struct Api;

#[get("/")]
fn value() -> Value {
    json!({ "a": 1 })
}

thread_local! {
    static CLIENT: Client<Api> = Client::new(Api);
}

fuzz_target!(|field: &[u8]| {
    let Some(reply) = CLIENT.with(|client| client.get("/", "accept", field)) else { return };
    match reply.header("content-type") {
        Some("application/json") => assert_eq!(reply.text(), r#"{"a":1}"#),
        Some("application/x-msgpack") => assert_eq!(reply.status(), 200),
        other => panic!("{} {other:?}", reply.status()),
    }
    assert_eq!(reply.header("vary"), Some("Accept"));
});
