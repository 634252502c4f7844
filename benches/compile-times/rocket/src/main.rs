mod routes;

use rocket::http::Status;
use rocket::request::{FromRequest, Outcome, Request};
use rocket::{Build, Responder, Rocket};
use serde::Serialize;

pub struct App {
    items: Vec<Item>,
}

impl App {
    async fn item(&self, id: u64) -> Option<Item> {
        self.items.iter().find(|item| item.id == id).cloned()
    }
}

#[derive(Serialize, Clone)]
pub struct Item {
    id: u64,
    owner: u64,
}

#[derive(PartialEq)]
pub enum Role {
    Admin,
    Editor,
}

pub struct User {
    id: u64,
    role: Role,
}

impl User {
    fn require(&self, role: Role) -> Result<(), Error> {
        if self.role == role { Ok(()) } else { Err(Error::Forbidden(())) }
    }
}

#[derive(Responder)]
pub enum Error {
    #[response(status = 403)]
    Forbidden(()),
    #[response(status = 403)]
    NotYours(()),
    #[response(status = 404)]
    NotFound(()),
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for User {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let header = request.headers().get_one("Authorization");
        match header.and_then(|value| value.strip_prefix("Bearer ")) {
            Some("admin") => Outcome::Success(User { id: 1, role: Role::Admin }),
            Some("editor") => Outcome::Success(User { id: 2, role: Role::Editor }),
            _ => Outcome::Error((Status::Unauthorized, ())),
        }
    }
}

#[rocket::launch]
fn rocket() -> Rocket<Build> {
    let app = App { items: vec![Item { id: 1, owner: 1 }, Item { id: 2, owner: 2 }] };
    routes::mount(rocket::build().manage(app))
}
