use rocket::{get, launch, routes};

struct UserId(u64);

#[get("/users/<id>")]
fn user(id: UserId) -> String {
    format!("user {}", id.0)
}

#[launch]
fn rocket() -> _ {
    rocket::build().mount("/", routes![user])
}
