// C8: a policy holds an `Rc` across an await

use responder::prelude::*;
use std::rc::Rc;

#[api]
struct Api;

#[policy]
async fn open() -> bool {
    let text = Rc::new("x");
    std::future::ready(()).await;
    text.len() == 1
}

fn main() {}
