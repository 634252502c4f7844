//! Services of other crates as parts of an app.

use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use responder::prelude::*;
use responder::{App, AppBody, Limits, MountPrefix, Mounted, StaticFiles};
use tower_service::Service;

use crate::files::Scratch;

pub type AnyError = Box<dyn std::error::Error + Send + Sync>;
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
    let mut response = hyper::Response::new(AppBody::new(Full::new(text.into())));
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
    assert_eq!(client.get("/switches").await.text(), "our fault");
    assert_eq!(client.get("/sleeps").await.status(), 504);
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
