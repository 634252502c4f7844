//! Whatever a path is: what is guarded is never reached without its guard, and nothing is the server's fault.
#![no_main]

use libfuzzer_sys::fuzz_target;
use responder::prelude::*;
use responder_fuzz::Client;

#[api]
struct Api;

mod admin {
    use responder::prelude::*;

    #[api(within = super::Api, prefix = "/admin")]
    struct Api;

    #[before_request(guard)]
    fn nobody() -> Result<(), Problem> {
        Err(abort(401).challenge("Bearer"))
    }

    #[get("/secret")]
    fn secret() -> &'static str {
        "SECRET"
    }

    #[get("/{rest:path}")]
    fn rest(_rest: &str) -> &'static str {
        "SECRET"
    }
}

#[get("/users/{name}/{id:int}")]
fn user(name: &str, id: i64) -> String {
    format!("{} {id}", name.len())
}

#[get("/files/{rest:path}")]
fn file(rest: &str) -> String {
    rest.len().to_string()
}

thread_local! {
    static CLIENT: Client<Api> = Client::new(Api);
}

fuzz_target!(|path: &str| {
    let Ok(uri) = path.parse::<http::Uri>() else { return };
    let Some(target) = uri.path_and_query().map(|target| target.as_str()).filter(|target| target.starts_with('/'))
    else {
        return;
    };
    let Some(reply) = CLIENT.with(|client| client.get(target, "x-none", b"")) else { return };
    assert!(matches!(reply.status(), 200 | 307 | 400 | 401 | 404), "{}", reply.status());
    assert!(!reply.text().contains("SECRET"), "past the guard");
    if let Some(location) = reply.header("location") {
        assert!(location.starts_with('/') && !location.starts_with("//"), "to another server: {location}");
    }
});
