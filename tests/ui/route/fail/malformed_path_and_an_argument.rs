// C4: one error, the arguments are not known then

use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{id:it}/{name")]
fn user(id: u64, name: &str, _limit: Option<u8>) -> String {
    format!("{id}{name}")
}

fn main() {}
