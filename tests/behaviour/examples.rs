//! The examples, driven.

#[path = "../../examples/access.rs"]
#[allow(dead_code, unreachable_pub)]
mod access;
#[path = "../../examples/api_key.rs"]
#[allow(dead_code, unreachable_pub)]
mod api_key;
#[path = "../../examples/auth.rs"]
#[allow(dead_code, unreachable_pub)]
mod auth;
#[path = "../../examples/errors.rs"]
#[allow(dead_code, unreachable_pub)]
mod errors;
#[path = "../../examples/hello.rs"]
#[allow(dead_code, unreachable_pub)]
mod hello;
#[path = "../../examples/jwt.rs"]
#[allow(dead_code, unreachable_pub)]
mod jwt;
#[path = "../../examples/passwords.rs"]
#[allow(dead_code, unreachable_pub)]
mod passwords;
#[path = "../../examples/refresh_tokens.rs"]
#[allow(dead_code, unreachable_pub)]
mod refresh_tokens;
#[path = "../../examples/roles.rs"]
#[allow(dead_code, unreachable_pub)]
mod roles;
#[path = "../../examples/schemes.rs"]
#[allow(dead_code, unreachable_pub)]
mod schemes;
#[path = "../../examples/sessions.rs"]
#[allow(dead_code, unreachable_pub)]
mod sessions;

use responder::prelude::*;

#[tokio::test]
async fn hello() {
    let client = hello::Api.test_client().await;
    assert_eq!(client.get("/hello/you").send().await.text(), "hello, you!");
}

