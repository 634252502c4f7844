// C8: the state is shared
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

#[on_startup]
fn owned(api: Api) {
    let _ = api;
}

#[on_shutdown]
fn changed(api: &mut Api) {
    let _ = api;
}

fn main() {}
