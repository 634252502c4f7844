// C7: handled by the parent, by itself, by what the framework knows, or impossible

use responder::prelude::*;
use std::convert::Infallible;

#[api]
struct Api;

pub struct Oops;

#[exception_handler]
fn oops(_exc: Oops) -> &'static str {
    ""
}

struct Own;

impl responder::ErrorResponse for Own {
    fn respond(self, resp: &mut Response) {
        resp.status(418);
    }
}

#[get("/a")]
fn a() -> Result<(), Infallible> {
    Ok(())
}

#[get("/b")]
async fn b() -> Result<Option<String>, Problem> {
    Ok(None)
}

#[get("/c")]
fn c() -> Result<&'static str, Own> {
    Err(Own)
}

mod part {
    use super::Oops;
    use responder::prelude::*;

    #[api(within = super::Api)]
    struct Api;

    pub struct Mine;

    #[exception_handler]
    fn mine(_exc: Mine) -> Media<u8> {
        Media(1)
    }

    #[get("/d")]
    fn d() -> Result<(), Oops> {
        Err(Oops)
    }

    #[get("/e")]
    fn e() -> Result<(), Mine> {
        Err(Mine)
    }
}

fn check(_req: &Request, _resp: &mut Response) -> Result<(), Oops> {
    Ok(())
}

#[get("/f")]
#[before(check)]
#[after(check)]
fn f() {}

fn main() {}
