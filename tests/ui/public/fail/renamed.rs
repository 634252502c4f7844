// C12: an attribute under another name is not seen by the route

use responder::prelude::*;
use responder::public as open;

#[api]
struct Api;

#[get("/")]
#[open]
fn index() {}

fn main() {}
