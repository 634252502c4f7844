// C12: a method is no route

use responder::prelude::*;

#[api]
struct Api;

struct Users;

impl Users {
    #[require_role("admin")]
    fn list(&self) {}
}

fn main() {}
