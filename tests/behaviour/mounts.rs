//! Services of other crates as parts of an app.

use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_util::StreamExt as _;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Body, Frame};
use responder::prelude::*;
use responder::{App, AppBody, Limits, MountPrefix, Mounted, StaticFiles};
use tower_service::Service;

use crate::files::Scratch;

type AnyError = Box<dyn std::error::Error + Send + Sync>;
type Answer = Result<hyper::Response<AppBody>, AnyError>;

/// A service as other crates have them. It is ready at the second time it is asked, and not before.
#[derive(Clone)]
pub struct Foreign<F> {
    answer: F,
    asked: bool,
}

pub fn foreign<F, R>(answer: F) -> Foreign<F>
where
    F: Fn(hyper::Request<AppBody>) -> R + Clone + Send + 'static,
    R: Future<Output = Answer> + Send + 'static,
{
    Foreign { answer, asked: false }
}

impl<F, R> Service<hyper::Request<AppBody>> for Foreign<F>
where
    F: Fn(hyper::Request<AppBody>) -> R,
    R: Future<Output = Answer> + Send + 'static,
{
    type Response = hyper::Response<AppBody>;
    type Error = AnyError;
    type Future = Pin<Box<dyn Future<Output = Answer> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), AnyError>> {
        if !std::mem::replace(&mut self.asked, true) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: hyper::Request<AppBody>) -> Self::Future {
        assert!(self.asked, "called before it was ready");
        Box::pin((self.answer)(request))
    }
}

pub fn text(text: impl Into<Bytes>) -> hyper::Response<AppBody> {
    let mut response = hyper::Response::new(Full::new(text.into()).map_err(|never| match never {}).boxed_unsync());
    response.headers_mut().insert("content-type", "text/plain; charset=utf-8".parse().unwrap());
    response
}

/// What a service of this name sees.
pub fn named(name: &'static str) -> Mounted {
    Mounted::new(foreign(move |request| async move {
        let prefix = request.extensions().get::<MountPrefix>().unwrap();
        Ok(text(format!("{name} {} {} [{}]", request.method(), request.uri(), prefix.as_str())))
    }))
}

#[derive(Principal, Clone)]
struct User;

#[api]
struct Api;

#[before_request]
fn guard(req: &Request) -> Result<User, Problem> {
    req.bearer_token().map(|_| User).ok_or(abort(401).challenge("Bearer"))
}

#[before_request]
fn stamp(req: &mut Request, resp: &mut Response) {
    req.set_header("x-hook".parse().unwrap(), "before".parse().unwrap());
    resp.header("x-stamp", "1").vary("Accept");
}

#[after_request]
fn after(req: &Request, resp: &mut Response) {
    let told = format!("{} {:?}", req.path(), resp.get_status());
    resp.header("x-after", told);
}

#[exception_handler(500)]
fn failed(_exc: Problem, resp: &mut Response) {
    resp.status(500).text("our fault");
}

#[get("/sub/own")]
#[public]
fn own() -> &'static str {
    "own"
}

#[get("/sub")]
#[public]
fn index() -> &'static str {
    "index"
}

fn app() -> App<Api> {
    Api.into_app().unwrap()
}

#[tokio::test]
async fn a_service_is_behind_the_guards_unless_it_is_public() {
    let app = app().mount("/inner", named("inner")).unwrap().mount("/open", named("open").public()).unwrap();
    let told: Vec<_> =
        app.routes().into_iter().map(|route| (route.to_string(), route.public, route.guards.len())).collect();
    assert!(told.iter().any(|(text, ..)| text.contains("/inner/{path:path}")), "{told:?}");
    let facts: Vec<_> = told.iter().map(|(_, public, guards)| (*public, *guards)).collect();
    assert_eq!(facts, [(false, 1), (true, 0), (true, 0), (true, 0)], "{told:?}");

    let client = app.clone().test_client().await;
    for path in ["/inner", "/inner/", "/inner/a", "/inner/%61/b", "/%69nner/a"] {
        assert_eq!(client.get(path).await.status(), 401, "{path}");
        assert_eq!(client.request("PURGE", path).await.status(), 401, "{path}");
        assert_eq!(client.get(path).bearer("x").await.status(), 200, "{path}");
        assert_eq!(client.get(&path.replace("inner", "open").replace("%69nner", "open")).await.status(), 200, "{path}");
    }
    for path in ["/inner/../open/a", "/open/%2e%2e/inner/a", "/open/..%2finner", "/innera"] {
        assert_eq!(client.get(path).await.status(), 401, "{path}");
        assert_eq!(client.get(path).bearer("x").await.status(), 404, "{path}");
    }
    responder::assert_access_is_enforced!(app);
}

