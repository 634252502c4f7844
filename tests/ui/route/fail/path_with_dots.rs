// C4: no request path has these segments

use responder::prelude::*;

#[api]
struct Api;

#[get("/a/../b")]
fn dots() {}

fn main() {}
