// C8: a part has no fields
use responder::prelude::*;

#[api]
struct Api;

mod users {
    use responder::prelude::*;

    #[api(within = crate::Api, prefix = "/users")]
    pub struct Api {
        count: u32,
    }
}

fn main() {}
