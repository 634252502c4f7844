use rocket::{get, launch, routes};

struct Claims {
    user: u64,
}

#[get("/me")]
fn me(claims: Claims) -> String {
    format!("user {}", claims.user)
}

#[launch]
fn rocket() -> _ {
    rocket::build().mount("/", routes![me])
}