#[tokio::test]
async fn it_sees_the_path_below_its_prefix_and_is_told_the_prefix() {
    let app = app().mount("/inner", named("inner").public()).unwrap().mount("/inner/most", named("most").public());
    let client = app.unwrap().test_client().await;
    for (path, seen) in [
        ("/inner", "inner GET / [/inner]"),
        ("/inner/", "inner GET / [/inner]"),
        ("/inner?a=1", "inner GET /?a=1 [/inner]"),
        ("/inner/a/b?c=%20", "inner GET /a/b?c=%20 [/inner]"),
        ("/inner/a%2Fb", "inner GET /a%2Fb [/inner]"),
        ("/i%6Ener%2Fa", "inner GET /a [/inner]"),
        ("/inner//a", "inner GET //a [/inner]"),
        ("/inner/most", "most GET / [/inner/most]"),
        ("/inner/most/x", "most GET /x [/inner/most]"),
        ("/inner/mostly", "inner GET /mostly [/inner]"),
    ] {
        assert_eq!(client.get(path).await.text(), seen, "{path}");
    }
}

#[tokio::test]
async fn what_the_api_has_itself_comes_first_and_the_rest_goes_to_the_service() {
    let client = app().mount("/sub", named("sub").public()).unwrap().test_client().await;
    assert_eq!(client.get("/sub").await.text(), "index");
    assert_eq!(client.get("/sub/own").await.text(), "own");
    assert_eq!(client.get("/sub/").await.text(), "sub GET / [/sub]");
    assert_eq!(client.post("/sub/own").await.text(), "sub POST /own [/sub]");
    assert_eq!(client.request("DELETE", "/sub").await.text(), "sub DELETE / [/sub]");
    assert_eq!(client.request("OPTIONS", "/sub/own").await.text(), "sub OPTIONS /own [/sub]");

    let scratch = Scratch::new().with("a.txt", "a file");
    let app = app().mount("/", named("root").public()).unwrap();
    let client = app.static_files("/files", StaticFiles::new(scratch.path()).public()).unwrap().test_client().await;
    assert_eq!(client.get("/").await.text(), "root GET / []");
    assert_eq!(client.get("/any/thing").await.text(), "root GET /any/thing []");
    assert_eq!(client.get("/files/a.txt").await.text(), "a file");
    assert_eq!(client.get("/sub").await.text(), "index");
}

#[test]
fn what_cannot_be_told_apart_does_not_start() {
    mod other {
        use responder::prelude::*;
        #[api]
        pub struct Api;
        #[route("/any")]
        fn any() {}
        #[get("/get")]
        fn get() {}
    }
    let message = app().mount("/x", named("a")).unwrap().mount("/x", named("b")).err().unwrap().to_string();
    assert!(message.contains("every method of `/x`") && message.matches("mounts.rs").count() == 2, "{message}");
    for bad in ["", "x", "/x/", "/{x}", "/a//b", "/..", "/a%20"] {
        let _ = app().mount(bad, named("a")).err().unwrap_or_else(|| panic!("{bad}"));
    }
    assert!(app().include("/o", other::Api).unwrap().mount("/o/any", named("a")).is_err());
    // In whatever order.
    assert!(app().mount("/o/any", named("a")).unwrap().include("/o", other::Api).is_err());
    assert!(app().include("/o", other::Api).unwrap().mount("/o/get", named("a")).is_ok());
    assert!(app().mount("/o/get", named("a")).unwrap().include("/o", other::Api).is_ok());
    let app = app();
    let _clone = app.clone();
    assert!(app.mount("/x", named("a")).is_err());
}

#[tokio::test]
async fn hooks_run_around_it_and_fields_of_the_connection_go_no_further() {
    let service = foreign(async |request: hyper::Request<AppBody>| {
        let has = |name: &str| request.headers().contains_key(name);
        assert!(!["connection", "te", "upgrade", "keep-alive", "transfer-encoding"].iter().any(|name| has(name)));
        assert_eq!(request.headers()["x-hook"], "before", "although the client has named it as one of the connection");
        let mut answer = text("hello");
        for (name, value) in [
            ("connection", "close, x-private"),
            ("x-private", "1"),
            ("keep-alive", "timeout=5"),
            ("transfer-encoding", "chunked"),
            ("content-length", "3"),
            ("vary", "Cookie"),
            ("x-stamp", "2"),
            ("set-cookie", "a=1"),
            ("set-cookie", "b=2"),
        ] {
            answer.headers_mut().append(name, value.parse().unwrap());
        }
        *answer.status_mut() = hyper::StatusCode::IM_A_TEAPOT;
        Ok(answer)
    });
    let client = app().mount("/x", Mounted::new(service).public()).unwrap().test_client().await;
    let request =
        client.get("/x/y").header("connection", "x-hook, te").header("te", "trailers").header("upgrade", "h2c");
    let reply = request.header("transfer-encoding", "chunked").header("keep-alive", "1").await;
    assert_eq!((reply.status(), reply.text().as_str()), (418, "hello"));
    for gone in ["connection", "x-private", "keep-alive", "transfer-encoding"] {
        assert_eq!(reply.header(gone), None, "{gone}");
    }
    assert_ne!(reply.header("content-length"), Some("3"));
    assert_eq!(reply.header("vary"), Some("Accept, Cookie"));
    assert_eq!(reply.header("x-stamp"), Some("2"));
    assert_eq!(reply.header("x-after"), Some("/x/y Some(418)"));
    assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
    assert_eq!((client.cookie("a"), client.cookie("b")), (Some("1".into()), Some("2".into())));
}

