// C8: an async function waits without blocking

use responder::prelude::*;

#[api]
struct Api;

#[get("/", blocking)]
async fn index() {}

fn main() {}
