// C8: each module imports the API, one error for each attribute
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

mod users {
    use responder::prelude::*;

    #[get("/users")]
    fn list() {}

    #[before_request]
    fn hook(_req: &Request) {}
}

fn main() {}
