// C1: the API has another name there, the path is the same

use responder::prelude::*;

#[api]
struct Api;

#[get("/users")]
fn list() {}

mod elsewhere {
    use super::Api as Shop;
    use responder::prelude::*;

    #[get("/users", api = Shop)]
    fn other() {}
}

fn main() {}
