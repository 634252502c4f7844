//! Exception handlers for one status.

use responder::prelude::*;

#[api]
struct Api;

#[before_request]
fn guard(req: &Request) -> Option<u32> {
    req.header("x-user").and_then(|user| user.parse().ok())
}

#[exception_handler(404)]
fn not_found(exc: Problem, req: &Request, resp: &mut Response) {
    resp.status(404).text(format!("nothing at {}: {}", req.path(), exc.message()));
}

#[exception_handler(401)]
async fn log_in_first(exc: Problem, resp: &mut Response) {
    exc.write(resp);
    resp.text("log in first");
}

#[exception_handler(500)]
fn unexpected(exc: Problem) -> (String, u16) {
    (format!("sorry: {}", exc.message()), 500)
}

/// All others.
#[exception_handler]
fn problem(exc: Problem, resp: &mut Response) {
    let status = exc.status();
    exc.write(resp);
    resp.text(format!("problem {status}"));
}

struct Gone;

#[exception_handler]
fn gone(_exc: Gone) -> (&'static str, u16) {
    ("an error of ours", 404)
}

#[get("/abort/{status:int}")]
#[public]
fn abort_with(status: u16) -> Result<(), Problem> {
    Err(abort(status).detail("why"))
}

#[get("/none")]
#[public]
fn none() -> Option<String> {
    None
}

#[get("/gone")]
#[public]
fn gone_for_good() -> Result<(), Gone> {
    Err(Gone)
}

#[get("/panics")]
#[public]
fn panics() {
    panic!("s3cret");
}

/// JSON has no keys that are no text.
#[get("/unwritable")]
#[public]
fn unwritable() -> Media<std::collections::BTreeMap<(u8, u8), u8>> {
    Media([((1, 2), 3)].into())
}

#[get("/status")]
#[public]
fn status(resp: &mut Response) {
    resp.status(404).text("as the handler wrote it");
}

#[post("/echo")]
#[public]
fn echo(#[body] value: Value) -> Value {
    value
}

#[get("/me")]
fn me(user: &u32) -> String {
    user.to_string()
}

#[tokio::test]
async fn a_problem_goes_to_the_handler_for_its_status_before_that_for_problems() {
    let client = Api.test_client().await;
    for (path, status, text) in [
        ("/abort/404", 404, "nothing at /abort/404: why"),
        ("/none", 404, "nothing at /none: Not Found"),
        ("/abort/409", 409, "problem 409"),
        ("/panics", 500, "sorry: Internal Server Error"),
        ("/unwritable", 500, "sorry: Internal Server Error"),
        ("/abort/500", 500, "sorry: why"),
        ("/gone", 404, "an error of ours"),
        ("/status", 404, "as the handler wrote it"),
    ] {
        let reply = client.get(path).await;
        assert_eq!((reply.status(), reply.text().as_str()), (status, text), "{path}");
    }
    let nowhere = client.get("/nope").header("x-user", "1").await;
    assert_eq!((nowhere.status(), nowhere.text().as_str()), (404, "nothing at /nope: Not Found"));
}

#[tokio::test]
async fn errors_that_are_problems_in_the_end_go_there_too() {
    let client = Api.test_client().await;
    let reply = client.get("/me").await;
    assert_eq!((reply.status(), reply.text().as_str()), (401, "log in first"));
    assert!(reply.header("www-authenticate").is_some(), "what `write` keeps");
    let reply = client.post("/echo").body("application/json", "{").await;
    assert_eq!((reply.status(), reply.text().as_str()), (400, "problem 400"));
    let reply = client.post("/me").header("x-user", "1").await;
    assert_eq!(
        (reply.status(), reply.header("allow"), reply.text().as_str()),
        (405, Some("GET, HEAD, OPTIONS"), "problem 405")
    );
}

mod parts {
    use responder::prelude::*;

    #[api]
    struct Api;

    #[exception_handler(404)]
    fn outer(_exc: Problem) -> (&'static str, u16) {
        ("outer", 404)
    }

    #[exception_handler(409)]
    fn conflict(_exc: Problem) -> (&'static str, u16) {
        ("conflict", 409)
    }

    #[get("/abort/{status:int}")]
    fn abort_with(status: u16) -> Result<(), Problem> {
        Err(abort(status))
    }

    mod part {
        use responder::prelude::*;

        #[api(within = super::Api, prefix = "/part")]
        struct Api;

        #[exception_handler(404)]
        fn inner(_exc: Problem) -> (&'static str, u16) {
            ("inner", 404)
        }

        #[exception_handler(500)]
        fn panicked(_exc: Problem) -> (&'static str, u16) {
            ("panicked", 500)
        }

        #[get("/abort/{status:int}")]
        fn abort_with(status: u16) -> Result<(), Problem> {
            match status {
                500 => panic!("s3cret"),
                _ => Err(abort(status)),
            }
        }
    }

    #[tokio::test]
    async fn a_part_has_handlers_of_its_own_before_those_of_its_parent() {
        let client = Api.test_client().await;
        for (path, text) in [
            ("/abort/404", "outer"),
            ("/nope", "outer"),
            ("/part/abort/404", "inner"),
            ("/part/abort/409", "conflict"),
            ("/part/abort/500", "panicked"),
        ] {
            assert_eq!(client.get(path).await.text(), text, "{path}");
        }
    }
}

#[tokio::test]
async fn a_handler_that_panics_is_answered_by_a_plain_500() {
    #[api]
    struct Api;

    #[exception_handler(418)]
    fn teapot(_exc: Problem) {
        panic!("s3cret");
    }

    #[exception_handler(500)]
    fn unexpected(_exc: Problem) {
        panic!("s3cret");
    }

    #[get("/abort/{status:int}")]
    fn abort_with(status: u16) -> Result<(), Problem> {
        Err(abort(status))
    }

    let client = Api.test_client().await;
    for path in ["/abort/418", "/abort/500"] {
        let reply = client.get(path).await;
        assert_eq!(reply.header("content-type"), Some("application/problem+json"));
        assert_eq!((reply.status(), reply.json::<Value>()["detail"].as_str()), (500, Some("Internal Server Error")));
    }
}
