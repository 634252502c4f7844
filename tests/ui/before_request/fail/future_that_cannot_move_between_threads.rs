// C8: a guard holds an `Rc` across an await

use responder::prelude::*;
use std::rc::Rc;

#[api]
struct Api;

struct User;

#[before_request]
async fn guard(_req: &Request) -> Result<User, Problem> {
    let text = Rc::new("x");
    std::future::ready(()).await;
    drop(text);
    Ok(User)
}

fn main() {}
