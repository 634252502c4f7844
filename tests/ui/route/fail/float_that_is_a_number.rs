// C3: `{x:float}` gives no integer

use responder::prelude::*;

#[api]
struct Api;

#[get("/at/{x:float}")]
fn at(x: u32) -> String {
    x.to_string()
}

fn main() {}
