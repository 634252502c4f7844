// C8: the API is not visible here

use responder::prelude::*;

#[api]
struct Api;

mod app {
    use responder::prelude::*;

    #[api]
    struct Other;
}

#[get("/", api = app::Other)]
fn index() {}

fn main() {}
