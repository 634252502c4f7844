// C5: no field is marked `#[sessions]`
use responder::prelude::*;

#[api]
struct Api;

#[get("/")]
fn index(session: &Session) {
    session.clear();
}

fn main() {}
