// C5: a policy reads what nothing provides

use responder::prelude::*;

#[api]
struct Api;

struct User;

#[policy]
fn known(user: &User) -> bool {
    let _ = user;
    true
}

fn main() {}
