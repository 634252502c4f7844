use responder::prelude::*;

#[api]
struct Api;

#[on_startup]
fn start(api: &Api, req: &Request) {
    let _ = (api, req);
}

fn main() {}
