// C6: each principal has roles of its own

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

#[derive(Role)]
enum Rank {
    Clerk,
}

#[derive(Principal)]
struct Staff {
    #[principal(role)]
    rank: Rank,
}

#[before_request(order = 1)]
fn staff(_req: &Request) -> Result<Staff, Problem> {
    Err(abort(401))
}

#[get("/")]
#[require_role("admin", of = Staff)]
fn index() {}

fn main() {}
