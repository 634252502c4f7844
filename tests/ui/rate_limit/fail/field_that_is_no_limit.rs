// C11: a field of another type

use responder::prelude::*;

#[api]
struct Api {
    per_minute: u32,
}

#[get("/search")]
#[rate_limit(per_minute)]
fn search() {}

fn main() {
    let _ = Api { per_minute: 1 }.per_minute;
}
