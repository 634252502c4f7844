// C7: a parent's errors do not go to the handlers of its part

use responder::prelude::*;

#[api]
struct Api;

mod part {
    use responder::prelude::*;

    #[api(within = super::Api)]
    struct Api;

    pub struct Oops;

    #[exception_handler]
    fn oops(_exc: Oops, resp: &mut Response) {
        resp.status(500);
    }
}

#[get("/")]
fn index() -> Result<(), part::Oops> {
    Err(part::Oops)
}

fn main() {}
