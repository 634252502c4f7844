//! Why something has failed, for developers and for nobody else.

use std::collections::BTreeMap;

use responder::prelude::*;

#[api]
struct Api;

#[derive(Debug, thiserror::Error)]
#[error("cannot read the report")]
struct Unreadable(#[source] std::num::ParseIntError);

#[get("/panics")]
fn panics() {
    panic!("s3cret");
}

#[get("/panics/async")]
async fn panics_later() {
    tokio::task::yield_now().await;
    panic!("{}", format!("s3cret {}", 1));
}

#[get("/panics/blocking", blocking)]
fn panics_elsewhere() {
    panic!("s3cret");
}

#[get("/unwritable")]
fn unwritable() -> Media<BTreeMap<(u8, u8), u8>> {
    Media([((1, 2), 3)].into())
}

#[get("/cause/{status:int}")]
fn cause(status: u16) -> Result<(), Problem> {
    let error = "s3cret".parse::<u8>().unwrap_err();
    Err(abort(status).cause(Unreadable(error)))
}

#[get("/handled")]
fn handled() -> Result<(), std::fmt::Error> {
    Err(std::fmt::Error)
}

#[exception_handler]
fn fails(_exc: std::fmt::Error) {
    panic!("s3cret of a handler");
}

#[exception_handler(503)]
fn unavailable(exc: Problem) -> (String, u16) {
    (exc.message().to_owned(), 503)
}

const CAUSE: &str = "cannot read the report\ncaused by: invalid digit found in string\n";

#[tokio::test(flavor = "multi_thread")]
async fn in_debug_mode_an_error_of_the_server_says_why() {
    let client = Api.into_app().unwrap().debug(true).test_client().await;
    for (path, status, cause) in [
        ("/panics", "500 Internal Server Error", "panicked: s3cret\n"),
        ("/panics/async", "500 Internal Server Error", "panicked: s3cret 1\n"),
        ("/panics/blocking", "500 Internal Server Error", "panicked: s3cret\n"),
        ("/unwritable", "500 Internal Server Error", "key must be a string\n"),
        ("/cause/500", "500 Internal Server Error", CAUSE),
        ("/cause/503", "503 Service Unavailable", CAUSE),
        ("/handled", "500 Internal Server Error", "panicked: s3cret of a handler\n"),
    ] {
        let reply = client.get(path).await;
        assert_eq!(reply.header("content-type"), Some("text/plain; charset=utf-8"), "{path}");
        assert_eq!(reply.text(), format!("{status}\n\n{cause}"), "{path}");
        assert!(status.starts_with(&reply.status().to_string()), "{path}");
    }
    let refused = client.get("/cause/404").await;
    assert_eq!(refused.header("content-type"), Some("application/problem+json"), "an error of the client");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_it_nobody_is_told() {
    let client = Api.test_client().await;
    for path in ["/panics", "/panics/async", "/panics/blocking", "/unwritable", "/cause/500", "/cause/503", "/handled"]
    {
        let reply = client.get(path).await;
        assert!(reply.status() >= 500, "{path}");
        for word in ["s3cret", "report", "digit", "key must"] {
            assert!(!reply.text().contains(word), "{path}: {}", reply.text());
        }
    }
}
