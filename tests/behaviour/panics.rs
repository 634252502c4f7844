//! A panic is a 500, and nothing more.

use responder::prelude::*;

#[api]
struct Api;

#[get("/sync")]
fn sync() {
    panic!("s3cret");
}

#[get("/async")]
async fn asynchronous() {
    tokio::task::yield_now().await;
    panic!("s3cret");
}

#[get("/blocking", blocking)]
fn blocking() {
    panic!("s3cret");
}

#[get("/works", blocking)]
fn works(req: &Request, resp: &mut Response) {
    resp.text(format!("{} on {:?}", req.path(), std::thread::current().name().is_some()));
}

#[get("/handler")]
fn in_the_handler() -> Result<(), std::fmt::Error> {
    Err(std::fmt::Error)
}

#[exception_handler]
fn handle(_exc: std::fmt::Error) {
    panic!("s3cret");
}

#[after_request]
fn after(req: &Request, resp: &mut Response) {
    resp.header("x-after", "1");
    if req.header("x-after-panics").is_some() {
        panic!("s3cret");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_anywhere_is_a_500_without_its_message() {
    let client = Api.test_client().await;
    for path in ["/sync", "/async", "/blocking", "/handler"] {
        let reply = client.get(path).send().await;
        assert_eq!((reply.status(), reply.header("x-after")), (500, Some("1")), "{path}");
        assert_eq!(reply.json::<Value>()["title"], "Internal Server Error", "{path}");
        assert!(!reply.text().contains("s3cret"));
    }
    assert_eq!(client.get("/works").header("x-after-panics", "1").send().await.status(), 500);
    assert!(client.get("/works").send().await.text().starts_with("/works on"));
}
