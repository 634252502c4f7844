// C8: there is no request when the app starts
use responder::prelude::*;

#[api]
struct Api;

#[on_startup]
fn start(api: &Api, req: &Request) {
    let _ = (api, req);
}

fn main() {}
