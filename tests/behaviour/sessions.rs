//! Sessions in a signed cookie.

use responder::prelude::*;

#[api]
struct Api {
    #[sessions]
    sessions: Sessions,
}

fn api() -> Api {
    Api { sessions: Sessions::signed("a secret that has at least 32 bytes").unwrap() }
}

#[post("/login/{user}")]
fn login(user: &str, session: &Session) {
    session.login(user);
}

#[get("/me")]
fn me(session: &Session) -> Value {
    json!(session.get::<String>("user"))
}

#[get("/visit")]
async fn visit(session: &Session) -> Value {
    let visits = session.get::<u32>("visits").unwrap_or(0) + 1;
    session.set("visits", visits);
    json!(visits)
}

#[get("/untouched")]
fn untouched() {}

#[post("/logout")]
fn logout(session: &Session) {
    session.clear();
}

#[post("/fail")]
fn fail(session: &Session) -> Result<(), Problem> {
    session.set("user", "broken");
    Err(abort(500))
}

#[post("/panic")]
fn panics(session: &Session) {
    session.set("user", "broken");
    panic!();
}

#[post("/refuse")]
fn refuse(session: &Session) -> Result<(), Problem> {
    session.set("attempts", 1);
    Err(abort(409))
}

#[post("/leave-and-fail")]
fn leave_and_fail(session: &Session) -> Result<(), Problem> {
    session.clear();
    Err(abort(503))
}

#[post("/forget")]
fn forget(session: &Session) {
    session.remove("user");
}

#[post("/large")]
fn large(session: &Session) {
    session.set("text", "x".repeat(5000));
}

#[tokio::test]
async fn a_session_lasts_from_request_to_request() {
    let client = api().test_client().await;
    let reply = client.post("/login/ann").send().await;
    let cookie = reply.header("set-cookie").unwrap();
    let attributes = cookie.split_once(';').unwrap().1;
    assert_eq!(attributes, " HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=1209600");
    assert_eq!((reply.header("vary"), reply.header("cache-control")), (Some("Cookie, Accept"), Some("no-store")));
    assert_eq!(client.get("/me").send().await.text(), r#""ann""#);
    assert_eq!(client.get("/visit").send().await.text(), "1");
    assert_eq!(client.get("/visit").send().await.text(), "2");
}

#[tokio::test]
async fn the_cookie_is_sent_only_when_something_changed() {
    let client = api().test_client().await;
    assert!(client.get("/me").send().await.header("set-cookie").is_none());
    let reply = client.get("/untouched").send().await;
    assert_eq!((reply.header("vary"), reply.header("cache-control")), (Some("Accept"), None));
    client.post("/login/ann").send().await;
    let reply = client.get("/me").send().await;
    assert!(reply.header("set-cookie").is_none() && reply.header("vary").is_some_and(|vary| vary.contains("Cookie")));
}

#[tokio::test]
async fn after_logout_a_copy_of_the_cookie_is_worthless() {
    let client = api().test_client().await;
    client.post("/login/ann").send().await;
    let copy = client.cookie("session").unwrap();
    client.get("/visit").send().await;
    let later = client.cookie("session").unwrap();
    let reply = client.post("/logout").send().await;
    assert!(reply.header("set-cookie").unwrap().starts_with("session=; "), "{reply:?}");
    assert!(client.cookie("session").is_none());
    for stolen in [copy, later] {
        client.set_cookie("session", stolen);
        assert_eq!(client.get("/me").send().await.text(), "null");
    }
}

#[tokio::test]
async fn a_session_ends_even_if_the_request_fails_or_its_last_value_is_taken_out() {
    for path in ["/leave-and-fail", "/forget"] {
        let client = api().test_client().await;
        client.post("/login/ann").send().await;
        let copy = client.cookie("session").unwrap();
        client.post(path).send().await;
        client.set_cookie("session", copy);
        assert_eq!(client.get("/me").send().await.text(), "null", "{path}");
    }
}

#[tokio::test]
async fn a_login_starts_a_new_session_and_ends_the_one_before() {
    let client = api().test_client().await;
    client.get("/visit").send().await;
    let planted = client.cookie("session").unwrap();
    client.post("/login/ann").send().await;
    assert_eq!(client.get("/visit").send().await.text(), "1", "nothing of the old session is kept");
    client.set_cookie("session", planted);
    assert_eq!(client.get("/visit").send().await.text(), "1", "the old cookie is dead");
}

#[tokio::test]
async fn what_fails_on_the_server_keeps_nothing() {
    let client = api().test_client().await;
    client.post("/login/ann").send().await;
    for path in ["/fail", "/panic"] {
        let reply = client.post(path).send().await;
        assert!(reply.status() == 500 && reply.header("set-cookie").is_none(), "{path}");
    }
    assert_eq!(client.get("/me").send().await.text(), r#""ann""#);
    assert!(client.post("/refuse").send().await.header("set-cookie").is_some(), "a refusal is no failure");
}

#[tokio::test]
async fn what_does_not_fit_a_cookie_is_an_error_and_not_lost_silently() {
    let reply = api().test_client().await.post("/large").send().await;
    assert!(reply.status() == 500 && reply.header("set-cookie").is_none());
}

#[tokio::test]
async fn odd_cookies_never_break_or_hide_anything() {
    let client = api().test_client().await;
    client.post("/login/ann").send().await;
    let good = client.cookie("session").unwrap();
    let fresh = api().test_client().await;
    for field in [
        format!("session=forged; session={good}"),
        format!("\u{1F36A}; =; ;; a; session={good}"),
        format!("session={good}; session=forged"),
        format!("  session =  {good}  "),
    ] {
        let reply = fresh.get("/me").header("cookie", &field).send().await;
        assert_eq!(reply.text(), r#""ann""#, "{field}");
    }
    for field in ["session=", "session=.", "session=a.b.c", "session", "SESSION=x", "session=%00", "session=\"\""] {
        assert_eq!(fresh.get("/me").header("cookie", field).send().await.text(), "null", "{field}");
    }
}

#[tokio::test]
async fn a_token_is_no_session_and_a_session_no_token_though_one_secret_signs_both() {
    #[derive(Debug, serde::Serialize, serde::Deserialize)]
    struct Claims {
        sub: String,
        user: String,
    }
    let keys = JwtKeys::hs256("a secret that has at least 32 bytes").unwrap();
    let claims = Claims { sub: "ann".into(), user: "ann".into() };
    let token = keys.issue_for(&claims, std::time::Duration::from_secs(60)).unwrap();
    let client = api().test_client().await;
    for forged in [token.as_str(), token.split_once('.').unwrap().1] {
        client.set_cookie("session", forged);
        assert_eq!(client.get("/me").send().await.text(), "null", "{forged}");
    }
    client.post("/login/ann").send().await;
    let cookie = client.cookie("session").unwrap();
    for forged in [cookie.clone(), format!("e30.{cookie}")] {
        assert!(keys.verify::<Claims>(&forged).is_err(), "{forged}");
    }
}
