// C6: the policy is not visible here

use responder::prelude::*;

#[api]
struct Api;

mod policies {
    use super::Api;
    use responder::prelude::*;

    #[policy]
    fn open() -> bool {
        true
    }
}

#[get("/")]
#[require(policies::open)]
fn index() {}

fn main() {}
