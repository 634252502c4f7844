// C8: the API is not imported

use responder::prelude::*;

#[api]
struct Api;

mod errors {
    use responder::prelude::*;

    pub struct Oops;

    #[exception_handler]
    fn oops(_exc: Oops) -> &'static str {
        ""
    }
}

fn main() {}
