use rocket::{get, launch, routes};

#[get("/users/<id>")]
fn user() -> String {
    "a user".to_owned()
}

#[launch]
fn rocket() -> _ {
    rocket::build().mount("/", routes![user])
}
