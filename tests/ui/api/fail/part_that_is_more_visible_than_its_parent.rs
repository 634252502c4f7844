// C8: a part that is more visible than its parent
use responder::prelude::*;

#[api]
struct Api;

mod users {
    use responder::prelude::*;

    #[api(within = crate::Api, prefix = "/users")]
    pub struct Api;
}

fn main() {}
