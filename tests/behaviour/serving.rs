//! Over a real socket.

use std::time::Duration;

use responder::prelude::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

#[api]
struct Api;

#[get("/peer")]
fn peer(req: &Request) -> String {
    req.peer_addr().map(|peer| peer.ip().to_string()).unwrap_or_default()
}

#[post("/echo")]
async fn echo(req: &Request) -> Result<bytes::Bytes, BodyError> {
    req.content().await
}

#[post("/nobody")]
fn nobody() -> &'static str {
    "done"
}

#[get("/panic")]
fn panics() {
    panic!();
}

#[get("/thread")]
fn thread() -> String {
    std::thread::current().name().unwrap_or_default().to_owned()
}

#[get("/waits")]
async fn waits() {
    std::future::pending::<()>().await;
}

/// Serves on a free port, and gives the address.
async fn start() -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { Api.into_app()?.limits(responder::Limits::new().body_size(1000)).serve(listener).await });
    address
}

/// Sends bytes, and reads until the server closes or says nothing more for a while.
async fn talk(address: std::net::SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut answer)).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_are_answered_and_connections_reused() {
    let address = start().await;
    let answer = talk(
        address,
        b"GET /peer HTTP/1.1\r\nHost: x\r\n\r\nPOST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcGET /panic HTTP/1.1\r\nHost: x\r\n\r\nPOST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\nde\r\n0\r\n\r\n",
    )
    .await;
    assert_eq!(answer.matches("HTTP/1.1 200 OK").count(), 3, "{answer}");
    assert_eq!(answer.matches("HTTP/1.1 500").count(), 1, "a panic leaves the connection alive: {answer}");
    assert!(answer.contains("127.0.0.1") && answer.contains("abc") && answer.ends_with("de"), "{answer}");
    assert_eq!(answer.matches("date: ").count(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_over_the_limit_is_refused_by_its_length_and_while_it_streams() {
    let address = start().await;
    let declared =
        talk(address, b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\nConnection: close\r\n\r\n").await;
    assert!(declared.starts_with("HTTP/1.1 413"), "{declared}");
    let chunk = format!(
        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3e9\r\n{}\r\n0\r\n\r\n",
        "x".repeat(1001)
    );
    let streamed = talk(address, chunk.as_bytes()).await;
    assert!(streamed.starts_with("HTTP/1.1 413"), "{streamed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unread_body_is_never_taken_for_a_request() {
    let address = start().await;
    let inner = "GET /peer HTTP/1.1\r\nHost: x\r\n\r\n";
    let request = format!(
        "POST /nobody HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{inner}GET /peer HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        inner.len()
    );
    let answer = talk(address, request.as_bytes()).await;
    assert!(answer.matches("127.0.0.1").count() <= 1, "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_malformed_head_is_answered_with_400_and_the_connection_closed() {
    let address = start().await;
    for head in [
        &b"GET /peer HTTP/1.1\r\nHost : x\r\n\r\n"[..],
        b"GET /peer HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n",
        b"GET /peer HTTP/9.1\r\nHost: x\r\n\r\n",
    ] {
        let answer = talk(address, head).await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{head:?}: {answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_without_bounds_is_refused() {
    let head = format!("GET /peer HTTP/1.1\r\nHost: x\r\nCookie: {}\r\n\r\n", "x".repeat(200_000));
    let answer = talk(start().await, head.as_bytes()).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_sent_whatever_follows_in_the_same_packet() {
    let ask = "GET /peer HTTP/1.1\r\nHost: x\r\n\r\n";
    let answer = talk(start().await, format!("{ask}{ask}GET /peer HTTP/1.1\r\nHost : x\r\n\r\n").as_bytes()).await;
    assert_eq!(answer.matches("HTTP/1.1 200").count(), 2, "{answer}");
    assert_eq!(answer.matches("HTTP/1.1 400").count(), 1, "{answer}");
    let mut stream = TcpStream::connect(start().await).await.unwrap();
    let waits = "GET /waits HTTP/1.1\r\nHost: x\r\n\r\n";
    stream.write_all(format!("{ask}{waits}{ask}").as_bytes()).await.unwrap();
    let mut head = [0; 15];
    stream.read_exact(&mut head).await.unwrap();
    assert_eq!(&head, b"HTTP/1.1 200 OK", "the second answer is not waited for");
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_are_shared_out_among_the_workers() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { Api.into_app()?.workers(2).serve(listener).await });
    let (mut open, mut names) = (Vec::new(), std::collections::BTreeSet::new());
    for _ in 0..4 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET /thread HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        let mut answer = [0; 1024];
        let length = stream.read(&mut answer).await.unwrap();
        names.insert(String::from_utf8_lossy(&answer[..length]).lines().last().unwrap_or_default().to_owned());
        open.push(stream);
    }
    assert_eq!(names.into_iter().collect::<Vec<_>>(), ["responder-0", "responder-1"]);
}
