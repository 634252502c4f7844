//! What the parts of a request cost, each compared with a request that has none of it:
//! `cargo bench --package peers-parts`.
//!
//! Requests come through the test client, without a socket.

use std::sync::LazyLock;
use std::time::Duration;

use divan::Bencher;
use futures_util::FutureExt;
use responder::prelude::*;
use responder::{JwtAlgorithm, TestClient};
use serde::{Deserialize, Serialize};

const SECRET: &str = "the secret of a benchmark that is no secret";

macro_rules! test_key {
    ($file:literal) => {
        include_str!(concat!("../../../../responder-core/src/auth/jwt/test_keys/", $file))
    };
}

#[api]
struct Api {
    jwt: JwtKeys,
}

#[derive(Role, Clone, Copy, PartialEq)]
enum Role {
    Admin,
    User,
}

#[derive(Serialize, Deserialize, Principal, Clone)]
struct Claims {
    sub: u64,
    #[principal(role)]
    role: Role,
}

#[before_request]
fn guard(#[bearer] token: &str, api: &Api) -> Result<Claims, JwtError> {
    api.jwt.verify(token)
}

#[get("/plain")]
#[public]
fn plain() {}

#[get("/a/{one}/b/{two:int}")]
#[public]
fn matched(one: &str, two: u64) {
    divan::black_box((one, two));
}

#[get("/me")]
fn me(claims: &Claims) {
    divan::black_box(claims.sub);
}

#[get("/admin")]
#[require_role("admin")]
fn admin() {}

#[get("/waits")]
#[public]
async fn waits() {}

#[derive(Clone, Serialize)]
struct Item {
    id: u64,
    name: &'static str,
}

#[get("/item")]
#[public]
fn item() -> Media<Item> {
    Media(Item { id: 1, name: "one" })
}

#[get("/items")]
#[public]
fn items() -> Media<Vec<Item>> {
    Media(vec![Item { id: 1, name: "one" }; 10])
}

fn keys() -> JwtKeys {
    JwtKeys::hs256(SECRET).expect("a long secret")
}

static CLIENT: LazyLock<TestClient<Api>> =
    LazyLock::new(|| Api { jwt: keys() }.test_client().now_or_never().expect("nothing to wait for"));

fn asked(bencher: Bencher, path: &str, fields: &[(&str, &str)]) {
    let ask = || {
        let request = fields.iter().fold(CLIENT.get(path), |request, (name, value)| request.header(*name, *value));
        request.send().now_or_never().expect("nothing to wait for")
    };
    assert_eq!(ask().status(), 200);
    bencher.bench(ask);
}

fn authorization() -> String {
    format!("Bearer {}", token(&keys()))
}

#[divan::bench]
fn a_request_with_nothing(bencher: Bencher) {
    asked(bencher, "/plain", &[]);
}

#[divan::bench]
fn match_with_two_parameters(bencher: Bencher) {
    asked(bencher, "/a/seven/b/8", &[]);
}

#[divan::bench]
fn async_handler(bencher: Bencher) {
    asked(bencher, "/waits", &[]);
}

#[divan::bench]
fn guard_with_a_known_token(bencher: Bencher) {
    asked(bencher, "/me", &[("authorization", &authorization())]);
}

#[divan::bench]
fn guard_and_role(bencher: Bencher) {
    asked(bencher, "/admin", &[("authorization", &authorization())]);
}

#[divan::bench]
fn encode_an_object(bencher: Bencher) {
    asked(bencher, "/item", &[]);
}

#[divan::bench]
fn encode_ten_objects(bencher: Bencher) {
    asked(bencher, "/items", &[]);
}

#[divan::bench]
fn negotiate_as_a_browser(bencher: Bencher) {
    asked(bencher, "/item", &[("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")]);
}

#[divan::bench]
fn negotiate_by_weight(bencher: Bencher) {
    asked(bencher, "/item", &[("accept", "application/json;q=0.8, application/x-msgpack;q=0.9, */*;q=0.1")]);
}

/// For an algorithm, the keys and what `jsonwebtoken` verifies with.
fn keys_for(algorithm: &str) -> (JwtKeys, jsonwebtoken::DecodingKey, jsonwebtoken::Algorithm) {
    use jsonwebtoken::{Algorithm, DecodingKey};
    let pair = |algorithm, pem| JwtKeys::private_pem(algorithm, pem).expect("a key pair");
    match algorithm {
        "RS256" => (
            pair(JwtAlgorithm::RS256, test_key!("rsa.pem")),
            DecodingKey::from_rsa_pem(test_key!("rsa.pub.pem").as_bytes()).expect("a public key"),
            Algorithm::RS256,
        ),
        "ES256" => (
            pair(JwtAlgorithm::ES256, test_key!("p256.pem")),
            DecodingKey::from_ec_pem(test_key!("p256.pub.pem").as_bytes()).expect("a public key"),
            Algorithm::ES256,
        ),
        _ => (keys(), DecodingKey::from_secret(SECRET.as_bytes()), Algorithm::HS256),
    }
}

fn token(keys: &JwtKeys) -> String {
    keys.issue_for(&Claims { sub: 1, role: Role::Admin }, Duration::from_secs(3600)).expect("a token")
}

const ALGORITHMS: [&str; 3] = ["HS256", "RS256", "ES256"];

#[divan::bench(args = ALGORITHMS)]
fn token_known(bencher: Bencher, algorithm: &str) {
    let (keys, ..) = keys_for(algorithm);
    let token = token(&keys);
    bencher.bench(|| keys.verify::<Claims>(&token).is_ok());
}

#[divan::bench(args = ALGORITHMS)]
fn token_at_first_sight(bencher: Bencher, algorithm: &str) {
    let (keys, ..) = keys_for(algorithm);
    let (token, keys) = (token(&keys), keys.without_cache());
    bencher.bench(|| keys.verify::<Claims>(&token).is_ok());
}

#[divan::bench(args = ALGORITHMS)]
fn token_by_jsonwebtoken(bencher: Bencher, algorithm: &str) {
    #[derive(Deserialize)]
    struct Read {
        #[expect(dead_code, reason = "it is read")]
        sub: String,
        #[expect(dead_code, reason = "it is read")]
        role: Role,
    }
    let (keys, key, algorithm) = keys_for(algorithm);
    let (token, rules) = (token(&keys), jsonwebtoken::Validation::new(algorithm));
    assert!(jsonwebtoken::decode::<Read>(&token, &key, &rules).is_ok());
    bencher.bench(|| jsonwebtoken::decode::<Read>(&token, &key, &rules).is_ok());
}

fn main() {
    divan::main();
}
