// C7: the second handler stands in a child module

use responder::prelude::*;

#[api]
struct Api;

pub struct Oops;

#[exception_handler]
fn oops(_exc: Oops) -> &'static str {
    ""
}

mod elsewhere {
    use super::{Api, Oops as Failure};
    use responder::prelude::*;

    #[exception_handler]
    fn failure(_exc: Failure) -> &'static str {
        ""
    }
}

fn main() {}
