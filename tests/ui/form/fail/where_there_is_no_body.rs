// C10: a form on a route that only answers GET.
use responder::prelude::*;

#[api]
struct Api;

#[get("/search")]
fn search(#[form] name: &str) {
    let _ = name;
}

fn main() {}