/// A body of so many bytes, which come one by one.
struct Bits(usize);

impl Body for Bits {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<std::io::Result<Frame<Bytes>>>> {
        let Some(left) = self.0.checked_sub(1) else { return Poll::Ready(None) };
        self.0 = left;
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"x")))))
    }
}

#[tokio::test]
async fn bodies_go_through_piece_by_piece_and_within_the_limits() {
    let echo = foreign(async |request: hyper::Request<AppBody>| Ok(hyper::Response::new(request.into_body())));
    let count = foreign(async |request: hyper::Request<AppBody>| {
        let (mut pieces, mut body) = (0, request.into_body());
        while let Some(frame) = body.frame().await {
            pieces += usize::from(frame?.is_data());
        }
        Ok(text(format!("{pieces} pieces")))
    });
    let app = app().limits(Limits::new().body_size(10));
    let app = app.mount("/echo", Mounted::new(echo).public()).unwrap().mount("/count", Mounted::new(count).public());
    let mut service = app.unwrap().into_service().await.unwrap();
    let post = |path: &str, size| hyper::Request::post(path).header("host", "example.com").body(Bits(size)).unwrap();

    let answer = service.call(post("/count", 10)).await.unwrap();
    assert_eq!(answer.into_body().collect().await.unwrap().to_bytes(), "10 pieces");
    assert_eq!(
        service.call(post("/count", 11)).await.unwrap().status(),
        413,
        "the service has failed for the client's sake"
    );

    let mut answer = service.call(post("/echo", 3)).await.unwrap().into_body();
    let mut pieces = Vec::new();
    while let Some(frame) = answer.frame().await {
        pieces.push(frame.unwrap().into_data().unwrap());
    }
    assert_eq!(pieces, ["x", "x", "x"]);
    let broken = service.call(post("/echo", 11)).await.unwrap().into_body().collect().await;
    assert!(broken.is_err(), "what is missing does not look like an end");
}

#[tokio::test]
async fn an_answer_that_breaks_off_or_has_another_length_is_not_complete() {
    let broken = foreign(async |_| {
        let pieces: [Result<_, AnyError>; 2] = [Ok(Frame::data(Bytes::from_static(b"some"))), Err("s3cret".into())];
        Ok(hyper::Response::new(StreamBody::new(futures_util::stream::iter(pieces)).boxed_unsync()))
    });
    let client = app().mount("/x", Mounted::new(broken).public()).unwrap().test_client().await;
    let reply = client.get("/x").await;
    assert_eq!((reply.status(), reply.text().as_str(), reply.is_complete()), (200, "some", false));
}

#[tokio::test]
async fn a_service_that_fails_is_a_500_of_ours_and_one_that_takes_too_long_a_504() {
    let fails = foreign(async |_| Err("s3cret".into()));
    let panics = foreign(async |_| panic!("s3cret"));
    let switches = foreign(async |_| {
        let mut answer = text("");
        *answer.status_mut() = hyper::StatusCode::SWITCHING_PROTOCOLS;
        Ok(answer)
    });
    let sleeps = foreign(async |_| std::future::pending().await);
    let app = app().limits(Limits::new().handler_time(Duration::from_millis(10)));
    let app = app.mount("/fails", Mounted::new(fails).public()).unwrap();
    let app = app.mount("/panics", Mounted::new(panics).public()).unwrap();
    let app = app.mount("/switches", Mounted::new(switches).public()).unwrap();
    let client = app.mount("/sleeps", Mounted::new(sleeps).public()).unwrap().test_client().await;
    for path in ["/fails", "/panics/x"] {
        let reply = client.get(path).await;
        assert_eq!((reply.status(), reply.text().as_str()), (500, "our fault"), "{path}");
        assert_eq!(reply.header("x-after").unwrap(), format!("{path} Some(500)"));
    }
    assert_eq!(client.get("/switches").await.status(), 500);
    assert_eq!(client.get("/sleeps").await.status(), 504);
}

