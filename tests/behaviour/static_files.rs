//! Directories of files within an app.

use responder::StaticFiles;
use responder::prelude::*;

use crate::files::Scratch;

#[derive(Principal, Clone)]
struct User;

#[api]
struct Api;

#[before_request]
fn guard(req: &Request) -> Result<User, Problem> {
    req.bearer_token().map(|_| User).ok_or(abort(401).challenge("Bearer"))
}

#[get("/assets/special")]
#[public]
fn special() -> &'static str {
    "a route"
}

#[get("/me")]
fn me(_user: &User) {}

#[tokio::test]
async fn files_are_behind_the_guards_unless_they_are_public() {
    let scratch = Scratch::new().with("a.css", "i { top: 0 }").with("special", "a file");
    let app = Api.into_app().unwrap();
    let app = app.static_files("/assets", StaticFiles::new(scratch.path())).unwrap();
    let app = app.static_files("/open", StaticFiles::new(scratch.path()).public()).unwrap();
    let told: Vec<_> =
        app.routes().iter().map(|route| (route.path.clone(), route.public, route.guards.len())).collect();
    assert!(told.contains(&("/assets/{file:path}".into(), false, 1)), "{told:?}");
    assert!(told.contains(&("/open/{file:path}".into(), true, 0)), "{told:?}");

    let client = app.test_client().await;
    assert_eq!(client.get("/assets/a.css").await.status(), 401);
    assert_eq!(client.get("/assets/nope").await.status(), 401);
    assert_eq!(client.get("/assets/a.css").bearer("x").await.text(), "i { top: 0 }");
    let open = client.get("/open/a.css").await;
    assert_eq!((open.status(), open.header("content-type")), (200, Some("text/css; charset=utf-8")));
    assert_eq!(client.get("/assets/special").await.text(), "a route");

    let tag = open.header("etag").unwrap();
    assert!(tag.starts_with('"'));
    assert_eq!(client.get("/open/a.css").header("if-none-match", tag).await.status(), 304);
    let part = client.get("/open/a.css").header("if-range", tag).header("range", "bytes=0-0").await;
    assert_eq!((part.status(), part.text().as_str()), (206, "i"));
    let stale = client.get("/open/a.css").header("if-range", "\"other\"").header("range", "bytes=0-0").await;
    assert_eq!(stale.status(), 200);
    let post = client.post("/open/a.css").await;
    assert_eq!((post.status(), post.header("allow")), (405, Some("GET, HEAD")));
    for missing in ["/open/", "/open/nope", "/open/..%2fa.css", "/open//a.css", "/openx"] {
        assert_eq!(client.get(missing).bearer("x").await.status(), 404, "{missing}");
    }
}

#[tokio::test]
async fn what_is_declared_about_files_is_enforced() {
    let scratch = Scratch::new();
    let app = Api.into_app().unwrap();
    let app = app.static_files("/assets", StaticFiles::new(scratch.path())).unwrap();
    let app = app.static_files("/open", StaticFiles::new(scratch.path()).public()).unwrap();
    responder::assert_access_is_enforced!(app);
}

#[tokio::test]
async fn a_single_page_answers_what_no_route_does() {
    #[api]
    struct Api;

    #[get("/api/ping")]
    fn ping() -> &'static str {
        "pong"
    }

    let scratch = Scratch::new().with("index.html", "<title>page</title>").with("app.js", "1");
    let page = StaticFiles::new(scratch.path()).single_page();
    let client = Api.into_app().unwrap().static_files("/", page).unwrap().test_client().await;
    for path in ["/", "/some/page", "/api/nope"] {
        let reply = client.get(path).await;
        assert_eq!(
            (reply.text().as_str(), reply.header("content-type")),
            ("<title>page</title>", Some("text/html; charset=utf-8"))
        );
    }
    assert_eq!(client.get("/app.js").await.text(), "1");
    assert_eq!(client.get("/api/ping").await.text(), "pong");
    assert_eq!(client.get("/../etc/passwd").await.status(), 404);
    assert_eq!(client.post("/some/page").await.status(), 405);
    let other = client.post("/api/ping").await;
    assert_eq!((other.status(), other.header("allow")), (405, Some("GET, HEAD, OPTIONS")));
}

#[test]
fn a_directory_that_is_not_there_does_not_start() {
    let scratch = Scratch::new().with("file", "");
    for path in [scratch.path().join("nope"), scratch.path().join("file")] {
        let error = Api.into_app().unwrap().static_files("/x", StaticFiles::new(&path)).err().unwrap();
        assert!(error.to_string().contains(&path.display().to_string()), "{error}");
    }
    for prefix in ["x", "/x/", "/{x}", "/a//b"] {
        assert!(Api.into_app().unwrap().static_files(prefix, StaticFiles::new(scratch.path())).is_err(), "{prefix}");
    }
    let twice = Api.into_app().unwrap().static_files("/x", StaticFiles::new(scratch.path())).unwrap();
    let error = twice.static_files("/x", StaticFiles::new(scratch.path())).err().unwrap();
    assert!(error.to_string().contains("static_files.rs"), "{error}");
}

/// A part with a guard of its own.
mod guarded_part {
    use responder::StaticFiles;
    use responder::prelude::*;

    use super::Scratch;

    #[api]
    struct Api;

    #[get("/")]
    fn index() -> &'static str {
        "hello"
    }

    mod admin {
        use responder::prelude::*;

        #[api(within = super::Api, prefix = "/admin")]
        struct Api;

        #[before_request(guard)]
        fn only_admins(#[bearer] token: &str) -> Option<Admin> {
            (token == "admin").then_some(Admin)
        }

        #[derive(Principal)]
        struct Admin;

        #[get("/users")]
        fn users() -> &'static str {
            "users"
        }
    }

    #[tokio::test]
    async fn files_below_a_part_are_behind_the_guards_of_that_part() {
        let scratch = Scratch::new().with("x.txt", "1");
        let app = Api.into_app().unwrap().static_files("/admin/reports", StaticFiles::new(scratch.path())).unwrap();
        let client = app.test_client().await;
        assert_eq!(client.get("/").await.status(), 200);
        for path in ["/admin/users", "/admin/reports/x.txt", "/admin/nothing"] {
            assert_eq!(client.get(path).await.status(), 401, "{path}");
        }
        assert_eq!(client.get("/nothing").await.status(), 404);
        assert_eq!(client.get("/admin/reports/x.txt").bearer("admin").await.text(), "1");
    }
}
