// C8: what a policy may take and return

use responder::prelude::*;

#[api]
struct Api;

#[derive(Principal)]
struct User;

#[before_request]
fn guard(_req: &Request) -> Result<User, Problem> {
    Err(abort(401))
}

#[policy]
fn nothing() -> bool {
    true
}

#[policy]
pub(crate) const fn constant(_user: &User) -> bool {
    true
}

#[policy(api = crate::Api)]
async fn everything<'a>(_user: Option<&'a User>, _req: &Request, _api: &Api, _id: u64, r#type: &str) -> Result<bool, Problem> {
    Ok(r#type.is_empty())
}

#[policy]
fn error_alone(#[allow(unused)] id: String) -> Result<(), Problem> {
    Ok(())
}

fn main() {}
