// C8: an `Rc` across an await
use responder::prelude::*;
use std::rc::Rc;

#[api]
struct Api;

#[get("/")]
async fn index() -> String {
    let text = Rc::new("x");
    std::future::ready(()).await;
    text.to_string()
}

fn main() {}
