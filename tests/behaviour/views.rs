//! A view of several methods: an `impl` block under `#[route]`.

use responder::prelude::*;

mod shop {
    use responder::prelude::*;

    #[derive(Role)]
    pub enum Role {
        Admin,
        Clerk,
    }

    #[derive(Principal)]
    pub struct User {
        #[principal(role)]
        role: Role,
    }

    #[api]
    pub struct Api;

    #[before_request]
    fn guard(#[bearer] token: &str) -> Option<User> {
        let role = match token {
            "admin" => Role::Admin,
            "clerk" => Role::Clerk,
            _ => return None,
        };
        Some(User { role })
    }

    #[exception_handler]
    fn on_forbidden(_exc: Forbidden, resp: &mut Response) {
        resp.status(403).text("forbidden");
    }

    struct Item;

    #[route("/items/{id:int}")]
    impl Item {
        fn on_get(id: u64) -> String {
            Self::text(id)
        }

        async fn on_put(id: u64, #[body] name: String, _user: &User) -> (String, u16) {
            (format!("{id} is {name}"), 201)
        }

        #[require_role("admin")]
        #[after(mark)]
        fn on_delete(resp: &mut Response) {
            resp.status(204);
        }

        fn text(id: u64) -> String {
            format!("item {id}")
        }
    }

    fn mark(_req: &Request, resp: &mut Response) {
        resp.header("x-deleted", "1");
    }

    struct Report;

    #[require_role("admin")]
    #[route("/report")]
    impl Report {
        fn on_get() -> &'static str {
            "report"
        }

        #[require_role("clerk")]
        fn on_post() {}
    }

    struct Health;

    #[route("/health")]
    #[public]
    impl Health {
        fn on_get() -> &'static str {
            "ok"
        }

        #[cfg(any())]
        fn on_post() {}
    }
}

mod greetings {
    use responder::prelude::*;

    #[api]
    pub struct Api;

    struct Greeting;

    #[route("/greet/{name}")]
    impl Greeting {
        async fn on_request(name: &str, resp: &mut Response) -> Result<(), Problem> {
            if name == "nobody" {
                return Err(abort(404));
            }
            resp.status(203).header("x-name", name);
            Ok(())
        }

        fn on_get(name: &str) -> String {
            format!("hello {name}")
        }

        async fn on_post(#[body] greeting: String, resp: &mut Response) {
            resp.text(&greeting);
        }
    }

    struct Echo;

    #[route("/echo")]
    impl Echo {
        fn on_request(req: &Request) -> String {
            req.method().to_string()
        }
    }
}

#[tokio::test]
async fn each_function_answers_its_method_and_allow_names_them() {
    let client = shop::Api.test_client().await;
    let answer = |method: &'static str, path: &'static str| client.request(method, path).bearer("clerk");
    assert_eq!(answer("GET", "/items/7").await.text(), "item 7");
    let put = answer("PUT", "/items/7").json(&json!("pen")).await;
    assert_eq!((put.status(), put.text().as_str()), (201, "7 is pen"));
    let patch = answer("PATCH", "/items/7").await;
    assert_eq!((patch.status(), patch.header("allow")), (405, Some("GET, PUT, DELETE, HEAD, OPTIONS")));
    assert_eq!(answer("OPTIONS", "/items/7").await.status(), 204);
    assert_eq!(answer("HEAD", "/items/7").await.header("content-length"), Some("6"));
    assert_eq!(answer("POST", "/health").await.status(), 405, "a function that is not compiled is no method");
}

#[tokio::test]
async fn attributes_of_a_function_are_for_it_and_those_of_the_block_for_all() {
    let client = shop::Api.test_client().await;
    for (method, path) in [("GET", "/items/7"), ("DELETE", "/items/7"), ("GET", "/report"), ("POST", "/report")] {
        assert_eq!(client.request(method, path).await.status(), 401, "{method} {path}");
    }
    for (method, path, by, status) in [
        ("DELETE", "/items/7", "clerk", 403),
        ("DELETE", "/items/7", "admin", 204),
        ("GET", "/report", "clerk", 403),
        ("GET", "/report", "admin", 200),
        ("POST", "/report", "clerk", 403),
        ("POST", "/report", "admin", 403),
    ] {
        assert_eq!(client.request(method, path).bearer(by).await.status(), status, "{method} {path} by {by}");
    }
    assert_eq!(client.delete("/items/7").bearer("admin").await.header("x-deleted"), Some("1"));
    assert_eq!(client.get("/health").await.text(), "ok");
    responder::assert_access_is_enforced!(shop::Api);
}

#[tokio::test]
async fn on_request_runs_first_and_answers_methods_without_a_function() {
    let client = greetings::Api.test_client().await;
    let get = client.get("/greet/ann").await;
    assert_eq!((get.status(), get.header("x-name"), get.text().as_str()), (203, Some("ann"), "hello ann"));
    let post = client.post("/greet/ann").json(&json!("hi")).await;
    assert_eq!((post.status(), post.header("x-name"), post.text().as_str()), (203, Some("ann"), "hi"));
    let delete = client.delete("/greet/ann").await;
    assert_eq!((delete.status(), delete.header("x-name"), delete.text().as_str()), (203, Some("ann"), "null"));
    for method in ["GET", "DELETE"] {
        assert_eq!(client.request(method, "/greet/nobody").await.status(), 404, "its error ends the request");
    }
    for method in ["GET", "POST", "PATCH"] {
        assert_eq!(client.request(method, "/echo").await.text(), method);
    }
    let options = client.request("OPTIONS", "/echo").await;
    assert_eq!(
        (options.status(), options.header("allow")),
        (204, Some("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"))
    );
}

#[test]
fn a_function_of_a_view_is_told_with_its_type() {
    let names: Vec<&str> = greetings::Api::routes().unwrap().iter().map(|route| route.name).collect();
    assert_eq!(names, ["Echo::on_request", "Greeting::on_get", "Greeting::on_post", "Greeting::on_request"]);
}
