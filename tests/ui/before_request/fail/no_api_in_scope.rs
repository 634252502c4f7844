// C8: the API is not imported

use responder::prelude::*;

#[api]
struct Api;

mod users {
    use responder::prelude::*;

    #[before_request]
    fn hook(_req: &Request) {}
}

fn main() {}
