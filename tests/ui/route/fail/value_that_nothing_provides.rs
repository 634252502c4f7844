// C5: no guard or dependency returns it
use responder::prelude::*;

#[api]
struct Api;

struct User;

#[get("/me")]
fn me(user: &User) {
    let _ = user;
}

fn main() {}
