//! Layers of tower around a whole app.

use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::StreamExt as _;
use http_body_util::{BodyExt, Full};
use responder::prelude::*;
use responder::{App, AppBody, Event, Events, InnerService, Limits};
use tower_layer::layer_fn;
use tower_service::Service;

use crate::mounts::text;

type AnyError = Box<dyn std::error::Error + Send + Sync>;
type Answer = Result<hyper::Response<AppBody>, AnyError>;
type Answering = Pin<Box<dyn Future<Output = Answer> + Send>>;

/// A layer that is a function of the request and of what it is around.
#[derive(Clone)]
struct By<F> {
    inner: InnerService,
    function: F,
}

impl<F> Service<hyper::Request<AppBody>> for By<F>
where
    F: Fn(hyper::Request<AppBody>, InnerService) -> Answering,
{
    type Response = hyper::Response<AppBody>;
    type Error = AnyError;
    type Future = Answering;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), AnyError>> {
        Service::<hyper::Request<AppBody>>::poll_ready(&mut self.inner, cx)
    }

    fn call(&mut self, request: hyper::Request<AppBody>) -> Answering {
        (self.function)(request, self.inner.clone())
    }
}

fn layered(
    app: App<Api>,
    function: impl Fn(hyper::Request<AppBody>, InnerService) -> Answering + Clone + Send + 'static,
) -> App<Api> {
    app.layer(layer_fn(move |inner| By { inner, function: function.clone() }))
}

#[derive(Principal, Clone)]
struct User(String);

#[api]
#[derive(Default)]
struct Api {
    done: Arc<AtomicU32>,
}

#[before_request]
fn guard(req: &Request) -> Option<User> {
    req.bearer_token().map(|token| User(token.to_owned()))
}

#[exception_handler(500)]
fn failed(_exc: Problem, resp: &mut Response) {
    resp.status(500).text("our fault");
}

#[get("/me")]
fn me(user: &User) -> String {
    user.0.clone()
}

#[get("/open")]
#[public]
fn open(req: &Request) -> String {
    format!("{:?} {:?}", req.peer_addr().map(|peer| peer.ip()), req.header("x-layer"))
}

#[post("/length")]
#[public]
async fn length(req: &Request) -> Result<String, BodyError> {
    Ok(req.content().await?.len().to_string())
}

#[get("/events")]
#[public]
fn events() -> Events {
    Events::new(futures_util::stream::iter([Event::new("1")]).chain(futures_util::stream::pending()))
}

#[get("/after")]
#[public]
fn after(api: &Api, resp: &mut Response) {
    let done = Arc::clone(&api.done);
    resp.text("x".repeat(100_000)).background(async move {
        tokio::task::yield_now().await;
        done.fetch_add(1, Ordering::Relaxed);
    });
}

fn app() -> App<Api> {
    Api::default().into_app().unwrap()
}

#[tokio::test]
async fn they_see_all_requests_and_the_last_one_sees_them_first() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let named = |app: App<Api>, name: &'static str| {
        let seen = Arc::clone(&seen);
        layered(app, move |request, mut inner| {
            seen.lock().unwrap().push(format!("{name} {}", request.uri()));
            let seen = Arc::clone(&seen);
            Box::pin(async move {
                let answer = inner.call(request).await?;
                seen.lock().unwrap().push(format!("{name} {}", answer.status().as_u16()));
                Ok(answer)
            })
        })
    };
    // What is said of the app after them counts as well.
    let app = named(named(app(), "a"), "b").limits(Limits::new().body_size(10));
    let client = app.test_client().await;
    let told = |seen: &Mutex<Vec<String>>| std::mem::take(&mut *seen.lock().unwrap());
    assert_eq!(client.get("/me").await.status(), 401);
    assert_eq!(told(&seen), ["b /me", "a /me", "a 401", "b 401"]);
    assert_eq!(client.get("/me").bearer("ann").await.text(), "ann");
    assert_eq!(client.acting_as(User("bob".into())).get("/me").await.text(), "bob");
    told(&seen);
    assert_eq!(client.get("/nope").bearer("ann").await.status(), 404);
    assert_eq!(told(&seen), ["b /nope", "a /nope", "a 404", "b 404"]);
    assert_eq!(client.post("/length").body("text/plain", "0123456789").await.text(), "10");
    assert_eq!(client.post("/length").body("text/plain", "01234567890").await.status(), 413);
    let after = client.get("/after").await;
    assert_eq!((after.content().len(), after.is_complete()), (100_000, true));
    assert_eq!(client.app().api().done.load(Ordering::Relaxed), 1, "the client waits for what is done after an answer");
    let head = client.request("HEAD", "/after").await;
    assert_eq!((head.text().as_str(), head.header("content-length")), ("", Some("100000")));
}

