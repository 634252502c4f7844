//! What the guide's `before_request=require_role("admin")` was meant to say.

use responder::prelude::*;

#[api]
pub struct Api {}

pub fn api() -> responder::Result<Api> {
    Ok(Api {})
}

#[derive(Role)]
enum Role {
    Admin,
}

#[derive(Principal)]
struct Caller {
    #[principal(role)]
    role: Option<Role>,
}

/// Nobody can log in here, so nobody is an administrator.
#[before_request]
fn caller(_req: &Request) -> Caller {
    Caller { role: None::<Role> }
}

#[exception_handler]
fn forbidden(_exc: Forbidden, resp: &mut Response) {
    resp.status(403).media(&json!({ "error": "Insufficient permissions" }));
}

#[route("/admin/users")]
#[require_role("admin")]
fn users() -> Value {
    json!({ "users": [] })
}

#[route("/empty")]
#[public]
fn empty() {}

#[route("/public")]
#[public]
fn public() -> Value {
    json!({ "public": true })
}
