// C1: the other route stands in a child module

use responder::prelude::*;

#[api]
struct Api;

#[route("/users")]
fn anything() {}

mod users {
    use super::Api;
    use responder::prelude::*;

    #[put("/users")]
    fn put() {}
}

fn main() {}
