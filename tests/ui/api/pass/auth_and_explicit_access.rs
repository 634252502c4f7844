// C6: the principal of all routes, from a guard or on demand

use responder::prelude::*;

#[api(auth = User, access = explicit, title = "A", version = "1")]
pub struct Api;

#[derive(Principal)]
pub struct User;

#[derive(Principal)]
struct Staff;

#[dependency]
fn user(_req: &Request) -> Result<User, Problem> {
    Err(abort(401))
}

#[get("/")]
#[require(User)]
fn index() {}

mod part {
    use super::Staff;
    use responder::prelude::*;

    #[api(within = super::Api, auth = Staff)]
    struct Api;

    #[before_request]
    fn staff(_req: &Request) -> Result<Staff, Problem> {
        Err(abort(401))
    }

    #[get("/part")]
    #[require(Staff)]
    fn index() {}
}

fn main() {}
