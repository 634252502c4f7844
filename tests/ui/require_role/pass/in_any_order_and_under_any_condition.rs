// C12: above, below, conditional, qualified, renamed, by a macro, raw

use responder::prelude::*;
use responder::{get as fetch, require_role as only};

#[api]
struct Api;

#[derive(Role)]
enum Role {
    Admin,
    User,
}

#[derive(Principal)]
struct Claims {
    #[principal(role)]
    role: Role,
}

#[before_request]
fn guard(_req: &Request) -> Result<Claims, Problem> {
    Err(abort(401))
}

#[require_role("admin")]
#[get("/above")]
fn above() {}

#[get("/below")]
#[inline]
/// Documented.
#[require_role("admin")]
fn below() {}

#[cfg_attr(all(), get("/conditional"))]
#[cfg_attr(all(), require_role("admin"), must_use)]
#[cfg_attr(any(), require_role("nobody"))]
fn conditional() -> &'static str {
    ""
}

#[responder::require_role("admin")]
#[::responder::get("/qualified")]
fn qualified() {}

#[only("admin")]
#[get("/renamed")]
fn renamed() {}

#[require_role("admin")]
#[fetch("/renamed-route")]
fn renamed_route() {}

macro_rules! page {
    ($(#[$attribute:meta])* $name:ident) => {
        $(#[$attribute])*
        #[get("/macro")]
        async fn $name() {}
    };
}

page! {
    #[require_role("admin")]
    by_a_macro
}

#[get("/raw")]
#[require_role(r"admin", r#"user"#)]
fn r#raw() {}

fn main() {}