#[tokio::test]
async fn what_they_change_in_a_request_is_changed_before_guards_and_routes_are_looked_for() {
    let rewritten = layered(app(), |mut request, mut inner| {
        if request.uri() == "/public-looking" {
            *request.uri_mut() = "/me".parse().unwrap();
        }
        request.headers_mut().insert("x-layer", "was here".parse().unwrap());
        inner.call(request)
    });
    let client = rewritten.clone().test_client().await;
    assert_eq!(client.get("/public-looking").await.status(), 401);
    assert_eq!(client.get("/open").await.text(), "None Some(\"was here\")");
    responder::assert_access_is_enforced!(rewritten);
}

#[tokio::test]
async fn one_that_fails_is_a_500_of_ours_and_what_one_answers_itself_is_dressed() {
    let app = layered(app(), |request, mut inner| match request.uri().path() {
        "/fails" => Box::pin(async { Err("s3cret".into()) }),
        "/panics" => Box::pin(async { panic!("s3cret") }),
        "/panics-at-once" => panic!("s3cret"),
        "/switches" => Box::pin(async {
            let mut answer = text("");
            *answer.status_mut() = hyper::StatusCode::SWITCHING_PROTOCOLS;
            Ok(answer)
        }),
        "/forgets" => {
            let (_, body) = request.into_parts();
            inner.call(hyper::Request::new(body))
        }
        "/itself" => Box::pin(async { Ok(text("by the layer")) }),
        "/bare" => Box::pin(async move {
            let mut request = request;
            *request.uri_mut() = "/open".parse().unwrap();
            let mut answer = inner.call(request).await?;
            answer.headers_mut().remove("x-content-type-options");
            Ok(answer)
        }),
        _ => inner.call(request),
    });
    let client = app.test_client().await;
    for path in ["/fails", "/panics", "/panics-at-once", "/switches", "/forgets"] {
        let reply = client.get(path).await;
        assert_eq!((reply.status(), reply.text().as_str()), (500, "our fault"), "{path}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{path}");
    }
    let itself = client.get("/itself").await;
    assert_eq!((itself.text().as_str(), itself.header("x-content-type-options")), ("by the layer", Some("nosniff")));
    assert_eq!(client.get("/bare").await.header("x-content-type-options"), None, "a layer has the last word");
    assert_eq!(client.get("/me").bearer("ann").await.text(), "ann");
}

#[tokio::test]
async fn they_are_there_behind_another_server_and_at_sockets() {
    let tagged = |app| {
        layered(app, |request, mut inner| {
            let is_told = request.extensions().get::<std::net::SocketAddr>().is_some();
            let answer = inner.call(request);
            Box::pin(async move {
                let mut answer = answer.await?;
                answer.headers_mut().insert("x-told", is_told.to_string().parse()?);
                Ok(answer)
            })
        })
    };
    let mut service = tagged(app()).into_service().await.unwrap();
    let request = hyper::Request::get("/open").header("host", "example.com").body(Full::<Bytes>::default()).unwrap();
    let answer = service.call(request).await.unwrap();
    assert_eq!(answer.headers()["x-told"], "false");
    assert_eq!(answer.into_body().collect().await.unwrap().to_bytes(), "None None");

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(tagged(app()).serve(listener));
    let answer = over_a_socket(address, "GET /open HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("x-told: true\r\n") && answer.contains("content-length: "), "{answer}");
    assert!(answer.ends_with("Some(127.0.0.1) None"), "{answer}");
    let answer = over_a_socket(address, "HEAD /after HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").await;
    assert!(answer.contains("content-length: 100000\r\n") && answer.ends_with("\r\n\r\n"), "{answer}");
    server.abort();
}

async fn over_a_socket(address: std::net::SocketAddr, request: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn events_come_through_one_by_one() {
    let mut service = layered(app(), |request, mut inner| inner.call(request)).into_service().await.unwrap();
    let request = hyper::Request::get("/events").header("host", "example.com").body(Full::<Bytes>::default()).unwrap();
    let mut body = service.call(request).await.unwrap().into_body();
    let first = body.frame().await.unwrap().unwrap().into_data().unwrap();
    assert!(first.starts_with(b"data: 1"), "{first:?}");
}
