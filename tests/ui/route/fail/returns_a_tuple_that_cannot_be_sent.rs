// C8: a value and a status, in this order

use responder::prelude::*;

#[api]
struct Api;

#[get("/")]
fn index() -> (u16, std::net::TcpListener) {
    todo!()
}

fn main() {}
