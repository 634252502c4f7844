use std::rc::Rc;

use rocket::{get, launch, routes, tokio};

#[get("/count")]
async fn count() -> String {
    let count = Rc::new(1);
    tokio::task::yield_now().await;
    count.to_string()
}

#[launch]
fn rocket() -> _ {
    rocket::build().mount("/", routes![count])
}
