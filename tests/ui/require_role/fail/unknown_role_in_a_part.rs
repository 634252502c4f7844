// C6: a part asks the principal of its parent

use responder::prelude::*;

#[api]
struct Api;

#[derive(Role)]
enum Role {
    Admin,
    User,
}

#[derive(Principal)]
struct Claims {
    #[principal(role)]
    role: Role,
}

#[before_request]
fn guard(_req: &Request) -> Result<Claims, Problem> {
    Err(abort(401))
}

mod part {
    use responder::prelude::*;

    #[api(within = super::Api, prefix = "/part")]
    struct Api;

    #[get("/")]
    #[require_role("adnim")]
    fn index() {}
}

fn main() {}
