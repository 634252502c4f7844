//! `#[require_scope(..)]`: what a token was issued for.

use responder::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Scope, Clone, Copy, PartialEq, Debug)]
enum Scope {
    #[scope("items:read")]
    Read,
    #[scope("items:write")]
    Write,
}

#[derive(Principal, Clone, Serialize, Deserialize)]
struct Claims {
    sub: String,
    #[principal(scope)]
    #[serde(default)]
    scope: ScopeSet<Scope>,
}

#[tokio::test]
async fn a_token_needs_all_scopes_and_the_refusal_says_which() {
    #[api]
    struct Api {
        keys: JwtKeys,
    }

    #[before_request]
    fn guard(req: &Request, api: &Api) -> Result<Claims, Problem> {
        let token = req.bearer_token().ok_or(abort(401).challenge("Bearer"))?;
        Ok(api.keys.verify(token)?)
    }

    #[get("/items")]
    #[require_scope("items:read")]
    fn items() -> &'static str {
        "items"
    }

    #[post("/items")]
    #[require_scope("items:read", "items:write")]
    fn add(claims: &Claims) -> String {
        claims.sub.clone()
    }

    let keys = || JwtKeys::hs256("a secret that is long enough for it").unwrap();
    let client = Api { keys: keys() }.test_client().await;
    let token = |scope: serde_json::Value| {
        let claims = json!({ "sub": "ann", "scope": scope });
        keys().issue_for(&claims, std::time::Duration::from_secs(60)).unwrap()
    };
    for (scope, read, write) in [
        (json!("items:read items:write"), 200, 200),
        (json!("openid items:read"), 200, 403),
        (json!(["items:read", "items:write"]), 200, 200),
        (json!("items:readx"), 403, 403),
        (json!(""), 403, 403),
    ] {
        let token = token(scope.clone());
        assert_eq!(client.get("/items").bearer(&token).await.status(), read, "{scope}");
        assert_eq!(client.post("/items").bearer(&token).await.status(), write, "{scope}");
    }
    let refused = client.post("/items").bearer(token(json!(""))).await;
    assert_eq!(
        refused.header("www-authenticate"),
        Some(r#"Bearer error="insufficient_scope", scope="items:read items:write""#)
    );
    assert_eq!(client.get("/items").await.status(), 401);
    let of = |scopes: &[Scope]| Claims { sub: "bob".into(), scope: scopes.iter().copied().collect() };
    assert_eq!(client.acting_as(of(&[Scope::Read])).get("/items").await.status(), 200);
    assert_eq!(client.acting_as(of(&[Scope::Write])).get("/items").await.status(), 403);
}
