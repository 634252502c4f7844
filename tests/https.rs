//! HTTPS. The keys in `tests/tls` are for this test and good for nothing else.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper_util::rt::{TokioExecutor, TokioIo};
use responder::{Limits, Tls, prelude::*};
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

#[api]
struct Api;

#[get("/")]
fn index() -> &'static str {
    "over TLS"
}

const ONE: (&str, &str) = (include_str!("tls/one.pem"), include_str!("tls/one.key.pem"));
const TWO: (&str, &str) = (include_str!("tls/two.pem"), include_str!("tls/two.key.pem"));

/// The files of one server.
struct Files {
    chain: PathBuf,
    key: PathBuf,
}

impl Files {
    fn new(name: &str, (chain, key): (&str, &str)) -> Self {
        let path = |kind| std::env::temp_dir().join(format!("responder-{}-{name}.{kind}.pem", std::process::id()));
        let files = Files { chain: path("chain"), key: path("key") };
        files.write(chain, key);
        files
    }

    fn write(&self, chain: &str, key: &str) {
        std::fs::write(&self.chain, chain).unwrap();
        std::fs::write(&self.key, key).unwrap();
    }

    fn tls(&self) -> responder::Result<Tls> {
        Tls::pem_files(&self.chain, &self.key)
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let _ = (std::fs::remove_file(&self.chain), std::fs::remove_file(&self.key));
    }
}

async fn start(files: &Files) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = Api.into_app().unwrap().tls(files.tls().unwrap()).limits(Limits::new());
    tokio::spawn(async move { app.serve(listener).await });
    address
}

/// A connection of a client that trusts this certificate and speaks these protocols.
async fn connect(address: SocketAddr, trusted: &str, alpn: &[&str]) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(trusted.as_bytes()).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let mut config =
        config.with_safe_default_protocol_versions().unwrap().with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = alpn.iter().map(|name| name.as_bytes().to_vec()).collect();
    let stream = TcpStream::connect(address).await?;
    TlsConnector::from(Arc::new(config)).connect("localhost".try_into().unwrap(), stream).await
}

fn get(url: String) -> hyper::Request<Empty<Bytes>> {
    hyper::Request::get(url).header("host", "localhost").body(Empty::new()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_client_chooses_between_http_2_and_http_1() {
    let files = Files::new("chosen", ONE);
    let address = start(&files).await;
    let stream = connect(address, ONE.0, &["h2", "http/1.1"]).await.unwrap();
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    let (mut sender, connection) =
        hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    let response = sender.send_request(get("https://localhost/".into())).await.unwrap();
    assert_eq!(response.into_body().collect().await.unwrap().to_bytes(), "over TLS");

    for alpn in [&["http/1.1"][..], &[]] {
        let stream = connect(address, ONE.0, alpn).await.unwrap();
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        let response = sender.send_request(get("/".into())).await.unwrap();
        assert_eq!((response.status(), response.version()), (hyper::StatusCode::OK, hyper::Version::HTTP_11));
    }
    assert!(connect(address, TWO.0, &[]).await.is_err(), "another certificate");
}

#[tokio::test(start_paused = true)]
async fn a_renewed_certificate_is_used_and_a_broken_one_is_not() {
    let files = Files::new("renewed", ONE);
    let address = start(&files).await;
    assert!(connect(address, ONE.0, &[]).await.is_ok());
    for (chain, key, trusted) in [(TWO.0, ONE.1, ONE.0), ("", "", ONE.0), (TWO.0, TWO.1, TWO.0)] {
        files.write(chain, key);
        tokio::time::sleep(Duration::from_secs(61)).await;
        assert!(connect(address, trusted, &[]).await.is_ok());
    }
    assert!(connect(address, ONE.0, &[]).await.is_err(), "the one before");
}

#[tokio::test(start_paused = true)]
async fn a_client_that_does_not_shake_hands_is_let_go() {
    let files = Files::new("silent", ONE);
    let mut silent = TcpStream::connect(start(&files).await).await.unwrap();
    let mut rest = Vec::new();
    assert!(silent.read_to_end(&mut rest).await.is_ok_and(|_| rest.is_empty()));
}

#[test]
fn files_that_do_not_go_together_are_refused() {
    for (chain, key, what) in [
        (ONE.0, TWO.1, "not the key of the certificate"),
        (ONE.1, ONE.1, "no `CERTIFICATE`"),
        (ONE.0, ONE.0, "no `PRIVATE KEY`"),
        ("", ONE.1, "no `CERTIFICATE`"),
    ] {
        let files = Files::new("wrong", (chain, key));
        let error = files.tls().unwrap_err().to_string();
        assert!(error.contains(what), "{error}");
    }
    let error = Tls::pem_files("/nowhere/chain.pem", "/nowhere/key.pem").unwrap_err().to_string();
    assert!(error.contains("/nowhere/chain.pem"), "{error}");
}
