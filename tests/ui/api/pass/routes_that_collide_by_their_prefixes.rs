// C13: the compiler sees no collision: starting up does

use responder::prelude::*;

#[api]
struct Api;

#[get("/a/b")]
fn own() {}

mod part {
    use responder::prelude::*;

    #[api(within = super::Api, prefix = "/a")]
    struct Api;

    #[get("/b")]
    fn same() {}
}

mod other {
    use responder::prelude::*;

    #[api]
    pub struct Api;

    #[get("/b")]
    fn same() {}
}

fn app() -> responder::Result<responder::App<Api>> {
    Api.include("/a", other::Api)
}

fn main() {}
