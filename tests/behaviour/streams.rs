//! Answers that come bit by bit.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::stream;
use responder::prelude::*;
use responder::{App, Application, Event, Events, Limits, Streamed};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// Serves on a free port, and gives the address.
async fn listen<A: Application<Root = A>>(app: App<A>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(app.serve(listener));
    address
}

/// Sends a request, and reads until the server closes.
async fn exchange(address: SocketAddr, request: &str) -> String {
    let mut socket = TcpStream::connect(address).await.unwrap();
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

/// Tells that it is dropped.
struct Dropped(Arc<Notify>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

#[tokio::test]
async fn a_stream_is_sent_in_chunks_with_what_else_was_written() {
    #[api]
    struct Api;

    #[get("/csv")]
    fn csv(resp: &mut Response) {
        resp.status(203).header("content-type", "text/csv").stream(stream::iter(["a,b\n", "", "1,2\n"]));
    }

    #[get("/returned")]
    fn returned() -> Streamed {
        Streamed::write(|mut out| async move {
            for n in 0..3 {
                out.send(format!("{n}\n")).await?;
            }
            Ok(())
        })
    }

    let client = Api.test_client().await;
    let reply = client.get("/csv").await;
    assert_eq!((reply.status(), reply.text().as_str()), (203, "a,b\n1,2\n"));
    assert_eq!(reply.header("content-type"), Some("text/csv"));
    assert_eq!(client.get("/returned").await.text(), "0\n1\n2\n");

    let address = listen(Api.into_app().unwrap()).await;
    let answer = exchange(address, "GET /csv HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    assert!(answer.contains("\r\ntransfer-encoding: chunked\r\n") && !answer.contains("content-length"), "{answer}");
    assert!(answer.ends_with("\r\n\r\n4\r\na,b\n\r\n4\r\n1,2\n\r\n0\r\n\r\n"), "{answer}");
    let answer = exchange(address, "GET /csv HTTP/1.0\r\nHost: x\r\n\r\n").await;
    assert!(!answer.contains("transfer-encoding") && answer.ends_with("\r\n\r\na,b\n1,2\n"), "{answer}");
}

#[tokio::test]
async fn head_runs_nothing_of_a_stream() {
    #[api]
    struct Api {
        runs: Arc<AtomicUsize>,
    }

    #[get("/")]
    fn index(api: &Api) -> Streamed {
        let runs = Arc::clone(&api.runs);
        Streamed::write(|mut out| async move {
            runs.fetch_add(1, Ordering::Relaxed);
            out.send("x").await?;
            Ok(())
        })
    }

    let runs = Arc::new(AtomicUsize::new(0));
    let client = Api { runs: Arc::clone(&runs) }.test_client().await;
    let head = client.request("HEAD", "/").await;
    assert_eq!((head.status(), head.text().as_str(), head.header("content-length")), (200, "", None));
    assert_eq!(runs.load(Ordering::Relaxed), 0);
    assert_eq!(client.get("/").await.text(), "x");
    assert_eq!(runs.load(Ordering::Relaxed), 1);
}

mod broken {
    use super::*;

    #[api]
    pub(super) struct Api;

    #[get("/error")]
    fn error(resp: &mut Response) {
        resp.stream(stream::iter([Ok("before "), Err("the secret reason")]));
    }

    #[get("/written")]
    fn written() -> Streamed {
        Streamed::write(|mut out| async move {
            out.send("before ").await?;
            Err("the secret reason".into())
        })
    }

    #[get("/panic")]
    fn panics() -> Streamed {
        Streamed::write(|mut out| async move {
            out.send("before ").await?;
            panic!("it is meant to");
        })
    }
}

#[tokio::test]
async fn a_stream_that_fails_is_seen_to_be_incomplete_and_does_not_say_why() {
    let client = broken::Api.test_client().await;
    let address = listen(broken::Api.into_app().unwrap()).await;
    for path in ["/error", "/written", "/panic"] {
        let reply = client.get(path).await;
        assert_eq!((reply.text().as_str(), reply.is_complete()), ("before ", false), "{path}");
        let answer = exchange(address, &format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n")).await;
        assert!(answer.ends_with("7\r\nbefore \r\n"), "no last chunk: {answer}");
    }
    assert!(exchange(address, "GET /nope HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.contains("404"));
}

#[tokio::test]
async fn after_hooks_see_that_it_is_a_stream_and_a_failure_takes_its_place() {
    #[api]
    struct Api;

    #[after_request]
    fn after(req: &Request, resp: &mut Response) -> Result<(), Problem> {
        assert!(resp.is_streamed() && resp.body().is_none());
        if req.header("x-fail").is_some() {
            return Err(abort(500));
        }
        resp.header("x-seen", "stream");
        Ok(())
    }

    #[get("/")]
    fn index(resp: &mut Response) {
        resp.header("x-lost", "1").stream(stream::iter(["x"]));
    }

    let client = Api.test_client().await;
    let reply = client.get("/").await;
    assert_eq!((reply.text().as_str(), reply.header("x-seen")), ("x", Some("stream")));
    let failed = client.get("/").header("x-fail", "1").await;
    assert_eq!((failed.status(), failed.header("x-lost")), (500, None));
    assert_eq!(failed.header("content-type"), Some("application/problem+json"));
}

#[tokio::test]
async fn a_stream_is_tagged_by_nobody_and_compressed_piece_by_piece() {
    #[api]
    struct Api {
        go_on: Arc<Notify>,
    }

    #[get("/")]
    fn index(api: &Api, resp: &mut Response) {
        let go_on = Arc::clone(&api.go_on);
        resp.header("content-type", "text/plain").stream(stream::unfold(0, move |n| {
            let go_on = Arc::clone(&go_on);
            async move {
                if n == 1 {
                    go_on.notified().await;
                }
                (n < 2).then(|| ("y".repeat(100), n + 1))
            }
        }));
    }

    let go_on = Arc::new(Notify::new());
    let app = Api { go_on: Arc::clone(&go_on) }.into_app().unwrap().auto_etag();
    let address = listen(app).await;
    let mut socket = TcpStream::connect(address).await.unwrap();
    socket.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    // The first piece is there although the second one is not made.
    let is_there =
        |answer: &[u8]| answer.windows(4).position(|end| end == b"\r\n\r\n").is_some_and(|at| answer.len() > at + 20);
    while !is_there(&answer) {
        assert_ne!(socket.read_buf(&mut answer).await.unwrap(), 0);
    }
    go_on.notify_one();
    socket.read_to_end(&mut answer).await.unwrap();
    let text = String::from_utf8_lossy(&answer);
    assert!(text.contains("content-encoding: gzip") && !text.contains("etag"), "{text}");
    assert!(answer.ends_with(b"\r\n0\r\n\r\n"));
}

#[tokio::test]
async fn it_is_dropped_when_the_client_goes_away() {
    #[api]
    struct Api {
        dropped: Arc<Notify>,
    }

    #[get("/")]
    fn index(api: &Api) -> Events {
        let dropped = Dropped(Arc::clone(&api.dropped));
        Events::write(|mut out| async move {
            let _dropped = dropped;
            out.send("hello").await?;
            std::future::pending().await
        })
    }

    let dropped = Arc::new(Notify::new());
    let address = listen(Api { dropped: Arc::clone(&dropped) }.into_app().unwrap()).await;
    let mut socket = TcpStream::connect(address).await.unwrap();
    socket.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    while !answer.ends_with(b"data: hello\n\n\r\n") {
        assert_ne!(socket.read_buf(&mut answer).await.unwrap(), 0);
    }
    drop(socket);
    dropped.notified().await;
}

#[tokio::test]
async fn nothing_is_made_that_the_client_does_not_take_and_then_it_is_cut() {
    #[api]
    struct Api {
        made: Arc<AtomicUsize>,
        dropped: Arc<Notify>,
    }

    #[get("/")]
    fn index(api: &Api) -> Streamed {
        let (made, dropped) = (Arc::clone(&api.made), Dropped(Arc::clone(&api.dropped)));
        Streamed::write(move |mut out| async move {
            let _dropped = dropped;
            loop {
                made.fetch_add(1, Ordering::Relaxed);
                out.send(vec![b'x'; 64 * 1024]).await?;
            }
        })
    }

    let (made, dropped) = (Arc::new(AtomicUsize::new(0)), Arc::new(Notify::new()));
    let limits = Limits::new().write_time(Duration::from_millis(100));
    let api = Api { made: Arc::clone(&made), dropped: Arc::clone(&dropped) };
    let address = listen(api.into_app().unwrap().limits(limits)).await;
    let mut socket = TcpStream::connect(address).await.unwrap();
    socket.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    dropped.notified().await;
    // What the buffers of the system hold, 64 KiB each.
    assert!(made.load(Ordering::Relaxed) < 1000, "{} pieces were made", made.load(Ordering::Relaxed));
}

#[tokio::test(start_paused = true)]
async fn the_time_of_the_handler_does_not_end_a_stream_and_silence_is_filled() {
    #[api]
    struct Api;

    #[get("/")]
    fn index(resp: &mut Response) {
        let events = Events::write(|mut out| async move {
            out.send("first").await?;
            tokio::time::sleep(Duration::from_secs(100)).await;
            out.send(Event::json(&json!({ "n": 2 }))?.id(2)).await?;
            Ok(())
        });
        resp.events(events.heartbeat(Duration::from_secs(40)));
    }

    let app = Api.into_app().unwrap().limits(Limits::new().handler_time(Duration::from_secs(1)));
    let reply = app.test_client().await.get("/").header("accept-encoding", "gzip").await;
    assert_eq!(reply.text(), "data: first\n\n: keepalive\n\n: keepalive\n\ndata: {\"n\":2}\nid: 2\n\n");
    assert_eq!(reply.header("content-type"), Some("text/event-stream"));
    assert_eq!(reply.header("cache-control"), Some("no-cache"));
    assert_eq!((reply.header("connection"), reply.header("content-encoding")), (None, None));
}

#[tokio::test]
async fn a_client_that_comes_back_says_what_it_has_seen() {
    #[api]
    struct Api;

    #[get("/")]
    fn index(req: &Request) -> Events {
        let next = req.last_event_id().and_then(|id| id.parse::<u32>().ok()).map_or(0, |id| id + 1);
        Events::new(stream::iter((next..3).map(|n| Event::new(n.to_string()).id(n))))
    }

    let client = Api.test_client().await;
    assert_eq!(client.get("/").header("Last-Event-ID", "1").await.text(), "data: 2\nid: 2\n\n");
    assert_eq!(client.get("/").header("Last-Event-ID", "é").await.text().matches("data").count(), 3);
}

#[tokio::test]
async fn the_rest_is_done_when_the_response_is_sent_in_order_whatever_panics() {
    #[api]
    struct Api {
        log: Arc<Mutex<Vec<&'static str>>>,
    }

    #[after_request]
    fn after(req: &Request) -> Result<(), Problem> {
        if req.header("x-fail").is_some() { Err(abort(500)) } else { Ok(()) }
    }

    #[post("/")]
    fn index(api: &Api, resp: &mut Response) -> &'static str {
        for what in ["first", "panic", "second"] {
            let log = Arc::clone(&api.log);
            resp.background(async move {
                tokio::task::yield_now().await;
                assert_ne!(what, "panic", "it is meant to");
                log.lock().unwrap().push(what);
            });
        }
        "ok"
    }

    let log = Arc::new(Mutex::new(Vec::new()));
    let client = Api { log: Arc::clone(&log) }.test_client().await;
    assert_eq!(client.post("/").await.text(), "ok");
    assert_eq!(std::mem::take(&mut *log.lock().unwrap()), ["first", "second"]);
    // What is answered in place of the response has not asked for anything.
    assert_eq!(client.post("/").header("x-fail", "1").await.status(), 500);
    assert!(log.lock().unwrap().is_empty());

    let address = listen(Api { log: Arc::clone(&log) }.into_app().unwrap()).await;
    let two = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n".to_owned()
        + "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    assert_eq!(exchange(address, &two).await.matches("200 OK").count(), 2);
    while log.lock().unwrap().len() < 4 {
        tokio::task::yield_now().await;
    }
}
