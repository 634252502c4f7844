// C5: what public routes have
use responder::prelude::*;

#[api]
struct Api {
    #[sessions]
    sessions: Sessions,
}

struct User;
struct Config(u8);

#[before_request]
fn guard(_req: &Request) -> Result<User, Problem> {
    Err(abort(401))
}

#[dependency]
fn config(_api: &Api, _session: &Session) -> Config {
    Config(1)
}

#[get("/")]
#[public]
fn index(_req: &Request, _api: &Api, _session: &Session, config: &Config) -> String {
    config.0.to_string()
}

#[get("/me")]
fn me(_user: &User) {}

fn main() {}
