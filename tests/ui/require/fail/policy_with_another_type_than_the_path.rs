// C3: the policy takes a number, the path has a uuid

use responder::prelude::*;
use uuid::Uuid;

#[api]
struct Api;

#[policy]
fn owns(id: u64) -> bool {
    id == 1
}

#[get("/orders/{id:uuid}")]
#[require(owns)]
fn order(id: Uuid) -> String {
    id.to_string()
}

fn main() {}
