// C6: policies in modules, under other names, of parents, with what a path has

use responder::prelude::*;
use uuid::Uuid;

#[api]
struct Api;

#[derive(Principal)]
struct User;

#[before_request]
fn guard(_req: &Request) -> Result<User, Problem> {
    Err(abort(401))
}

mod policies {
    use super::{Api, User};
    use responder::prelude::*;
    use uuid::Uuid;

    #[policy]
    pub(crate) fn owns(_user: &User, id: Uuid) -> bool {
        id.is_nil()
    }

    #[policy]
    pub async fn r#async(#[allow(unused)] id: &str) -> Result<bool, Problem> {
        Ok(true)
    }
}

use policies::owns as mine;

#[get("/a/{id:uuid}")]
#[require(policies::owns, mine, policies::r#async)]
fn a(id: Uuid) -> String {
    id.to_string()
}

// A policy that reads a uuid reads it from text, too.
#[get("/b/{id}")]
#[require(mine)]
#[require(User)]
fn b(id: &str) -> String {
    id.to_owned()
}

mod part {
    use responder::prelude::*;

    #[api(within = super::Api, prefix = "/part")]
    struct Api;

    #[policy]
    fn open() -> bool {
        true
    }

    #[get("/{id}")]
    #[require(super::policies::owns, open, super::User)]
    fn c(id: &str) -> String {
        id.to_owned()
    }
}

fn main() {}
