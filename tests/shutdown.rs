//! Stopping. Alone in its process: a signal reaches every server in it.
#![cfg(unix)]

use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use responder::Events;
use responder::prelude::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

static STARTED: Notify = Notify::const_new();
static STOPPED: Notify = Notify::const_new();
static RELEASED: Notify = Notify::const_new();
static DONE: AtomicBool = AtomicBool::new(false);

#[api]
struct Api;

/// Answers only after the listener is gone, so that its request is in flight for sure.
#[get("/slow")]
async fn slow() -> &'static str {
    STARTED.notify_one();
    STOPPED.notified().await;
    "finished"
}

#[get("/fast")]
fn fast() -> &'static str {
    "fast"
}

/// Has nothing to say for now.
#[get("/events")]
fn events() -> Events {
    Events::write(|mut out| async move {
        out.send("hello").await?;
        std::future::pending().await
    })
}

/// Leaves something to be done, which takes until the listener is gone as well.
#[post("/later")]
fn later(resp: &mut Response) {
    resp.status(202).background(async {
        RELEASED.notified().await;
        DONE.store(true, Ordering::Relaxed);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn sigterm_finishes_what_is_in_flight_and_after_it_and_closes_what_is_idle() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async move { Api.into_app()?.serve(listener).await });

    let mut idle = TcpStream::connect(address).await.unwrap();
    idle.write_all(b"GET /fast HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    let mut head = [0; 12];
    idle.read_exact(&mut head).await.unwrap();
    assert_eq!(&head, b"HTTP/1.1 200");

    let mut listening = TcpStream::connect(address).await.unwrap();
    listening.write_all(b"GET /events HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    let mut heard = Vec::new();
    while !heard.ends_with(b"data: hello\n\n\r\n") {
        assert_ne!(listening.read_buf(&mut heard).await.unwrap(), 0);
    }

    let mut left = TcpStream::connect(address).await.unwrap();
    left.write_all(b"POST /later HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").await.unwrap();
    let mut answer = String::new();
    left.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 202"), "{answer}");

    let mut busy = TcpStream::connect(address).await.unwrap();
    busy.write_all(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    STARTED.notified().await;

    let killed = Command::new("kill").args(["-TERM", &std::process::id().to_string()]).status().unwrap();
    assert!(killed.success());
    let mut rest = Vec::new();
    idle.read_to_end(&mut rest).await.unwrap();
    while TcpStream::connect(address).await.is_ok() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    STOPPED.notify_one();

    listening.read_to_end(&mut heard).await.unwrap();
    assert!(heard.ends_with(b"\r\n0\r\n\r\n"), "it ends, and is not cut");

    let mut answer = String::new();
    busy.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("finished"), "{answer}");
    assert!(answer.contains("connection: close"), "the client has to know: {answer}");
    assert!(!server.is_finished() && !DONE.load(Ordering::Relaxed));
    RELEASED.notify_one();
    server.await.unwrap().unwrap();
    assert!(DONE.load(Ordering::Relaxed));
}
