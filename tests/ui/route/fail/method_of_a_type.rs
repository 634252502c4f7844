// C8: a handler is a free function
use responder::prelude::*;

#[api]
struct Api;

struct Users;

impl Users {
    #[get("/users")]
    fn list(&self) {}
}

fn main() {}
