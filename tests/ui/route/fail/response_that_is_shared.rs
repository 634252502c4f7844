// C5: the response is taken with `&mut`

use responder::prelude::*;

#[api]
struct Api;

#[get("/")]
fn index(resp: &Response) {
    let _ = resp;
}

fn main() {}
