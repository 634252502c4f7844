// C5: a part has no state
use responder::prelude::*;

#[api]
pub struct Api;

mod users {
    use responder::prelude::*;

    #[api(within = crate::Api, prefix = "/users")]
    struct Api;

    #[get("/")]
    fn list(api: &Api) {
        let _ = api;
    }
}

fn main() {}
