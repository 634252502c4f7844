//! Nothing but the defaults.

use responder::prelude::*;

#[api]
pub struct Api {
    #[sessions]
    sessions: Sessions,
}

pub fn api() -> responder::Result<Api> {
    Ok(Api { sessions: Sessions::signed("0123456789abcdef0123456789abcdef")? })
}

#[route("/")]
fn index() -> Value {
    json!({ "ok": true })
}
