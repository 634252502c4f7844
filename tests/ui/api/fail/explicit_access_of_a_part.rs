// C9: a part can be stricter than its parent

use responder::prelude::*;

#[api]
struct Api;

mod part {
    use responder::prelude::*;

    #[api(within = super::Api, access = explicit)]
    struct Api;

    #[get("/a")]
    fn a() {}
}

#[get("/b")]
fn b() {}

fn main() {}
