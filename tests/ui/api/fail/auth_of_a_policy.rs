// C6: `auth` takes a principal

use responder::prelude::*;

#[api(auth = open)]
struct Api;

#[policy]
fn open() -> bool {
    true
}

fn main() {}
