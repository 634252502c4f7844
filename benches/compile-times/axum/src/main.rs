mod routes;

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
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
        if self.role == role { Ok(()) } else { Err(Error::Forbidden) }
    }
}

pub enum Error {
    NoToken,
    Forbidden,
    NotYours,
    NotFound,
}

impl FromRequestParts<Arc<App>> for User {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Error> {
        let header = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        match header.and_then(|value| value.strip_prefix("Bearer ")) {
            Some("admin") => Ok(User { id: 1, role: Role::Admin }),
            Some("editor") => Ok(User { id: 2, role: Role::Editor }),
            _ => Err(Error::NoToken),
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = match self {
            Error::NoToken => StatusCode::UNAUTHORIZED,
            Error::Forbidden | Error::NotYours => StatusCode::FORBIDDEN,
            Error::NotFound => StatusCode::NOT_FOUND,
        };
        status.into_response()
    }
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = App { items: vec![Item { id: 1, owner: 1 }, Item { id: 2, owner: 2 }] };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:5042").await?;
    axum::serve(listener, routes::all().with_state(Arc::new(app))).await
}
