//! `#[bearer]`, `#[basic]`, `#[api_key(..)]`: credentials as arguments, and challenges made from them.

use responder::prelude::*;
use responder::{TestReply, TestRequest};

const ALICE: &str = "Basic YWxpY2U6cHc=";

fn challenges(reply: &TestReply) -> Vec<String> {
    reply.headers().get_all("www-authenticate").iter().map(|value| value.to_str().unwrap().to_owned()).collect()
}

fn authorized<A: responder::Application<Root = A>>(request: TestRequest<A>, field: &str) -> TestRequest<A> {
    request.header("authorization", field)
}

#[derive(Principal, Clone)]
struct User(String);

mod one_scheme {
    use super::User;
    use responder::prelude::*;

    #[api]
    pub struct Api;

    #[before_request]
    fn user(#[bearer(realm = "api")] token: &str) -> Option<User> {
        (token == "t").then(|| User("ann".into()))
    }

    #[get("/me")]
    fn me(user: &User) -> String {
        user.0.clone()
    }

    #[get("/")]
    #[public]
    fn index(user: Option<&User>) -> String {
        user.map_or("nobody".into(), |user| user.0.clone())
    }
}

#[tokio::test]
async fn no_credentials_are_told_what_would_do_and_wrong_ones_that_they_are_wrong() {
    let client = one_scheme::Api.test_client().await;
    let none = client.get("/me").await;
    assert_eq!((none.status(), challenges(&none)), (401, vec![r#"Bearer realm="api""#.to_owned()]));
    assert_eq!(none.header("content-type"), Some("application/problem+json"));
    assert_eq!(none.json::<Value>()["detail"], "Not authenticated");
    let wrong = client.get("/me").bearer("x").await;
    assert_eq!(challenges(&wrong), [r#"Bearer realm="api", error="invalid_token""#]);
    assert_eq!(client.get("/me").bearer("t").await.text(), "ann");
    assert_eq!(authorized(client.get("/me"), "bEARER   t").await.text(), "ann");
    assert_eq!(client.get("/nope").await.status(), 401);
}

#[tokio::test]
async fn where_nobody_is_welcome_only_nothing_is_nobody() {
    let client = one_scheme::Api.test_client().await;
    assert_eq!(client.get("/").await.text(), "nobody");
    assert_eq!(authorized(client.get("/"), "").await.text(), "nobody");
    assert_eq!(client.get("/").bearer("t").await.text(), "ann");
    for field in ["Bearer x", "Bearer", "Basic dDp0", "t"] {
        assert_eq!(authorized(client.get("/"), field).await.status(), 401, "{field}");
    }
    let twice = authorized(authorized(client.get("/"), "Bearer t"), "Bearer t").await;
    assert_eq!(twice.status(), 401);
}

mod several_schemes {
    use super::User;
    use responder::prelude::*;

    #[api]
    pub struct Api;

    #[before_request]
    async fn user(
        #[bearer] token: Option<&str>,
        #[basic(realm = "Reports")] who: Option<BasicCredentials>,
        #[api_key(query = "key")] key: Option<&str>,
        _req: &Request,
    ) -> Result<Option<User>, Problem> {
        tokio::task::yield_now().await;
        Ok(match (token, who, key) {
            (Some("t"), _, _) => Some(User("by token".into())),
            (Some("down"), _, _) => return Err(abort(503)),
            (_, Some(who), _) => Some(User(format!("{}+{}", who.username(), who.password()))),
            (_, _, Some("k")) => Some(User("by key".into())),
            _ => None,
        })
    }

    #[get("/me")]
    fn me(user: &User) -> String {
        user.0.clone()
    }
}

#[tokio::test]
async fn each_of_several_schemes_will_do_and_all_are_named() {
    let client = several_schemes::Api.test_client().await;
    assert_eq!(client.get("/me").bearer("t").await.text(), "by token");
    assert_eq!(authorized(client.get("/me"), ALICE).await.text(), "alice+pw");
    assert_eq!(client.get("/me?key=k").await.text(), "by key");
    assert_eq!(client.get("/me?key=x&key=k").await.text(), "by key", "the last one counts");
    assert_eq!(client.get("/me?key=k&key=x").await.status(), 401);
    let wrong_key = client.get("/me?key=x").await;
    assert_eq!(challenges(&wrong_key)[0], "Bearer", "no token was brought");
    let wrong_token = client.get("/me").bearer("x").await;
    assert_eq!(challenges(&wrong_token)[0], r#"Bearer error="invalid_token""#);
    assert_eq!(authorized(client.get("/me?key=k"), "Digest x").await.text(), "by key", "a scheme of somebody else");
    assert_eq!(client.get("/me").bearer("down").await.status(), 503, "its own error");
    let none = client.get("/me").await;
    assert_eq!(challenges(&none), ["Bearer", r#"Basic realm="Reports", charset="UTF-8""#, "ApiKey"]);
    for refused in [client.get("/me?key=x"), client.get("/me?key="), authorized(client.get("/me?key=k"), "Basic !")] {
        assert_eq!(refused.await.status(), 401);
    }
}

#[tokio::test]
async fn a_guard_that_returns_nothing_guards_all_the_same() {
    #[api]
    struct Api {
        keys: ApiKeys,
    }

    #[before_request(guard)]
    fn check(#[api_key(header = "X-Key")] key: &str, api: &Api) -> Result<(), Problem> {
        api.keys.verify(key).map(|_| ()).ok_or(abort(401).challenge("ApiKey"))
    }

    #[get("/")]
    fn index() -> &'static str {
        "in"
    }

    let client = Api { keys: ApiKeys::new(["k"]) }.test_client().await;
    assert_eq!(client.get("/").await.status(), 401);
    assert_eq!(client.get("/").header("x-key", "x").await.status(), 401);
    assert_eq!(client.get("/").header("x-key", "").await.status(), 401);
    assert_eq!(client.get("/").header("x-key", "k").header("x-key", "k").await.status(), 401);
    assert_eq!(client.get("/").header("x-key", "k").await.text(), "in");
}

#[tokio::test]
async fn all_that_is_no_option_has_to_be_there() {
    #[api]
    struct Api;

    #[dependency]
    fn user(#[bearer] token: &str, #[api_key(header = "X-Device")] device: &str) -> User {
        User(format!("{token} on {device}"))
    }

    #[get("/me")]
    fn me(user: &User) -> String {
        user.0.clone()
    }

    let client = Api.test_client().await;
    assert_eq!(client.get("/me").bearer("t").header("x-device", "d").await.text(), "t on d");
    for half in [client.get("/me").bearer("t"), client.get("/me").header("x-device", "d"), client.get("/me")] {
        let refused = half.await;
        assert_eq!((refused.status(), challenges(&refused)), (401, vec!["Bearer".into(), "ApiKey".into()]));
    }
}

mod by_cookie {
    use super::User;
    use responder::prelude::*;

    #[api]
    pub struct Api;

    #[before_request]
    fn user(
        #[api_key(cookie = "key")] key: Option<&str>,
        #[basic] who: Option<BasicCredentials>,
        #[bearer] token: Option<&str>,
    ) -> Option<User> {
        (key == Some("k") || who.is_some() || token.is_some()).then(|| User("ann".into()))
    }

    #[post("/transfer")]
    fn transfer() -> &'static str {
        "done"
    }

    #[get("/balance")]
    fn balance() -> &'static str {
        "7"
    }

    #[post("/hook", cross_site)]
    fn hook() -> &'static str {
        "heard"
    }
}

#[tokio::test]
async fn what_a_browser_sends_by_itself_is_no_use_to_another_site() {
    let client = by_cookie::Api.test_client().await;
    for (name, value) in [("cookie", "key=k"), ("authorization", ALICE)] {
        let from = |path: &str, origin: &str| {
            client.post(path).header(name, value).header("host", "bank.example").header("origin", origin)
        };
        assert_eq!(from("/transfer", "https://bank.example").await.text(), "done", "{name}");
        assert_eq!(client.post("/transfer").header(name, value).await.text(), "done", "no browser, {name}");
        assert_eq!(from("/transfer", "https://evil.example").await.status(), 403, "{name}");
        assert_eq!(from("/hook", "https://evil.example").await.text(), "heard", "{name}");
        let read = client.get("/balance").header(name, value).header("sec-fetch-site", "cross-site").await;
        assert_eq!(read.text(), "7", "{name}");
    }
    let token = client.post("/transfer").bearer("t").header("sec-fetch-site", "cross-site").await;
    assert_eq!(token.text(), "done", "no browser sends a bearer token by itself");
    for cookies in [&b"key=x; key=k"[..], b"key=k; key=\xff", b"key=\xff", b"key="] {
        assert_eq!(client.get("/balance").header("cookie", cookies).await.status(), 401, "{cookies:?}");
    }
    assert_eq!(client.get("/balance").header("cookie", b"other=\xff; key=k").await.text(), "7");
}

#[tokio::test]
async fn missing_scopes_are_asked_for_by_the_scheme_of_the_principal() {
    #[derive(Scope)]
    enum Permission {
        Read,
        Write,
    }

    #[derive(Principal)]
    struct Reader {
        #[principal(scope)]
        scopes: Vec<Permission>,
    }

    #[api]
    struct Api;

    #[before_request]
    fn reader(#[bearer(realm = "api")] _token: &str) -> Reader {
        Reader { scopes: vec![Permission::Read] }
    }

    #[get("/")]
    #[require_scope("read")]
    fn read() -> &'static str {
        "read"
    }

    #[post("/")]
    #[require_scope("read", "write")]
    fn write() -> &'static str {
        "written"
    }

    let _ = Permission::Write;
    let client = Api.test_client().await;
    assert_eq!(client.get("/").bearer("t").await.text(), "read");
    let refused = client.post("/").bearer("t").await;
    assert_eq!(refused.status(), 403);
    assert_eq!(challenges(&refused), [r#"Bearer realm="api", error="insufficient_scope", scope="read write""#]);
    assert_eq!(refused.json::<Value>()["detail"], "Insufficient scope: read write");
    assert_eq!(client.post("/").await.status(), 401, "401 before 403");
}

#[tokio::test]
async fn a_handler_shapes_the_refusal_and_knows_the_schemes() {
    #[api]
    struct Api;

    #[dependency]
    fn user(#[basic(realm = "Reports")] who: BasicCredentials) -> Option<User> {
        Some(User(who.username().to_owned())).filter(|_| who.password() == "pw")
    }

    #[exception_handler]
    fn refuse(exc: Unauthenticated, resp: &mut Response) {
        let schemes: Vec<_> = exc.schemes().iter().map(|scheme| (scheme.name(), scheme.realm())).collect();
        resp.status(401).media(&json!({ "schemes": schemes, "invalid": exc.is_invalid() }));
    }

    #[get("/me")]
    fn me(user: &User) -> String {
        user.0.clone()
    }

    let client = Api.test_client().await;
    let none = client.get("/me").await.json::<Value>();
    assert_eq!(none, json!({ "schemes": [["Basic", "Reports"]], "invalid": false }));
    let wrong = authorized(client.get("/me"), "Basic YWxpY2U6eA==").await.json::<Value>();
    assert_eq!(wrong["invalid"], true);
    assert_eq!(authorized(client.get("/me"), ALICE).await.text(), "alice");
}

#[test]
fn a_route_tells_the_schemes_that_would_do() {
    let app = several_schemes::Api.into_app().unwrap();
    let schemes: Vec<_> = app.routes()[0].schemes.iter().map(|scheme| scheme.name()).collect();
    assert_eq!(schemes, ["Bearer", "Basic", "ApiKey"]);
}

#[tokio::test]
async fn who_has_credentials_is_enforced_as_declared() {
    responder::assert_access_is_enforced!(one_scheme::Api);
    responder::assert_access_is_enforced!(several_schemes::Api);
    responder::assert_access_is_enforced!(by_cookie::Api);
}
