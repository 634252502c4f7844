// C5: a dependency of what nothing provides
use responder::prelude::*;

#[api]
struct Api;

struct Pool;
struct Connection;

#[dependency]
fn connection(_pool: &Pool) -> Connection {
    Connection
}

fn main() {}
