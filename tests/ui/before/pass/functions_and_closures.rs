// C8: what a route's own hook may be

use responder::prelude::*;

#[api]
struct Api;

mod checks {
    use responder::{Problem, Request, Response};

    pub fn check(_req: &Request, _resp: &mut Response) {}

    pub fn fallible<'a>(_req: &'a Request, _resp: &'a mut Response) -> Result<(), Problem> {
        Ok(())
    }

    pub fn generic<T: Default>(_req: &Request, _resp: &mut Response) {
        let _ = T::default();
    }
}

#[get("/")]
#[before(checks::check, checks::fallible,)]
#[before(checks::generic::<u8>)]
#[after(|_req, _resp| {})]
async fn index() -> &'static str {
    ""
}

fn main() {}
