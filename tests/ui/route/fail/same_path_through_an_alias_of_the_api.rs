// C1: `Api` is a type alias there, the path is the same

use responder::prelude::*;

#[api]
struct Api;

#[get("/users")]
fn list() {}

mod elsewhere {
    use responder::prelude::*;

    type Api = super::Api;

    #[get("/users")]
    fn other() {}
}

fn main() {}
