use rocket::{get, launch, routes};

#[get("/users/<id>")]
fn by_id(id: &str) -> String {
    format!("user {id}")
}

#[get("/users/<name>")]
fn by_name(name: &str) -> String {
    format!("user called {name}")
}

#[launch]
fn rocket() -> _ {
    rocket::build().mount("/", routes![by_id, by_name])
}
