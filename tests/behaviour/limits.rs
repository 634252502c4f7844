//! What clients may send, and how long they may take. The clock stands still unless everybody waits: then it jumps to
//! whatever is due next.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use responder::Limits;
use responder::prelude::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// How many handlers that wait for good were dropped: after too much time, and because the client was gone.
static DROPPED: [AtomicUsize; 2] = [AtomicUsize::new(0), AtomicUsize::new(0)];

#[api]
struct Api;

#[get("/")]
fn index() -> &'static str {
    "index"
}

#[post("/echo")]
async fn echo(req: &Request) -> Result<bytes::Bytes, BodyError> {
    req.content().await
}

#[get("/large")]
fn large() -> String {
    "x".repeat(16 * 1024 * 1024)
}

static STARTED: AtomicUsize = AtomicUsize::new(0);

struct Waiting(usize);

impl Drop for Waiting {
    fn drop(&mut self) {
        DROPPED[self.0].fetch_add(1, Ordering::SeqCst);
    }
}

#[get("/forever/{which:int}")]
async fn forever(which: usize) {
    let _waiting = Waiting(which);
    STARTED.fetch_add(which, Ordering::SeqCst);
    std::future::pending::<()>().await;
}

/// Whether the test lets the next one end.
static MAY_END: AtomicUsize = AtomicUsize::new(0);

#[route("/blocking", methods = [GET], blocking)]
fn blocking() -> &'static str {
    while MAY_END.load(Ordering::SeqCst) == 0 {
        std::thread::sleep(Duration::from_millis(1));
    }
    "done"
}

/// Uses up all that tokio grants a task in one go.
#[get("/greedy")]
async fn greedy() -> &'static str {
    for _ in 0..1000 {
        tokio::task::consume_budget().await;
    }
    "greedy"
}

#[after_request]
fn mark(req: &Request, resp: &mut Response) {
    resp.header("x-after", req.path());
}

async fn start(limits: Limits) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { Api.into_app()?.limits(limits).serve(listener).await });
    address
}

async fn connect(address: SocketAddr, bytes: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // While the clock jumps, nothing may wait for an acknowledgement that comes by another clock.
    stream.set_nodelay(true).unwrap();
    stream.write_all(bytes).await.unwrap();
    stream
}

