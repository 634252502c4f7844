mod routes;

use responder::prelude::*;
use serde::Serialize;

#[api]
pub struct Api {
    items: Vec<Item>,
}

impl Api {
    async fn item(&self, id: u64) -> Option<Item> {
        self.items.iter().find(|item| item.id == id).cloned()
    }
}

#[derive(Serialize, Clone)]
pub struct Item {
    id: u64,
    owner: u64,
}

#[derive(Role)]
pub enum Role {
    Admin,
    Editor,
}

#[derive(Principal)]
pub struct User {
    id: u64,
    #[principal(role)]
    role: Role,
}

pub enum Error {
    NoToken,
    NotYours,
    NotFound,
}

#[before_request]
fn user(req: &Request) -> Result<User, Error> {
    match req.bearer_token() {
        Some("admin") => Ok(User { id: 1, role: Role::Admin }),
        Some("editor") => Ok(User { id: 2, role: Role::Editor }),
        _ => Err(Error::NoToken),
    }
}

#[exception_handler]
fn answer(exc: Error, resp: &mut Response) {
    resp.status(match exc {
        Error::NoToken => 401,
        Error::NotYours => 403,
        Error::NotFound => 404,
    });
}

#[tokio::main]
async fn main() -> responder::Result {
    Api { items: vec![Item { id: 1, owner: 1 }, Item { id: 2, owner: 2 }] }.run().await
}
