//! The routes.

use responder::prelude::*;

use super::Api;
use super::users::{
    AdminAreaUser, BasicUser, CookieKey, HeaderKey, HeaderUser, InRealm, OptionalAdmin, Permitted, QueryKey, Static,
    Verified,
};

/// A route that tells whom it was called by, and requires what stands before it.
macro_rules! tells_user {
    ($($(#[$access:meta])* $name:ident at $path:literal by $user:ty;)*) => {$(
        #[get($path)]
        $(#[$access])*
        fn $name(user: &$user) -> Value {
            json!({ "user": user.name })
        }
    )*};
}

tells_user! {
    bearer at "/bearer" by Static;
    verify at "/bearer/verify" by Verified;
    realm at "/bearer/realm" by InRealm;
    basic at "/basic" by BasicUser;
    basic_realm at "/basic/realm" by AdminAreaUser;
    header_key at "/apikey/header" by HeaderKey;
    query_key at "/apikey/query" by QueryKey;
    cookie_key at "/apikey/cookie" by CookieKey;
    #[require_scope("items:read", of = Verified)] scoped_read at "/scoped/read" by Verified;
    #[require_scope("items:write", of = Verified)] scoped_write at "/scoped/write" by Verified;
    #[require_scope("items:read", of = Verified)] #[require_scope("items:write", of = Verified)]
    scoped_chained at "/scoped/chained" by Verified;
    #[require_scope("items:write", "items:delete", of = InRealm)] scoped_multi at "/scoped/multi" by InRealm;
    #[require_role("admin", of = Verified)] scoped_role at "/scoped/role" by Verified;
    #[require_scope("items:read", of = Verified)] #[require_role("admin", of = Verified)]
    scope_and_role at "/scoped/scope-and-role" by Verified;
    #[require_scope("y", of = Permitted)] extractor at "/scoped/extractor" by Permitted;
    #[require_scope("admin", of = Static)] scoped_static at "/scoped/static-token" by Static;
    #[require_scope("admin", of = BasicUser)] scoped_basic at "/scoped/basic" by BasicUser;
    #[require_scope("admin", of = HeaderKey)] scoped_key at "/scoped/apikey" by HeaderKey;
    #[require(administers)] policy_admin at "/policy/admin" by Verified;
    callable at "/policy/callable" by HeaderUser;
}

/// A route where nobody is welcome too.
macro_rules! tells_optional_user {
    ($($name:ident at $path:literal by $user:ty;)*) => {$(
        #[get($path)]
        fn $name(user: Option<&$user>) -> Value {
            json!({ "user": user.map(|user| user.name.to_owned()) })
        }
    )*};
}

tells_optional_user! {
    optional_bearer at "/optional/bearer" by Verified;
    optional_basic at "/optional/basic" by BasicUser;
    optional_key at "/optional/apikey" by HeaderKey;
    optional_query at "/optional/query" by QueryKey;
    optional_scoped at "/optional/scoped" by OptionalAdmin;
    policy_optional at "/policy/optional" by Verified;
    soft_bearer at "/soft/bearer" by Static;
    soft_scoped at "/soft/scoped" by OptionalAdmin;
}

#[policy]
fn administers(user: &Verified) -> Result<(), Forbidden> {
    match user.scopes.contains(&super::users::Scope::Admin) {
        true => Ok(()),
        false => Err(Forbidden::needs_all_of(&["admin"])),
    }
}

/// Both have to be there.
#[get("/multi")]
fn multi(token: &Static, key: &HeaderKey) -> Value {
    json!({ "principals": [token.name, key.name] })
}

#[get("/injected")]
fn injected(user: &Static) -> Value {
    let name = &user.name;
    json!({ "user": name, "principal": name, "auth": name, "state_user": name, "state_auth": name })
}

struct FromDepends(&'static str);

#[dependency]
fn from_depends() -> FromDepends {
    FromDepends("from depends")
}

#[get("/depends-wins")]
fn depends_wins(user: &FromDepends, principal: &Static) -> Value {
    json!({ "user": user.0, "principal": principal.name })
}

#[get("/scopes")]
#[require_scope("items:read", of = Verified)]
fn scopes(user: &Verified) -> Value {
    let mut scopes: Vec<String> = user.scopes.iter().map(ToString::to_string).collect();
    scopes.sort();
    json!({ "scopes": scopes })
}

#[derive(Model)]
struct Item {
    name: String,
}

#[post("/items")]
#[require_scope("items:write", of = Verified)]
fn add_item(user: &Verified, resp: &mut Response, #[body] item: Item) {
    resp.status(201).media(&json!({ "by": user.name, "item": item.name }));
}

/// Hooks that are no guards run before anybody is asked for credentials.
#[before_request(prefix = "/hooked")]
fn teapot(req: &Request, resp: &mut Response) {
    resp.header("X-Hook", "before");
    if req.header("X-Teapot").is_some() {
        resp.status(418).media(&json!({ "error": "teapot" }));
    }
}

#[get("/hooked")]
fn hooked(user: &Static) -> Value {
    json!({ "user": user.name })
}

/// What is made after the caller is known.
struct Logged;

#[dependency]
fn logged(_user: &Static, api: &Api) -> Logged {
    api.log.lock().unwrap().push("dependency");
    Logged
}

#[get("/order")]
fn order(_logged: &Logged) -> Value {
    json!({ "ok": true })
}

#[get("/order/log")]
fn order_log(api: &Api) -> Value {
    json!(*api.log.lock().unwrap())
}

#[delete("/order/log")]
fn clear_order_log(api: &Api, resp: &mut Response) {
    api.log.lock().unwrap().clear();
    resp.status(204);
}

#[get("/dependency")]
fn dependency(user: &Verified) -> Value {
    json!({ "name": user.name })
}

/// Asks for credentials by itself.
#[get("/manual")]
fn manual(req: &Request, api: &Api) -> Result<Value, Problem> {
    let who = req.basic_credentials().filter(|who| api.passwords.verify(who.as_str()).is_some());
    let who = who.ok_or(abort(401).detail("Not authenticated").challenge(r#"Basic realm="Restricted""#))?;
    Ok(json!({ "who": who.username() }))
}

#[get("/public")]
#[public]
fn public() -> Value {
    json!({ "public": true })
}

struct Resource;

#[route("/resource")]
#[require(Static)]
impl Resource {
    fn on_get(user: &Static) -> Value {
        json!({ "user": user.name })
    }

    fn on_delete(resp: &mut Response) {
        resp.status(204);
    }
}
