// C1: each API has its own paths, also in one module

use responder::prelude::*;

#[api]
struct Api;

#[api]
struct Admin;

#[get("/users")]
fn list() {}

#[get("/users", api = Admin)]
fn admins() {}

mod part {
    use responder::prelude::*;

    #[api(within = super::Api, prefix = "/part")]
    struct Api;

    #[get("/users")]
    fn list() {}
}

mod shop {
    use responder::prelude::*;

    pub mod app {
        #[responder::api]
        pub struct Api;
    }

    use app::Api as Shop;

    #[get("/users", api = Shop)]
    fn list() {}

    #[get("/users/", api = app::Api)]
    fn slash() {}
}

fn inner() {
    #[api]
    struct Api;

    #[get("/users")]
    fn list() {}
}

fn main() {}
