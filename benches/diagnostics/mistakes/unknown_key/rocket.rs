use rocket::{get, launch, routes};

#[get("/users", fromat = "text/plain")]
fn users() -> &'static str {
    "ann, bob"
}

#[launch]
fn rocket() -> _ {
    rocket::build().mount("/", routes![users])
}
