//! Dependencies: values made on demand, once per request.

use std::sync::atomic::{AtomicU32, Ordering};

use responder::prelude::*;

#[api]
struct Api {
    made: AtomicU32,
}

struct Connection(u32);

struct Repository {
    connection: u32,
}

#[dependency]
async fn connection(api: &Api) -> Connection {
    Connection(api.made.fetch_add(1, Ordering::Relaxed) + 1)
}

#[dependency]
fn repository(connection: &Connection, req: &Request) -> Result<Repository, Problem> {
    match req.header("x-broken") {
        Some(_) => Err(abort(503).detail("no database")),
        None => Ok(Repository { connection: connection.0 }),
    }
}

#[get("/both")]
fn both(repository: &Repository, connection: &Connection) -> Value {
    json!([repository.connection, connection.0])
}

#[get("/none")]
fn none(api: &Api) -> Value {
    json!(api.made.load(Ordering::Relaxed))
}

#[get("/public")]
#[public]
fn public(repository: &Repository) -> Value {
    json!(repository.connection)
}

#[tokio::test]
async fn a_value_is_made_once_per_request_and_only_where_it_is_read() {
    let client = Api { made: AtomicU32::new(0) }.test_client().await;
    assert_eq!(client.get("/none").send().await.text(), "0");
    assert_eq!(client.get("/both").send().await.text(), "[1,1]");
    assert_eq!(client.get("/both").send().await.text(), "[2,2]");
    assert_eq!(client.get("/public").send().await.text(), "3");
}

#[tokio::test]
async fn a_dependency_that_fails_ends_the_request() {
    let client = Api { made: AtomicU32::new(0) }.test_client().await;
    let reply = client.get("/both").header("x-broken", "1").send().await;
    assert_eq!((reply.status(), reply.json::<Value>()["detail"].as_str()), (503, Some("no database")));
}
