//! Sessions in a store on the server.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use responder::prelude::*;
use responder::{MemoryStore, SessionKey, SessionStore, StoreError};

#[api]
struct Api {
    #[sessions]
    sessions: Sessions,
    store: Unsteady,
}

/// A store that can be out of reach, and can panic.
#[derive(Clone, Default)]
struct Unsteady {
    kept: MemoryStore,
    is_down: Arc<AtomicBool>,
    was_updated: Arc<AtomicBool>,
    panics: Arc<AtomicBool>,
}

impl Unsteady {
    fn reach(&self) -> Result<&MemoryStore, StoreError> {
        assert!(!self.panics.load(Ordering::SeqCst), "a store that panics");
        if self.is_down.load(Ordering::SeqCst) {
            return Err("redis://user:password@db.internal cannot be reached".into());
        }
        Ok(&self.kept)
    }
}

impl SessionStore for Unsteady {
    async fn load(&self, key: &SessionKey) -> Result<Option<Vec<u8>>, StoreError> {
        self.reach()?.load(key).await
    }

    async fn create(&self, key: &SessionKey, session: Vec<u8>, lasts: Duration) -> Result<(), StoreError> {
        self.reach()?.create(key, session, lasts).await
    }

    async fn update(&self, key: &SessionKey, session: Vec<u8>, lasts: Duration) -> Result<bool, StoreError> {
        let updated = self.reach()?.update(key, session, lasts).await;
        self.was_updated.store(true, Ordering::SeqCst);
        updated
    }

    async fn touch(&self, key: &SessionKey, lasts: Duration) -> Result<bool, StoreError> {
        self.reach()?.touch(key, lasts).await
    }

    async fn remove(&self, key: &SessionKey) -> Result<(), StoreError> {
        self.reach()?.remove(key).await
    }
}

fn api() -> Api {
    let store = Unsteady::default();
    Api { sessions: Sessions::stored(store.clone()), store }
}

struct User(String);

#[before_request(prefix = "/account")]
fn guard(session: &Session) -> Result<User, Problem> {
    session.user().map(User).ok_or(abort(401))
}

#[get("/account")]
fn account(user: &User) -> String {
    user.0.clone()
}

#[post("/login/{user}")]
#[public]
fn login(user: &str, session: &Session) {
    session.login(user);
}

#[post("/logout")]
#[public]
fn logout(session: &Session) {
    session.logout();
}

#[get("/visit")]
#[public]
fn visit(session: &Session) -> Value {
    let visits = session.get::<u32>("visits").unwrap_or(0) + 1;
    session.set("visits", visits);
    json!(visits)
}

#[get("/read")]
#[public]
fn read(session: &Session) -> Value {
    json!(session.all())
}

#[post("/promote")]
#[public]
fn promote(session: &Session) {
    session.rotate();
}

#[post("/become/{user}")]
#[public]
fn become_user(user: &str, session: &Session) {
    session.set("user", user);
}

#[post("/fail")]
#[public]
fn fail(session: &Session) -> Result<(), Problem> {
    session.set("user", "broken");
    Err(abort(500))
}

#[post("/logout-and-panic")]
#[public]
fn logout_and_panic(session: &Session) {
    session.logout();
    panic!();
}

#[post("/large")]
#[public]
fn large(session: &Session) {
    session.set("text", "x".repeat(70_000));
}

#[get("/plain")]
#[public]
fn plain() {}

/// Waits until the session was ended by somebody else, and then writes to it.
#[post("/slow")]
#[public]
async fn slow(session: &Session, api: &Api) {
    while !api.store.kept.is_empty() {
        tokio::task::yield_now().await;
    }
    session.set("late", true);
}

/// Writes once another request has.
#[post("/late")]
#[public]
async fn late(session: &Session, api: &Api) {
    while !api.store.was_updated.load(Ordering::SeqCst) {
        tokio::task::yield_now().await;
    }
    session.set("late", true);
}

/// A client in a session of Ann's, and a copy of its cookie.
async fn logged_in() -> (responder::TestClient<Api>, String) {
    let client = api().test_client().await;
    client.post("/login/ann").await;
    let copy = client.cookie("session").unwrap();
    (client, copy)
}

#[tokio::test]
async fn the_cookie_holds_an_id_and_nothing_else() {
    let client = api().test_client().await;
    let reply = client.post("/login/ann").await;
    let cookie = client.cookie("session").unwrap();
    assert!(cookie.len() == 43 && !cookie.contains("ann"), "{cookie}");
    let attributes = reply.header("set-cookie").unwrap().split_once(';').unwrap().1;
    assert_eq!(attributes, " HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=1209600");
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    assert_eq!(client.get("/account").await.text(), "ann");
    let again = client.get("/read").await;
    assert!(again.header("set-cookie").unwrap().contains(&cookie), "it lasts longer with each use");
}

#[tokio::test]
async fn nothing_is_kept_before_something_is_written() {
    let client = api().test_client().await;
    for path in ["/read", "/plain"] {
        assert!(client.get(path).await.header("set-cookie").is_none(), "{path}");
    }
    client.post("/logout").await;
    assert!(client.app().api().store.kept.is_empty());
}

