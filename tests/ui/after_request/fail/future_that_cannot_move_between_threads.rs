// C8: an after hook holds an `Rc` across an await

use responder::prelude::*;
use std::rc::Rc;

#[api]
struct Api;

#[after_request]
async fn hook(_req: &Request) {
    let text = Rc::new("x");
    std::future::ready(()).await;
    drop(text);
}

fn main() {}
