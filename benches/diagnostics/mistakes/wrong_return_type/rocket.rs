use rocket::{get, launch, routes};

struct User {
    name: String,
}

#[get("/user")]
async fn user() -> User {
    User { name: "ann".to_owned() }
}

#[launch]
fn rocket() -> _ {
    rocket::build().mount("/", routes![user])
}
