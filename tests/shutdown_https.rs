//! Stopping while a client has only begun to speak TLS. Alone in its process: a signal reaches every server in it.
#![cfg(unix)]

use std::process::Command;
use std::time::Duration;

use responder::{Limits, Tls, prelude::*};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

#[api]
struct Api;

#[get("/")]
fn index() {}

#[tokio::test(flavor = "multi_thread")]
async fn sigterm_closes_a_connection_whose_handshake_is_not_finished() {
    let here = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls");
    let tls = Tls::pem_files(format!("{here}/one.pem"), format!("{here}/one.key.pem")).unwrap();
    // Nothing but the signal ends it in time.
    let hour = Duration::from_secs(3600);
    let app = Api.into_app().unwrap().tls(tls).limits(Limits::new().head_time(hour).grace(hour));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(app.serve(listener));

    // The head of a TLS record, and not what it announces (RFC 8446 section 5.1).
    let mut begun = TcpStream::connect(address).await.unwrap();
    begun.write_all(&[22, 3, 1, 2, 0]).await.unwrap();
    // One that is no TLS is told so: those before it have been accepted.
    let mut plain = TcpStream::connect(address).await.unwrap();
    plain.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    let mut alert = Vec::new();
    plain.read_to_end(&mut alert).await.unwrap();
    assert!(!alert.is_empty());

    let killed = Command::new("kill").args(["-TERM", &std::process::id().to_string()]).status().unwrap();
    assert!(killed.success());
    let closed = tokio::time::timeout(Duration::from_secs(60), begun.read_to_end(&mut Vec::new())).await;
    assert!(closed.expect("the connection is closed").is_ok());
    server.await.unwrap().unwrap();
}
