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
async fn a_dependency_that_sets_a_status_ends_the_request_wherever_it_is_read() {
    #[api]
    struct Api {
        later: AtomicU32,
    }

    struct Limit;
    struct Derived;
    struct Later;

    #[dependency]
    fn limit(req: &Request, resp: &mut Response) -> Limit {
        if req.header("x-much").is_some() {
            resp.status(429).text("slow down");
        }
        Limit
    }

    #[dependency]
    fn derived(_limit: &Limit) -> Derived {
        Derived
    }

    #[dependency]
    fn later(api: &Api) -> Later {
        api.later.fetch_add(1, Ordering::Relaxed);
        Later
    }

    #[before_request]
    fn hook(req: &Request, _derived: &Derived, resp: &mut Response) {
        if req.path() == "/hooked" {
            resp.header("x-hook", "ran");
        }
    }

    #[get("/hooked")]
    fn hooked(_later: &Later) {}

    #[get("/read")]
    fn read(_limit: &Limit, _later: &Later) {}

    let client = Api { later: AtomicU32::new(0) }.test_client().await;
    for path in ["/hooked", "/read"] {
        let reply = client.get(path).header("x-much", "1").send().await;
        assert_eq!((reply.status(), reply.text().as_str(), reply.header("x-hook")), (429, "slow down", None), "{path}");
    }
    assert_eq!(client.app().api().later.load(Ordering::Relaxed), 0);
    assert_eq!(client.get("/hooked").send().await.header("x-hook"), Some("ran"));
}

#[tokio::test]
async fn a_dependency_that_fails_ends_the_request() {
    let client = Api { made: AtomicU32::new(0) }.test_client().await;
    let reply = client.get("/both").header("x-broken", "1").send().await;
    assert_eq!((reply.status(), reply.json::<Value>()["detail"].as_str()), (503, Some("no database")));
}
