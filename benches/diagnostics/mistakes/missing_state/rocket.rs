use std::sync::Mutex;

use rocket::{State, get, launch, routes};

#[get("/users")]
fn users(users: &State<Mutex<Vec<String>>>) -> String {
    users.lock().unwrap().join(", ")
}

#[launch]
fn rocket() -> _ {
    rocket::build().mount("/", routes![users])
}