#[tokio::test]
async fn api_key() {
    let client = api_key::api().test_client().await;
    for key in [None, Some(""), Some("sk-abc12"), Some("sk-abc1234")] {
        let request = client.get("/protected");
        let request = if let Some(key) = key { request.header("X-API-Key", key) } else { request };
        let reply = request.send().await;
        assert_eq!((reply.status(), reply.header("www-authenticate")), (401, Some(r#"ApiKey realm="api""#)), "{key:?}");
        assert_eq!(reply.json::<Value>(), json!({ "error": "Invalid or missing API key" }));
    }
    let twice = client.get("/protected").header("X-API-Key", "sk-abc123").header("X-API-Key", "sk-abc123");
    assert_eq!(twice.send().await.status(), 401);
    let reply = client.get("/protected").header("X-API-Key", " sk-def456 ").send().await;
    assert_eq!(reply.json::<Value>(), json!({ "message": "protected data" }));
}

#[tokio::test]
async fn jwt() {
    let client = jwt::api().test_client().await;
    let login = client.post("/login").json(&json!({ "username": "admin", "password": "secret" })).send().await;
    let token = login.json::<Value>()["token"].as_str().unwrap().to_owned();
    assert_eq!(client.get("/me").bearer(&token).send().await.json::<Value>(), json!({ "user_id": 1 }));
    let missing = client.get("/me").send().await;
    assert_eq!((missing.status(), missing.header("www-authenticate")), (401, Some("Bearer")));
    let wrong = client.get("/me").bearer(token + "x").send().await;
    assert_eq!((wrong.status(), wrong.header("www-authenticate")), (401, Some(r#"Bearer error="invalid_token""#)));
    assert_eq!(client.post("/login").form(&[("username", "admin"), ("password", "x")]).send().await.status(), 401);
    assert_eq!(
        client.acting_as(jwt::Claims { sub: 9 }).get("/me").send().await.json::<Value>(),
        json!({ "user_id": 9 })
    );
}

#[tokio::test]
async fn errors() {
    let client = errors::api().test_client().await;
    let reply = client.get("/me").send().await;
    assert_eq!((reply.status(), reply.header("www-authenticate")), (401, Some("Bearer")));
    assert_eq!(reply.json::<Value>(), json!({ "error": "Missing bearer token" }));
    let reply = client.get("/me").bearer("x").send().await;
    assert_eq!(reply.header("www-authenticate"), Some(r#"Bearer error="invalid_token""#));
    let reply = client.acting_as(errors::Claims { sub: 1 }).get("/suspended").send().await;
    assert_eq!((reply.status(), reply.json::<Value>()), (403, json!({ "error": "Account suspended" })));
    assert_eq!(client.get("/suspended").send().await.status(), 401);
    assert_eq!(client.get("/health").send().await.status(), 200);
}

#[tokio::test]
async fn schemes() {
    let client = schemes::api().test_client().await;
    let none = client.get("/me").await;
    assert_eq!((none.status(), none.headers().get_all("www-authenticate").iter().count()), (401, 3));
    for (name, value, known) in [
        ("authorization", "Bearer t0ken", Some("a program")),
        ("authorization", "Basic YWxpY2U6d29uZGVybGFuZA==", Some("alice")),
        ("x-api-key", "k3y", Some("another program")),
        ("authorization", "Bearer k3y", None),
        ("authorization", "Basic YWxpY2U6aw==", None),
        ("x-api-key", "t0ken", None),
    ] {
        let reply = client.get("/me").header(name, value).await;
        match known {
            Some(known) => assert_eq!(reply.json::<Value>(), json!({ "name": known })),
            None => assert_eq!(reply.status(), 401, "{value}"),
        }
    }
}

#[tokio::test]
async fn sessions() {
    let client = sessions::api().test_client().await;
    let reply = client.get("/dashboard").send().await;
    assert_eq!((reply.status(), reply.header("location")), (307, Some("/login")));
    assert!(client.get("/login").send().await.text().contains("<form method=\"post\""));
    let wrong = client.post("/login").form(&[("username", "admin"), ("password", "x")]).send().await;
    assert!(
        wrong.status() == 401 && wrong.text().contains("Invalid credentials") && wrong.header("set-cookie").is_none()
    );
    let reply = client.post("/login").form(&[("username", "admin"), ("password", "secret")]).send().await;
    assert_eq!((reply.status(), reply.header("location")), (303, Some("/dashboard")));
    assert!(client.get("/dashboard").send().await.text().contains("<h1>Welcome, admin!</h1>"));
    let copy = client.cookie("session").unwrap();
    client.post("/logout").form(&[]).send().await;
    client.set_cookie("session", copy);
    assert_eq!(client.get("/dashboard").send().await.status(), 307, "a copied cookie is dead after logout");
}

#[tokio::test]
async fn passwords() {
    let client = passwords::cheap().test_client().await;
    let account = |name: &str, password: &str| json!({ "username": name, "password": password });
    let ann = account("ann", "correct horse");
    assert_eq!(client.post("/register").json(&account("ann", "short")).await.status(), 422);
    assert_eq!(client.post("/register").json(&ann).await.status(), 201);
    assert_eq!(client.post("/register").json(&account("ann", "another horse")).await.status(), 409);
    assert_eq!(client.get("/me").await.status(), 401);
    let unknown = client.post("/login").json(&account("bob", "correct horse")).await;
    let wrong = client.post("/login").json(&account("ann", "wrong horse")).await;
    assert_eq!((wrong.status(), wrong.text()), (401, unknown.text()), "nobody learns who has an account");
    assert_eq!(client.post("/login").json(&ann).await.json::<Value>(), json!({ "welcome": "ann" }));
    assert_eq!(client.get("/me").await.json::<Value>(), json!({ "name": "ann" }));

    for _ in 0..5 {
        assert_eq!(client.post("/login").json(&account("ann", "wrong horse")).await.status(), 401);
    }
    let limited = client.post("/login").json(&ann).await;
    let wait: u64 = limited.header("retry-after").unwrap().parse().unwrap();
    assert!(limited.status() == 429 && (1..=900).contains(&wait), "{wait}");
    assert_eq!(limited.json::<Value>()["detail"], "Too many failed logins");
    assert_eq!(client.post("/login").json(&account("bob", "x")).await.status(), 401, "another name");
}

#[tokio::test]
async fn roles() {
    let client = roles::api().test_client().await;
    for (name, admin, reports) in [("admin", 200, 200), ("ed", 403, 200), ("alice", 403, 403)] {
        let login = client.post("/login").json(&json!({ "username": name, "password": "secret" })).send().await;
        let token = login.json::<Value>()["token"].as_str().unwrap().to_owned();
        assert_eq!(client.get("/admin/users").bearer(&token).send().await.status(), admin, "{name}");
        assert_eq!(client.get("/reports").bearer(&token).send().await.status(), reports, "{name}");
    }
    let refused = client.acting_as(roles::Claims { sub: 3, role: roles::Role::User }).get("/admin/users").send().await;
    assert_eq!(refused.json::<Value>(), json!({ "error": "Insufficient permissions" }));
}

#[tokio::test]
async fn the_whole_guide() {
    let client = auth::api().test_client().await;
    let login =
        |name: &'static str| client.post("/login").json(&json!({ "username": name, "password": "secret" })).send();
    let admin = login("admin").await.json::<Value>()["token"].as_str().unwrap().to_owned();
    let alice = login("alice").await.json::<Value>()["token"].as_str().unwrap().to_owned();
    assert_eq!(login("mallory").await.json::<Value>(), json!({ "error": "Invalid credentials" }));

    assert_eq!(client.get("/me").bearer(&alice).send().await.json::<Value>(), json!({ "role": "user", "user_id": 2 }));
    assert_eq!(client.get("/admin/users").bearer(&admin).send().await.json::<Value>()[1]["name"], "alice");
    assert_eq!(client.get("/admin/users").bearer(&alice).send().await.status(), 403);
    assert_eq!(client.get("/admin/users").send().await.status(), 401);
    assert_eq!(client.get("/me").header("X-API-Key", "sk-abc123").send().await.json::<Value>()["user_id"], 1000);
    assert_eq!(client.get("/me").header("X-API-Key", "sk-no").send().await.status(), 401);
    assert_eq!(client.get("/health").send().await.status(), 200);

    let sent = client.get("/web/dashboard").header("accept", "text/html").send().await;
    assert_eq!((sent.status(), sent.header("location")), (307, Some("/web/login")));
    let reply = client.post("/web/login").form(&[("username", "alice"), ("password", "secret")]).send().await;
    assert_eq!((reply.status(), reply.header("location")), (303, Some("/web/dashboard")));
    assert!(client.get("/web/dashboard").send().await.text().contains("Welcome, user 2!"));
    client.post("/web/logout").form(&[]).send().await;
    assert_eq!(client.get("/web/dashboard").send().await.status(), 401);
}

#[tokio::test]
async fn access() {
    let client = access::api().test_client().await;
    let token = async |user: u64, scope: &str| {
        let reply = client.post("/token").json(&json!({ "user": user, "password": "secret", "scope": scope })).await;
        reply.json::<Value>()["token"].as_str().unwrap().to_owned()
    };
    let (staff, member) = (token(1, "notes:read notes:write").await, token(2, "notes:read openid").await);
    assert_eq!(client.get("/").await.text(), "hello, stranger");
    assert_eq!(client.get("/").bearer(&member).await.text(), "hello, user 2");
    assert_eq!(client.get("/").bearer("x").await.status(), 401);
    assert_eq!(client.get("/me").await.status(), 401);
    assert_eq!(client.get("/notes/2").bearer(&member).await.json::<Value>()["text"], "call home");
    assert_eq!(client.get("/notes/1").bearer(&member).await.status(), 403);
    assert_eq!(client.delete("/notes/2").bearer(&member).await.status(), 403);
    assert_eq!(client.delete("/notes/1").bearer(&staff).await.json::<Value>()["removed"], 1);
    assert_eq!(client.get("/staff/notes").bearer(&staff).await.status(), 403);
    assert_eq!(client.get("/staff/notes").bearer(&staff).header("x-office", "1").await.status(), 200);
    assert_eq!(client.get("/staff/notes").bearer(&member).header("x-office", "1").await.status(), 403);
}

#[tokio::test]
async fn refresh_tokens() {
    let client = refresh_tokens::api().test_client().await;
    let login = json!({ "username": "alice", "password": "secret" });
    let first = client.post("/login").json(&login).await.json::<Value>();
    let text = |tokens: &Value, name: &str| tokens[name].as_str().unwrap().to_owned();
    let me = async |tokens: &Value| client.get("/me").bearer(text(tokens, "access_token")).await.status();
    let refresh = async |token: String| client.post("/refresh").json(&json!({ "refresh_token": token })).await;

    assert_eq!(me(&first).await, 200);
    assert_eq!(client.get("/me").await.status(), 401);
    assert_eq!(client.get("/me").bearer(text(&first, "refresh_token")).await.status(), 401, "of the other kind");
    assert_eq!(refresh(text(&first, "access_token")).await.status(), 401, "of the other kind");

    let second = refresh(text(&first, "refresh_token")).await.json::<Value>();
    assert_eq!(me(&second).await, 200);
    assert_eq!(client.post("/logout").bearer(text(&second, "access_token")).await.status(), 200);
    assert_eq!(me(&second).await, 401, "logged out");

    let stolen = refresh(text(&first, "refresh_token")).await;
    assert_eq!((stolen.status(), stolen.header("www-authenticate")), (401, Some(r#"Bearer error="invalid_token""#)));
    assert_eq!(refresh(text(&second, "refresh_token")).await.status(), 401, "the family has ended");
    assert_eq!(me(&first).await, 401, "and so have its access tokens");
}

#[test]
fn who_may_call_the_example_is_as_committed() {
    responder::assert_access_matrix!(access::Api, "examples/access.txt");
}

#[tokio::test]
async fn all_examples_enforce_what_they_declare() {
    responder::assert_access_is_enforced!(access::api());
    responder::assert_access_is_enforced!(api_key::api());
    responder::assert_access_is_enforced!(auth::api());
    responder::assert_access_is_enforced!(errors::api());
    responder::assert_access_is_enforced!(hello::Api);
    responder::assert_access_is_enforced!(jwt::api());
    responder::assert_access_is_enforced!(passwords::cheap());
    responder::assert_access_is_enforced!(refresh_tokens::api());
    responder::assert_access_is_enforced!(roles::api());
    responder::assert_access_is_enforced!(schemes::api());
    responder::assert_access_is_enforced!(sessions::api());
}
