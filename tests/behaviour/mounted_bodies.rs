//! What goes to a mounted service and comes back from it, piece by piece.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::StreamExt as _;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Body, Frame};
use responder::prelude::*;
use responder::{App, AppBody, Limits, Mounted};
use tower_service::Service;

use crate::mounts::{AnyError, foreign, text};

#[api]
struct Api;

#[get("/own")]
fn own() {}

fn app() -> App<Api> {
    Api.into_app().unwrap()
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
        Ok(hyper::Response::new(AppBody::new(StreamBody::new(futures_util::stream::iter(pieces)))))
    });
    let client = app().mount("/x", Mounted::new(broken).public()).unwrap().test_client().await;
    let reply = client.get("/x").await;
    assert_eq!((reply.status(), reply.text().as_str(), reply.is_complete()), (200, "some", false));
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
                Ok::<_, AnyError>(Frame::data(Bytes::from_static(b"x")))
            });
            Ok(hyper::Response::new(AppBody::new(StreamBody::new(pieces))))
        }
    });
    let mut service = app().mount("/x", Mounted::new(endless).public()).unwrap().into_service().await.unwrap();
    let request = hyper::Request::get("/x").header("host", "example.com").body(Full::<Bytes>::default()).unwrap();
    let mut body = service.call(request).await.unwrap().into_body();
    assert!(body.frame().await.is_some());
    drop(body);
    assert!(dropped.recv().await.is_some());
}
