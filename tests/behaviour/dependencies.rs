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

/// Values that say when they go.
mod teardown {
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use responder::prelude::*;
    use responder::{App, Limits};

    #[derive(Clone, Default)]
    struct Events(Arc<Mutex<Vec<&'static str>>>);

    impl Events {
        fn add(&self, event: &'static str) {
            self.0.lock().unwrap().push(event);
        }

        fn taken(&self) -> Vec<&'static str> {
            std::mem::take(&mut self.0.lock().unwrap())
        }
    }

    #[api]
    struct Api {
        events: Events,
    }

    struct First(Events);
    struct Second(Events);
    struct Third(Events);

    impl Drop for First {
        fn drop(&mut self) {
            self.0.add("first");
        }
    }

    impl Drop for Second {
        fn drop(&mut self) {
            self.0.add("second");
            panic!("s3cret");
        }
    }

    impl Drop for Third {
        fn drop(&mut self) {
            self.0.add("third");
        }
    }

    #[dependency]
    fn first(api: &Api) -> First {
        First(api.events.clone())
    }

    #[dependency]
    fn second(_first: &First, api: &Api) -> Second {
        Second(api.events.clone())
    }

    #[dependency]
    fn third(_second: &Second, api: &Api) -> Third {
        Third(api.events.clone())
    }

    #[get("/fine")]
    fn fine(_third: &Third, api: &Api) -> &'static str {
        api.events.add("handler");
        "fine"
    }

    #[get("/fails")]
    fn fails(_third: &Third) -> Result<(), Problem> {
        Err(abort(409))
    }

    #[get("/panics")]
    fn panics(_third: &Third) {
        panic!("s3cret");
    }

    #[get("/slow")]
    async fn slow(_third: &Third) {
        tokio::time::sleep(Duration::from_secs(600)).await;
    }

    #[after_request]
    fn after(api: &Api) {
        api.events.add("after");
    }

    fn app() -> App<Api> {
        let limits = Limits::new().handler_time(Duration::from_secs(20));
        Api { events: Events::default() }.into_app().unwrap().limits(limits)
    }

    #[tokio::test]
    async fn values_go_in_the_reverse_order_once_the_response_was_made() {
        let client = app().test_client().await;
        let reply = client.get("/fine").await;
        assert_eq!((reply.status(), reply.text().as_str()), (200, "fine"), "a teardown that panics harms nobody");
        assert_eq!(client.app().api().events.taken(), ["handler", "after", "third", "second", "first"]);
    }

    #[tokio::test(start_paused = true)]
    async fn values_go_however_the_request_ends() {
        let client = app().test_client().await;
        for (path, status) in [("/fails", 409), ("/panics", 500), ("/slow", 504)] {
            assert_eq!(client.get(path).await.status(), status, "{path}");
            assert_eq!(client.app().api().events.taken(), ["after", "third", "second", "first"], "{path}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn values_go_when_the_client_does() {
        let client = app().test_client().await;
        let gone = tokio::time::timeout(Duration::from_secs(5), client.get("/slow").send()).await;
        assert!(gone.is_err());
        assert_eq!(client.app().api().events.taken(), ["third", "second", "first"]);
    }
}
