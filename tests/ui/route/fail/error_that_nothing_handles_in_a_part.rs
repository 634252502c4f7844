// C7: neither the part nor its parent handles it

use responder::prelude::*;

#[api]
struct Api;

pub struct Oops;

mod part {
    use super::Oops;
    use responder::prelude::*;

    #[api(within = super::Api)]
    struct Api;

    #[get("/")]
    fn index() -> Result<(), Oops> {
        Err(Oops)
    }
}

fn main() {}