#[tokio::test]
async fn an_id_that_the_client_chose_is_never_used() {
    for planted in ["attacker", &"A".repeat(43), &"0".repeat(43), "*", "", "a%00"] {
        let client = api().test_client().await;
        client.set_cookie("session", planted);
        assert_eq!(client.get("/visit").await.text(), "1");
        let given = client.cookie("session").unwrap();
        assert_ne!(given, planted);
        client.post("/login/ann").await;
        assert_ne!(client.cookie("session").unwrap(), given, "and it is another one after the login");
        for old in [planted, &given] {
            client.set_cookie("session", old);
            assert_eq!(client.get("/account").await.status(), 401, "{old}");
        }
    }
}

#[tokio::test]
async fn an_id_changes_with_the_user_however_that_is_written() {
    for path in ["/become/bob", "/promote"] {
        let client = api().test_client().await;
        client.get("/visit").await;
        let before = client.cookie("session").unwrap();
        client.post(path).await;
        assert_ne!(client.cookie("session").unwrap(), before, "{path}");
        assert_eq!(client.get("/visit").await.text(), "2", "what it held is kept");
        client.set_cookie("session", before);
        assert_eq!(client.get("/visit").await.text(), "1", "{path}: the old id is dead");
    }
}

#[tokio::test]
async fn after_logout_a_copy_of_the_cookie_is_worthless() {
    for path in ["/logout", "/logout-and-panic"] {
        let (client, copy) = logged_in().await;
        let reply = client.post(path).await;
        if reply.status() == 200 {
            let removal = reply.header("set-cookie").unwrap();
            assert!(removal.starts_with("session=; HttpOnly; SameSite=Lax; Secure; Path=/; Expires=Thu, 01 Jan 1970"));
        }
        client.set_cookie("session", copy);
        assert_eq!(client.get("/account").await.status(), 401, "{path}");
        assert!(client.app().api().store.kept.is_empty());
    }
}

#[tokio::test]
async fn a_request_on_its_way_does_not_bring_an_ended_session_back() {
    let (client, copy) = logged_in().await;
    let other = client.post("/logout");
    let (slow, _) = tokio::join!(client.post("/slow").send(), other.send());
    assert!(slow.header("set-cookie").unwrap().starts_with("session=;"), "{slow:?}");
    client.set_cookie("session", copy);
    assert_eq!(client.get("/account").await.status(), 401);
}

#[tokio::test]
async fn of_two_writes_at_a_time_the_last_one_is_whole() {
    let (client, _) = logged_in().await;
    client.app().api().store.was_updated.store(false, Ordering::SeqCst);
    let (late, quick) = tokio::join!(client.post("/late").send(), client.get("/visit").send());
    assert_eq!((late.status(), quick.status()), (200, 200));
    assert_eq!(client.get("/read").await.json::<Value>(), json!({ "user": "ann", "late": true }));
}

#[tokio::test]
async fn a_store_out_of_reach_is_503_for_those_who_need_it_and_never_an_anonymous_client() {
    let (client, copy) = logged_in().await;
    client.app().api().store.is_down.store(true, Ordering::SeqCst);
    for (method, path) in [("GET", "/account"), ("GET", "/read"), ("POST", "/logout"), ("POST", "/login/bob")] {
        let reply = client.request(method, path).await;
        assert_eq!((reply.status(), reply.header("set-cookie")), (503, None), "{path}");
        assert!(!reply.text().contains("redis"), "{path}: {}", reply.text());
    }
    assert_eq!(client.get("/plain").await.status(), 200);
    client.app().api().store.is_down.store(false, Ordering::SeqCst);
    client.set_cookie("session", copy);
    assert_eq!(client.get("/account").await.text(), "ann");
}

#[tokio::test]
async fn a_store_that_panics_is_a_500() {
    let client = api().test_client().await;
    client.app().api().store.panics.store(true, Ordering::SeqCst);
    client.set_cookie("session", "A".repeat(43));
    assert_eq!(client.get("/read").await.status(), 500);
    let fresh = api().test_client().await;
    fresh.app().api().store.panics.store(true, Ordering::SeqCst);
    let reply = fresh.post("/login/ann").await;
    assert!(reply.status() == 500 && reply.header("set-cookie").is_none());
}

#[tokio::test]
async fn what_fails_on_the_server_keeps_nothing() {
    let client = api().test_client().await;
    client.post("/login/ann").await;
    for path in ["/fail", "/large"] {
        let reply = client.post(path).await;
        assert!(reply.status() == 500 && reply.header("set-cookie").is_none(), "{path}");
    }
    assert_eq!(client.get("/account").await.text(), "ann");
}

#[tokio::test]
async fn two_users_never_mix() {
    let api = api().into_app().unwrap();
    let (ann, bob) = (api.clone().test_client().await, api.test_client().await);
    tokio::join!(ann.post("/login/ann").send(), bob.post("/login/bob").send());
    let (a, b) = (ann.cookie("session").unwrap(), bob.cookie("session").unwrap());
    for _ in 0..20 {
        let (one, two) = tokio::join!(ann.get("/account").send(), bob.get("/account").send());
        assert_eq!((one.text(), two.text()), ("ann".into(), "bob".into()));
    }
    let both = ann.get("/account").header("cookie", format!("session={a}; session={b}")).await;
    assert!(both.text() == "ann" || both.text() == "bob");
}
