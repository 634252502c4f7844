// C3: a file of a form in another type.
use responder::prelude::*;

#[api]
struct Api;

#[post("/upload")]
fn upload(#[file] picture: Vec<u8>) {
    let _ = picture;
}

fn main() {}