#[tokio::test]
async fn head_is_told_what_get_would_have_been_sent() {
    // One leaves the body out itself, as a router does; the other leaves that to its server.
    let careful = foreign(async |request: hyper::Request<AppBody>| {
        let mut answer = text(if request.method() == "HEAD" { "" } else { "hello" });
        answer.headers_mut().insert("content-length", "5".parse().unwrap());
        Ok(answer)
    });
    let careless = foreign(async |_| Ok(text("hello")));
    let silent = foreign(async |_| Ok(text("")));
    let app = app().mount("/careful", Mounted::new(careful).public()).unwrap();
    let app = app.mount("/careless", Mounted::new(careless).public()).unwrap();
    let client = app.mount("/silent", Mounted::new(silent).public()).unwrap().test_client().await;
    for (path, length) in [("/careful", Some("5")), ("/careless", Some("5")), ("/silent", None)] {
        let reply = client.request("HEAD", path).await;
        assert_eq!(
            (reply.status(), reply.text().as_str(), reply.header("content-length")),
            (200, "", length),
            "{path}"
        );
    }
    assert_eq!(client.get("/careful").await.text(), "hello");
}

#[tokio::test]
async fn an_app_in_an_app_knows_all_that_is_in_front_of_it_and_who_asks() {
    let inner = app().mount("/in", {
        Mounted::new(foreign(async |request: hyper::Request<AppBody>| {
            let prefix = request.extensions().get::<MountPrefix>().unwrap().as_str().to_owned();
            Ok(text(format!("{prefix} {} {:?}", request.uri(), request.extensions().get::<SocketAddr>())))
        }))
        .public()
    });
    let inner = inner.unwrap().into_service().await.unwrap();
    let mut outer = app().mount("/out", Mounted::new(inner).public()).unwrap().into_service().await.unwrap();
    let mut request =
        hyper::Request::get("/out/in/a").header("host", "example.com").body(Full::<Bytes>::default()).unwrap();
    request.extensions_mut().insert(SocketAddr::from(([192, 0, 2, 1], 80)));
    let answer = outer.call(request).await.unwrap().into_body().collect().await.unwrap().to_bytes();
    assert_eq!(answer, "/out/in /a Some(192.0.2.1:80)");
}

#[tokio::test]
async fn what_a_hook_has_read_of_a_body_is_there_for_the_service_and_for_the_hooks_after_it() {
    mod reading {
        use responder::prelude::*;
        #[api]
        pub struct Api;
        #[route("/own")]
        fn own() {}
        #[before_request]
        async fn read(req: &Request) -> Result<(), BodyError> {
            req.content().await.map(drop)
        }
        #[after_request]
        async fn length(req: &Request, resp: &mut Response) {
            let length = req.content().await.map(|content| content.len());
            resp.header("x-length", format!("{length:?}"));
        }
    }
    let echo = foreign(async |request: hyper::Request<AppBody>| {
        let exact = request.body().size_hint().exact();
        let body = request.into_body().collect().await?.to_bytes();
        Ok(text(format!("{exact:?} {}", String::from_utf8_lossy(&body))))
    });
    let client = reading::Api.into_app().unwrap().mount("/x", echo).unwrap().test_client().await;
    let reply = client.post("/x").body("text/plain", "hello").await;
    assert_eq!((reply.text().as_str(), reply.header("x-length")), ("Some(5) hello", Some("Ok(5)")));
    let reply = client.get("/x").await;
    assert_eq!((reply.text().as_str(), reply.header("x-length")), ("Some(0) ", Some("Ok(0)")));
}

#[tokio::test]
async fn a_stream_of_a_service_ends_with_its_client() {
    struct Told(tokio::sync::mpsc::UnboundedSender<()>);
    impl Drop for Told {
        fn drop(&mut self) {
            let _ = self.0.send(());
        }
    }
    let (sender, mut dropped) = tokio::sync::mpsc::unbounded_channel();
    let endless = foreign(move |_| {
        let told = Told(sender.clone());
        async move {
            let pieces = futures_util::stream::repeat(()).map(move |()| {
                let _held = &told;
                Ok(Frame::data(Bytes::from_static(b"x")))
            });
            Ok(hyper::Response::new(StreamBody::new(pieces).boxed_unsync()))
        }
    });
    let mut service = app().mount("/x", Mounted::new(endless).public()).unwrap().into_service().await.unwrap();
    let request = hyper::Request::get("/x").header("host", "example.com").body(Full::<Bytes>::default()).unwrap();
    let mut body = service.call(request).await.unwrap().into_body();
    assert!(body.frame().await.is_some());
    drop(body);
    assert!(dropped.recv().await.is_some());
}
