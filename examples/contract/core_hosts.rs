//! The hosts that an app answers for. Who names another one is told so in plain text, as it was recorded.

use responder::prelude::*;

#[api]
pub struct Api;

pub fn app() -> responder::Result<responder::App<Api>> {
    Ok(Api.into_app()?.allowed_hosts(["example.com", "*.example.org", "www.redirect.test"]))
}

#[exception_handler]
fn in_text(exc: Problem, resp: &mut Response) {
    match exc.status() {
        400 => _ = resp.status(400).text(exc.message()),
        _ => exc.write(resp),
    }
}

#[get("/x")]
fn x(req: &Request) -> Value {
    json!({ "url": req.url() })
}
