//! One line for each request. Alone in its process: it listens to all of it.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use responder::prelude::*;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

#[api]
struct Api {
    keys: ApiKeys,
}

#[derive(Principal)]
struct User;

#[before_request]
fn user(#[bearer] token: &str, api: &Api) -> Option<User> {
    api.keys.verify(token).map(|_| User)
}

#[get("/users/{name}")]
fn show(name: &str) -> String {
    name.to_owned()
}

#[post("/panic")]
fn panics() {
    panic!("a secret");
}

/// Keeps lines as text.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<String>>>);

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        // How long it took is different each time.
        let value = if field.name() == "duration_us" { "some".into() } else { format!("{value:?}") };
        self.0 += &format!(" {field}={value}");
    }
}

impl Subscriber for Lines {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("responder")
    }
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        let mut line = Line(event.metadata().level().to_string());
        event.record(&mut line);
        self.0.lock().unwrap().push(line.0);
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn it_tells_the_route_and_nothing_that_is_secret() {
    let lines = Lines::default();
    tracing::subscriber::set_global_default(lines.clone()).unwrap();
    let client = Api { keys: ApiKeys::new(["t0ken"]) }.test_client().await;
    let id = "x-request-id";
    client.get("/users/ann?password=hidden").bearer("t0ken").header("cookie", "a=hidden").header(id, "1").await;
    client.get("/users/ann").bearer("wrong-hidden").header(id, "2").await;
    client.get("/hidden").bearer("t0ken").header(id, "3").await;
    client.post("/panic").bearer("t0ken").header(id, "4").await;
    let lines = lines.0.lock().unwrap();
    assert_eq!(
        *lines,
        [
            r#"INFO method="GET" route="/users/{name}" status=200 duration_us=some id="1""#,
            r#"INFO method="GET" route="/users/{name}" status=401 duration_us=some id="2""#,
            r#"INFO method="GET" route="" status=404 duration_us=some id="3""#,
            r#"WARN method="POST" route="/panic" status=500 duration_us=some id="4""#,
        ]
    );
}
