use rocket::{get, launch, routes};

#[get("/users/<id")]
fn user(id: &str) -> String {
    format!("user {id}")
}

#[launch]
fn rocket() -> _ {
    rocket::build().mount("/", routes![user])
}