/// All that comes, until the server closes; a reset is an end, too.
async fn rest(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

async fn talk(address: SocketAddr, bytes: &[u8]) -> String {
    rest(connect(address, bytes).await).await
}

const GET: &str = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

#[tokio::test(start_paused = true)]
async fn nobody_holds_a_connection_by_saying_nothing() {
    let address = start(Limits::new()).await;
    let preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    for said in ["", "G", "GET / HTTP/1.1\r\nHost: x\r\nX-Half", &preface[..9], preface] {
        let begun = tokio::time::Instant::now();
        let answer = talk(address, said.as_bytes()).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{said:?}: {answer}");
        assert!(begun.elapsed() < Duration::from_secs(32), "{said:?}: {:?}", begun.elapsed());
    }
    assert!(talk(address, GET.as_bytes()).await.ends_with("index"), "and then it is idle, which ends as well");
}

#[tokio::test(start_paused = true)]
async fn an_idle_connection_answers_until_it_was_idle_for_too_long() {
    let begun = tokio::time::Instant::now();
    let mut stream = connect(start(Limits::new()).await, GET.as_bytes()).await;
    let mut answer = vec![0; 4096];
    for (idle, said) in [(0, ""), (5, GET), (25, &GET[..7]), (20, &GET[7..]), (2, GET)] {
        tokio::time::sleep(Duration::from_secs(idle)).await;
        stream.write_all(said.as_bytes()).await.unwrap();
        if said.len() != 7 {
            let length = stream.read(&mut answer).await.unwrap();
            let got = String::from_utf8_lossy(&answer[..length]);
            assert!(got.ends_with("index"), "after {idle} s: {got}");
        }
    }
    assert_eq!(rest(stream).await, "", "then it is closed");
    let idle = begun.elapsed() - Duration::from_secs(52);
    assert!((Duration::from_secs(29)..Duration::from_secs(33)).contains(&idle), "{idle:?}");
}

#[tokio::test(start_paused = true)]
async fn a_head_that_begins_on_an_idle_connection_has_its_time_and_no_more() {
    let mut stream = connect(start(Limits::new()).await, GET.as_bytes()).await;
    let mut answer = vec![0; 4096];
    assert_ne!(stream.read(&mut answer).await.unwrap(), 0);
    tokio::time::sleep(Duration::from_secs(10)).await;
    let begun = tokio::time::Instant::now();
    for _ in 0..28 {
        stream.write_all(b"X").await.unwrap();
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    assert!(rest(stream).await.is_empty());
    assert!(begun.elapsed() < Duration::from_secs(33), "{:?}", begun.elapsed());
}

/// The connection's clock ticks meanwhile, and must not take it for one that has nothing to do.
#[tokio::test(start_paused = true)]
async fn a_long_answer_arrives_in_full_at_a_client_that_pauses() {
    let get = "GET /large HTTP/1.1\r\nHost: x\r\n\r\n";
    let twice = format!("{get}{get}");
    let mut stream = connect(start(Limits::new()).await, twice.as_bytes()).await;
    let (mut received, mut part) = (0, vec![0; 4 * 1024 * 1024]);
    while received < 2 * 16 * 1024 * 1024 {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let length = stream.read(&mut part).await.unwrap();
        assert_ne!(length, 0, "after {received} bytes");
        received += length;
    }
    stream.write_all(GET.as_bytes()).await.unwrap();
    let mut rest = String::new();
    while !rest.ends_with("index") {
        let length = stream.read(&mut part).await.unwrap();
        assert_ne!(length, 0, "the connection goes on");
        rest.push_str(&String::from_utf8_lossy(&part[..length]));
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_get_on_is_408() {
    let address = start(Limits::new()).await;
    for head in
        ["Content-Length: 9999\r\n", "Transfer-Encoding: chunked\r\n", "Expect: 100-continue\r\nContent-Length: 5\r\n"]
    {
        let request = format!("POST /echo HTTP/1.1\r\nHost: x\r\n{head}\r\n");
        let answer = talk(address, request.as_bytes()).await;
        assert!(answer.contains("HTTP/1.1 408"), "{head}: {answer}");
    }
    // A byte each second is not enough, and does not become so by going on.
    let mut stream = connect(address, b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n").await;
    for _ in 0..10 {
        let _ = stream.write_all(b"a").await;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    assert!(rest(stream).await.starts_with("HTTP/1.1 408"));
    let patient = start(Limits::new().body_rate(0).handler_time(None)).await;
    let mut stream =
        connect(patient, b"POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\n\r\n").await;
    for byte in [b"a", b"b", b"c"] {
        tokio::time::sleep(Duration::from_secs(100)).await;
        stream.write_all(byte).await.unwrap();
    }
    assert!(rest(stream).await.ends_with("abc"));
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_takes_too_long_is_dropped_and_the_connection_lives() {
    let address = start(Limits::new().handler_time(Duration::from_secs(5))).await;
    let answer = talk(address, format!("GET /forever/0 HTTP/1.1\r\nHost: x\r\n\r\n{GET}").as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 504") && answer.contains("Request timed out"), "{answer}");
    assert!(answer.ends_with("index"), "{answer}");
    assert!(answer.contains("x-after: /forever/0"), "after hooks run whatever happens: {answer}");
    assert_eq!(DROPPED[0].load(Ordering::SeqCst), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_goes_away_takes_its_handler_along() {
    let address = start(Limits::new().handler_time(None)).await;
    let stream = connect(address, b"GET /forever/1 HTTP/1.1\r\nHost: x\r\n\r\n").await;
    while STARTED.load(Ordering::SeqCst) == 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    drop(stream);
    let noticed = async {
        while DROPPED[1].load(Ordering::SeqCst) == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), noticed).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_client_that_takes_nothing_is_let_go() {
    let address = start(Limits::new()).await;
    let stream = connect(address, b"GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert!(rest(stream).await.len() < 16 * 1024 * 1024, "the rest was not sent");
}

#[tokio::test(start_paused = true)]
async fn a_client_that_leaves_in_the_middle_of_an_answer_makes_room_for_another() {
    let address = start(Limits::new().connections(1)).await;
    for _ in 0..3 {
        let mut stream = connect(address, b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n").await;
        let mut some = vec![0; 100_000];
        stream.read_exact(&mut some).await.unwrap();
    }
    let next = talk(address, b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    let answer = tokio::time::timeout(Duration::from_secs(300), next).await.expect("the others are gone");
    assert!(answer.ends_with("index"), "{answer}");
}

#[tokio::test(start_paused = true)]
async fn a_greedy_handler_does_not_stop_the_clock_of_its_connection() {
    let address = start(Limits::new()).await;
    let closed = talk(address, b"GET /greedy HTTP/1.1\r\nHost: x\r\n\r\n");
    let answer = tokio::time::timeout(Duration::from_secs(70), closed).await.expect("it is idle, which ends");
    assert!(answer.ends_with("greedy"), "{answer}");
}

#[tokio::test(start_paused = true)]
async fn more_connections_than_there_may_be_wait() {
    let address = start(Limits::new().connections(1)).await;
    let mut first = connect(address, GET.as_bytes()).await;
    let mut head = [0; 12];
    first.read_exact(&mut head).await.unwrap();
    let mut second = connect(address, b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    let early = tokio::time::timeout(Duration::from_secs(1), second.read(&mut head)).await;
    assert!(early.is_err(), "it waits");
    drop(first);
    assert!(rest(second).await.ends_with("index"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handler_that_blocks_is_answered_for() {
    let address = start(Limits::new().handler_time(Duration::from_millis(50))).await;
    let mut stream = connect(address, b"GET /blocking HTTP/1.1\r\nHost: x\r\n\r\n").await;
    let mut head = [0; 12];
    stream.read_exact(&mut head).await.unwrap();
    assert_eq!(&head, b"HTTP/1.1 504");
    // Also as one that came over HTTPS, though the request is still with the handler.
    let headers = responder::SecurityHeaders::new().strict_transport_security("max-age=1");
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let limits = Limits::new().handler_time(Duration::from_millis(50));
    let app = Api.into_app().unwrap().limits(limits).trust_proxies(["127.0.0.1"]).security_headers(headers);
    tokio::spawn(app.serve(listener));
    let forwarded = "X-Forwarded-Proto: https\r\nConnection: close\r\n\r\n";
    let answer = talk(address, format!("GET /blocking HTTP/1.1\r\nHost: x\r\n{forwarded}").as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 504") && answer.contains("strict-transport-security: max-age=1"), "{answer}");
    MAY_END.store(1, Ordering::SeqCst);
}

#[tokio::test(start_paused = true)]
async fn a_body_may_take_longer_than_the_handler() {
    let address = start(Limits::new().handler_time(Duration::from_secs(5))).await;
    let mut stream =
        connect(address, b"POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 20000\r\n\r\n").await;
    for _ in 0..20 {
        tokio::time::sleep(Duration::from_secs(1)).await;
        stream.write_all(&[b'x'; 1000]).await.unwrap();
    }
    let answer = rest(stream).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    // What has come so far is no leave to be silent.
    let mut stream = connect(address, b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n").await;
    stream.write_all(&[b'x'; 1_000_000]).await.unwrap();
    let begun = tokio::time::Instant::now();
    assert!(rest(stream).await.starts_with("HTTP/1.1 408"));
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_long_or_ambiguous_is_refused_and_the_connection_closed() {
    let address = start(Limits::new().uri_length(100).header_count(10)).await;
    let long = format!("/{}", "a".repeat(100));
    let many = "X: 1\r\n".repeat(11);
    for (request, status) in [
        (format!("GET {long} HTTP/1.1\r\nHost: x\r\n\r\n"), 414),
        (format!("GET / HTTP/1.1\r\nHost: x\r\n{many}\r\n"), 431),
        ("GET / HTTP/1.1\r\n\r\n".into(), 400),
        ("GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n".into(), 400),
        ("GET / HTTP/1.1\r\nHost: user@x\r\n\r\n".into(), 400),
        ("GET http://y/ HTTP/1.1\r\nHost: x\r\n\r\n".into(), 400),
        ("GET * HTTP/1.1\r\nHost: x\r\n\r\n".into(), 400),
        ("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n".into(), 400),
        ("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".into(), 400),
        ("GET / HTTP/1.1\r\nHost: x\r\nContent-Type: a/b\r\nContent-Type: a/b\r\n\r\n".into(), 400),
    ] {
        let answer = talk(address, (request.clone() + GET).as_bytes()).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{request}: {answer}");
        assert_eq!(answer.matches("HTTP/1.1").count(), 1, "{request}: {answer}");
    }
    let refused = talk(address, b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n").await;
    assert!(
        refused.contains("content-type: application/problem+json") && refused.contains("connection: close"),
        "{refused}"
    );
    let server = talk(address, b"OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    assert!(server.starts_with("HTTP/1.1 204"), "{server}");
    let old = talk(address, b"GET / HTTP/1.0\r\n\r\n").await;
    assert!(old.starts_with("HTTP/1.0 200"), "{old}");
}

#[post("/large")]
fn large_without_reading() -> String {
    "x".repeat(100_000)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_answer_to_a_body_that_nobody_reads_ends_the_connection() {
    let address = start(Limits::new()).await;
    let answer = talk(address, b"POST /large HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("connection: close"), "{}", &answer[..200]);
    assert!(answer.ends_with(&"x".repeat(100_000)), "all of it");
}
