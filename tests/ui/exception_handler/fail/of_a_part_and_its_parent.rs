// C7: a part's errors go to its parent's handler

use responder::prelude::*;

#[api]
struct Api;

pub struct Oops;

#[exception_handler]
fn oops(_exc: Oops) -> &'static str {
    ""
}

mod part {
    use super::Oops;
    use responder::prelude::*;

    #[api(within = super::Api)]
    struct Api;

    #[exception_handler]
    fn failure(_exc: Oops) -> &'static str {
        ""
    }
}

fn main() {}
