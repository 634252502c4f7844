//! HTTP/2, by a client that knows beforehand.

use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http2::{self, SendRequest};
use hyper_util::rt::{TokioExecutor, TokioIo};
use responder::Streamed;
use responder::prelude::*;
use tokio::net::{TcpListener, TcpStream};

#[api]
struct Api;

#[get("/hello/{who}")]
fn hello(who: &str, req: &Request) -> String {
    format!("hello, {who} of {:?}", req.peer_addr().map(|peer| peer.ip()))
}

#[post("/echo")]
async fn echo(req: &Request) -> Result<Bytes, BodyError> {
    req.content().await
}

#[get("/panic")]
fn panics() {
    panic!();
}

#[get("/large")]
fn large() -> String {
    "x".repeat(16 * 1024 * 1024)
}

/// Says nothing for longer than a client may take nothing.
#[get("/slow")]
fn slow() -> Streamed {
    Streamed::write(|mut out| async move {
        out.send("before ").await?;
        tokio::time::sleep(Duration::from_secs(300)).await;
        out.send("after").await?;
        Ok(())
    })
}

#[get("/broken")]
fn broken() -> Streamed {
    Streamed::write(|mut out| async move {
        out.send("before ").await?;
        Err("it is meant to".into())
    })
}

#[get("/endless")]
fn endless() -> Streamed {
    Streamed::write(|mut out| async move {
        loop {
            out.send(vec![b'x'; 10_000]).await?;
        }
    })
}

async fn start() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { Api.into_app()?.serve(listener).await });
    address
}

async fn connect(address: SocketAddr) -> SendRequest<Full<Bytes>> {
    let stream = TcpStream::connect(address).await.unwrap();
    let (sender, connection) = http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    sender
}

async fn ask(sender: &SendRequest<Full<Bytes>>, request: hyper::Request<Full<Bytes>>) -> (u16, String) {
    let response = sender.clone().send_request(request).await.unwrap();
    let status = response.status().as_u16();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8_lossy(&body).into_owned())
}

fn get(url: &str) -> hyper::Request<Full<Bytes>> {
    hyper::Request::get(url).body(Full::default()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn many_requests_share_a_connection_and_a_panic_is_one_answer() {
    let sender = connect(start().await).await;
    let asked = ["/hello/a", "/panic", "/hello/b", "/none"].map(|path| {
        let sender = sender.clone();
        let request = get(&format!("http://x{path}"));
        async move { ask(&sender, request).await }
    });
    let [a, panic, b, none] = asked;
    let (a, panic, b, none) = tokio::join!(a, panic, b, none);
    assert_eq!((a.0, a.1.as_str()), (200, "hello, a of Some(127.0.0.1)"));
    assert_eq!((panic.0, b.0, none.0), (500, 200, 404));
    let body = Bytes::from(vec![b'x'; 300_000]);
    let post = hyper::Request::post("http://x/echo").body(Full::new(body.clone())).unwrap();
    assert_eq!(ask(&sender, post).await, (200, String::from_utf8_lossy(&body).into_owned()));
    let large = hyper::Request::post("http://x/echo").body(Full::new(vec![0; 3_000_000].into())).unwrap();
    assert_eq!(ask(&sender, large).await.0, 413);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_host_is_named_once() {
    let sender = connect(start().await).await;
    let with_host = |host: &'static str| {
        hyper::Request::get("http://x/hello/a").header("host", host).body(Full::default()).unwrap()
    };
    assert_eq!(ask(&sender, with_host("x")).await.0, 200);
    let (status, body) = ask(&sender, with_host("y")).await;
    assert!(status == 400 && body.contains("Invalid or missing Host"), "{status} {body}");
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_pauses_is_not_cut_and_one_that_nobody_takes_is() {
    let sender = connect(start().await).await;
    assert_eq!(ask(&sender, get("http://x/slow")).await, (200, "before after".into()));

    let begun = tokio::time::Instant::now();
    let endless = sender.clone().send_request(get("http://x/endless")).await.unwrap();
    // All that fits into the window, and then the connection is over.
    while !sender.is_closed() {
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    assert!((60..120).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
    drop(endless);
}

#[tokio::test]
async fn a_stream_that_fails_is_the_end_of_itself_only() {
    let sender = connect(start().await).await;
    let response = sender.clone().send_request(get("http://x/broken")).await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(response.into_body().collect().await.is_err());
    assert_eq!(ask(&sender, get("http://x/hello/a")).await.0, 200);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_nobody_takes_and_a_connection_that_nobody_uses_end() {
    let address = start().await;
    let connect = async || {
        let stream = TcpStream::connect(address).await.unwrap();
        let (sender, connection) =
            http2::Builder::new(TokioExecutor::new()).handshake(TokioIo::new(stream)).await.unwrap();
        (sender, tokio::spawn(connection))
    };
    let begun = tokio::time::Instant::now();
    let (mut sender, connection): (SendRequest<Full<Bytes>>, _) = connect().await;
    // The window is smaller than the answer, and stays so as long as nobody reads.
    let stalled = sender.send_request(get("http://x/large")).await.unwrap();
    let _ = connection.await;
    assert!((60..120).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
    drop(stalled);

    let begun = tokio::time::Instant::now();
    let (idle, connection) = connect().await;
    assert_eq!(ask(&idle, get("http://x/hello/a")).await.0, 200);
    let _ = connection.await;
    assert!((30..40).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
}
