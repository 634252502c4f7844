// C9: it counts for the parts, too

use responder::prelude::*;

#[api(access = explicit)]
struct Api;

mod part {
    use responder::prelude::*;

    #[api(within = super::Api, prefix = "/part")]
    struct Api;

    #[get("/users/{id}")]
    async fn user(id: &str) -> String {
        id.to_owned()
    }
}

fn main() {}
