//! An app behind another server, as a `tower::Service`.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::Request as HttpRequest;
use hyper::body::{Body, Frame};
use responder::prelude::*;
use responder::{AppService, Limits};
use tower_service::Service;

#[api]
#[derive(Default)]
struct Api {
    started: Arc<AtomicU32>,
}

#[on_startup]
fn start(api: &Api) {
    api.started.fetch_add(1, Ordering::Relaxed);
}

#[on_shutdown]
fn stop(api: &Api) {
    api.started.fetch_add(10, Ordering::Relaxed);
}

#[before_request]
fn guard(req: &Request) -> Option<u32> {
    req.header("x-user").and_then(|user| user.parse().ok())
}

#[get("/me")]
fn me(user: &u32, req: &Request) -> String {
    format!("{user} from {:?}, secure: {}", req.client_ip(), req.is_secure())
}

#[post("/length")]
#[public]
async fn length(req: &Request) -> Result<String, BodyError> {
    Ok(req.content().await?.len().to_string())
}

#[get("/panics")]
#[public]
fn panics() {
    panic!("s3cret");
}

/// A body of so many bytes, which come one by one.
struct Pieces(usize);

impl Body for Pieces {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<std::io::Result<Frame<Bytes>>>> {
        let Some(left) = self.0.checked_sub(1) else { return Poll::Ready(None) };
        self.0 = left;
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"x")))))
    }
}

async fn service() -> AppService<Api> {
    let limits = Limits::new().body_size(10);
    Api::default().into_app().unwrap().limits(limits).into_service().await.unwrap()
}

fn get(path: &str) -> HttpRequest<Full<Bytes>> {
    HttpRequest::get(path).header("host", "example.com").body(Full::default()).unwrap()
}

#[tokio::test]
async fn the_limit_of_a_client_is_that_of_its_network() {
    let app = Api::default().into_app().unwrap().rate_limit(RateLimit::per_hour(1));
    let mut service = app.into_service().await.unwrap();
    let mut from = async |address: &str| {
        let mut request = get("/panics");
        request.extensions_mut().insert(address.parse::<SocketAddr>().unwrap());
        answer(&mut service, request).await.0
    };
    assert_eq!(from("[2001:db8::1]:80").await, 500);
    assert_eq!(from("[2001:db8::2:1]:80").await, 429, "the same /64");
    assert_eq!(from("[2001:db8:0:1::1]:80").await, 500);
    assert_eq!(from("192.0.2.1:80").await, 500);
    assert_eq!(from("192.0.2.2:80").await, 500);
    assert_eq!(from("[::ffff:192.0.2.1]:80").await, 429, "the same address");
}

async fn answer<B>(service: &mut AppService<Api>, request: HttpRequest<B>) -> (u16, String)
where
    AppService<Api>: Service<HttpRequest<B>, Response = hyper::Response<responder::AppBody>, Error = Infallible>,
{
    let response = service.call(request).await.unwrap();
    let status = response.status().as_u16();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn another_server_is_answered_behind_the_same_guards() {
    let mut service = service().await;
    assert_eq!(answer(&mut service, get("/me")).await.0, 401);
    let mut request = get("https://example.com/me");
    request.headers_mut().insert("x-user", "7".parse().unwrap());
    request.extensions_mut().insert(SocketAddr::from(([192, 0, 2, 1], 80)));
    let told = "7 from Some(192.0.2.1), secure: false";
    assert_eq!(answer(&mut service, request).await, (200, told.into()), "what a client says about TLS is its word");
    assert_eq!(answer(&mut service, get("/panics")).await.0, 500);
}

#[tokio::test]
async fn what_is_ambiguous_or_too_large_is_refused_here_as_well() {
    let mut service = service().await;
    let without_host = HttpRequest::get("/me").body(Full::<Bytes>::default()).unwrap();
    assert_eq!(answer(&mut service, without_host).await.0, 400);

    let post = |size: usize| HttpRequest::post("/length").header("host", "example.com").body(Pieces(size)).unwrap();
    assert_eq!(answer(&mut service, post(10)).await, (200, "10".into()));
    assert_eq!(answer(&mut service, post(11)).await.0, 413);
}

#[tokio::test]
async fn it_starts_and_stops_with_its_functions() {
    let started = Arc::new(AtomicU32::new(0));
    let api = Api { started: Arc::clone(&started) };
    let service = api.into_app().unwrap().into_service().await.unwrap();
    assert_eq!(started.load(Ordering::Relaxed), 1);
    service.clone().shut_down().await.unwrap();
    assert_eq!(started.load(Ordering::Relaxed), 11);

    let app = Api::default().into_app().unwrap().allowed_hosts(["a.*.example"]);
    assert!(app.into_service().await.is_err(), "what cannot be meant does not start");
}
