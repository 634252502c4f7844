//! Whatever stands in `Cookie`: a good pair behind it is found, and nothing is the server's fault.
#![no_main]

use libfuzzer_sys::fuzz_target;
use responder::prelude::*;
use responder_fuzz::Client;

#[api]
struct Api;

#[get("/")]
fn good(req: &Request) -> String {
    let cookies = req.cookies();
    let count = cookies.iter().count();
    let found = cookies.all("good").any(|value| value == "1");
    format!("{found} {count}")
}

thread_local! {
    static CLIENT: Client<Api> = Client::new(Api);
}

fuzz_target!(|noise: &[u8]| {
    let field = [noise, b";good=1"].concat();
    let Some(reply) = CLIENT.with(|client| client.get("/", "cookie", &field)) else { return };
    assert_eq!(reply.status(), 200);
    assert!(reply.text().starts_with("true "), "a good cookie is hidden");
});
