use rocket::http::Status;
use rocket::request::{FromRequest, Outcome, Request};
use rocket::{get, launch, routes};

struct Admin;

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Admin {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Admin, ()> {
        match request.headers().get_one("authorization").and_then(|value| value.strip_prefix("Bearer ")) {
            Some("admin") => Outcome::Success(Admin),
            Some(_) => Outcome::Error((Status::Forbidden, ())),
            None => Outcome::Error((Status::Unauthorized, ())),
        }
    }
}

#[get("/admin/orders")]
fn orders(_admin: Admin) -> &'static str {
    "1, 2"
}

#[get("/admin/users")]
fn users(_admin: Admin) -> &'static str {
    "ann, bob"
}

#[launch]
fn rocket() -> _ {
    rocket::build().mount("/", routes![orders])
}
