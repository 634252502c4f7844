use responder::prelude::*;

struct Api;

#[get("/")]
fn index() {}

fn main() {
    let _ = Api;
}
