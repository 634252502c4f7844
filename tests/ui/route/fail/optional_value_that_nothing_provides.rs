// C5: `Option<&T>` needs somebody who could provide it

use responder::prelude::*;

#[api]
struct Api;

struct User;

#[get("/")]
fn index(user: Option<&User>) {
    let _ = user;
}

fn main() {}
