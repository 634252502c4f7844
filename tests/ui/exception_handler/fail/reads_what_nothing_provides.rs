// C5: a handler reads what nothing provides

use responder::prelude::*;

#[api]
struct Api;

struct User;
struct Oops;

#[exception_handler]
fn oops(_exc: Oops, user: Option<&User>) -> &'static str {
    let _ = user;
    ""
}

fn main() {}
