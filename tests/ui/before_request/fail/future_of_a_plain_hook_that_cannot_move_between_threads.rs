// C8: a hook holds a lock across an await

use responder::prelude::*;
use std::sync::Mutex;

#[api]
struct Api;

#[before_request]
async fn hook(_req: &Request) {
    let lock = Mutex::new(1);
    let held = lock.lock().unwrap();
    std::future::ready(()).await;
    drop(held);
}

fn main() {}
