// C12: what is no route does not take it either
// errors: 2

use responder::prelude::*;
use tokio::main as start;

#[api]
struct Api;

#[require_role("admin")]
#[derive(Clone)]
struct Page;

#[require_role("admin")]
#[start]
async fn index() {}

fn main() {}
