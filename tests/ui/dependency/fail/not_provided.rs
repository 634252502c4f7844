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
