// C8: what is provided is shared
use responder::prelude::*;

#[api]
struct Api {
    visits: u64,
}

#[get("/")]
fn index(api: &mut Api) {
    api.visits += 1;
}

fn main() {}
