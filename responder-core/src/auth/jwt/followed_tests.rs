use std::path::PathBuf;

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::super::JwtAlgorithm;
use super::*;

const HOUR: Duration = Duration::from_secs(3600);

/// What the issuer has: two keys, of which it publishes one or both.
struct Issuer {
    old: JwtKeys,
    new: JwtKeys,
}

impl Issuer {
    fn new() -> Self {
        let keys = |algorithm, pem, id| JwtKeys::private_pem(algorithm, pem).unwrap().key_id(id).unwrap();
        Issuer {
            old: keys(JwtAlgorithm::EdDSA, include_str!("test_keys/ed25519.pem"), "old"),
            new: keys(JwtAlgorithm::ES256, include_str!("test_keys/p256.pem"), "new"),
        }
    }

    /// A key set with these of its keys.
    fn set(ids: &[&str]) -> String {
        let keys: Vec<Value> = ids.iter().map(|id| if *id == "old" { ed25519() } else { p256() }).collect();
        json!({ "keys": keys }).to_string()
    }
}

/// The last bytes of a public key in PEM, which are the key itself.
fn raw(pem: &str, bytes: usize) -> Vec<u8> {
    let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let der = BASE64_STANDARD.decode(body).unwrap();
    der[der.len() - bytes..].to_vec()
}

fn ed25519() -> Value {
    let x = BASE64_URL_SAFE_NO_PAD.encode(raw(include_str!("test_keys/ed25519.pub.pem"), 32));
    json!({ "kty": "OKP", "crv": "Ed25519", "kid": "old", "x": x })
}

fn p256() -> Value {
    let point = raw(include_str!("test_keys/p256.pub.pem"), 64);
    let encode = |half: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(half);
    json!({ "kty": "EC", "crv": "P-256", "kid": "new", "x": encode(&point[..32]), "y": encode(&point[32..]) })
}

fn token(keys: &JwtKeys) -> String {
    keys.issue_for(&json!({ "sub": "ann" }), HOUR).unwrap()
}

fn verify(keys: &JwtKeys, token: &str) -> Result<Value, JwtError> {
    keys.verify(token)
}

/// A file of this test only.
fn file(name: &str, text: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("responder-{}-{name}.json", std::process::id()));
    std::fs::write(&path, text).unwrap();
    path
}

async fn look_again(keys: &JwtKeys) -> Result<(), KeyError> {
    keys.followed.as_ref().unwrap().refresh(&keys.keys).await
}

#[tokio::test]
async fn a_file_is_read_again_and_a_broken_one_changes_nothing() {
    let issuer = Issuer::new();
    let path = file("rotated", &Issuer::set(&["old"]));
    let keys = JwtKeys::jwks_file(&path).await.unwrap();
    let clone = keys.clone();
    assert!(verify(&keys, &token(&issuer.old)).is_ok());
    assert_eq!(verify(&keys, &token(&issuer.new)), Err(JwtError::UnknownKey));

    std::fs::write(&path, Issuer::set(&["new"])).unwrap();
    look_again(&keys).await.unwrap();
    assert!(verify(&clone, &token(&issuer.new)).is_ok(), "clones share the keys");
    assert_eq!(verify(&clone, &token(&issuer.old)), Err(JwtError::UnknownKey), "a token known by then, too");

    let secret = json!({ "keys": [{ "kty": "oct", "k": BASE64_URL_SAFE_NO_PAD.encode([7; 32]) }] }).to_string();
    let long = format!("{}{}", Issuer::set(&["old"]), " ".repeat(MAX_SET));
    for broken in ["", "{", r#"{"keys":[]}"#, &secret, &long] {
        std::fs::write(&path, broken).unwrap();
        assert!(look_again(&keys).await.is_err(), "{}", &broken[..broken.len().min(20)]);
        assert!(verify(&keys, &token(&issuer.new)).is_ok());
    }
    std::fs::remove_file(&path).unwrap();
    assert!(look_again(&keys).await.is_err());
    assert!(verify(&keys, &token(&issuer.new)).is_ok());
    assert!(matches!(JwtKeys::jwks_file(&path).await, Err(KeyError::Unreachable(_))));
}

#[tokio::test]
async fn keys_that_could_not_be_looked_at_for_too_long_verify_nothing() {
    let issuer = Issuer::new();
    let path = file("stale", &Issuer::set(&["old"]));
    let follow = async |stale| {
        let schedule = Schedule { stale, ..Schedule::USUAL };
        let (keys, outcome) = JwtKeys::follow(Place::File(path.clone()), schedule).await;
        outcome.map(|()| keys).unwrap()
    };
    assert!(verify(&follow(Duration::ZERO).await, &token(&issuer.old)).is_err());
    let keys = follow(HOUR).await;
    assert!(verify(&keys, &token(&issuer.old)).is_ok());
    let followed = keys.followed.as_ref().unwrap();
    let (read, hour) = (followed.succeeded.load(Ordering::Relaxed), 3_600_000);
    assert!(!followed.is_stale_at(read + hour - 1) && followed.is_stale_at(read + hour));
    std::fs::remove_file(&path).unwrap();
    assert!(look_again(&keys).await.is_err());
    assert_eq!(followed.succeeded.load(Ordering::Relaxed), read, "a failure is no news of the keys");
}

#[tokio::test]
async fn followed_keys_take_no_others() {
    let path = file("others", &Issuer::set(&["old"]));
    let keys = JwtKeys::jwks_file(&path).await.unwrap();
    assert_eq!(keys.clone().accept(&Issuer::new().new).err(), Some(KeyError::Followed));
    assert_eq!(keys.clone().key_id("x").err(), Some(KeyError::Followed));
    assert_eq!(keys.rotate(&Issuer::new().new).err(), Some(KeyError::Followed));
    assert_eq!(Issuer::new().new.rotate(&keys).err(), Some(KeyError::Followed), "a copy would not be followed");
    assert_eq!(Issuer::new().new.accept(&keys).err(), Some(KeyError::Followed), "a copy would not be followed");
    let keys = keys.without_cache().issuer("https://issuer.example");
    std::fs::write(&path, Issuer::set(&["new"])).unwrap();
    look_again(&keys).await.unwrap();
    let issuer = Issuer::new().new.issuer("https://issuer.example");
    assert!(verify(&keys, &token(&issuer)).is_ok(), "the rules and the link to the file stay");
    std::fs::remove_file(&path).unwrap();
}

#[cfg(feature = "jwks")]
mod over_http {
    use std::sync::Mutex as SyncMutex;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    /// An issuer's server: how often it was asked, and what it answers.
    struct Published {
        url: String,
        asked: Arc<AtomicUsize>,
        answer: Arc<SyncMutex<String>>,
    }

    fn ok(body: &str) -> String {
        format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len())
    }

    impl Published {
        async fn new(answer: String) -> Self {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let url = format!("http://{}/keys", listener.local_addr().unwrap());
            let published = Published { url, asked: Arc::default(), answer: Arc::new(SyncMutex::new(answer)) };
            let (asked, answer) = (Arc::clone(&published.asked), Arc::clone(&published.answer));
            tokio::spawn(async move {
                while let Ok((mut stream, _)) = listener.accept().await {
                    asked.fetch_add(1, Ordering::SeqCst);
                    let mut head = [0; 1024];
                    let read = stream.read(&mut head).await.unwrap();
                    assert!(head[..read].starts_with(b"GET /keys HTTP/1.1\r\n"));
                    let answer = answer.lock().unwrap().clone();
                    let _ = stream.write_all(answer.as_bytes()).await;
                }
            });
            published
        }

        fn publish(&self, answer: String) {
            *self.answer.lock().unwrap() = answer;
        }

        fn asked(&self) -> usize {
            self.asked.load(Ordering::SeqCst)
        }
    }

    #[tokio::test]
    async fn a_new_key_of_the_issuer_is_good_at_once() {
        let issuer = Issuer::new();
        let server = Published::new(ok(&Issuer::set(&["old"]))).await;
        let schedule = Schedule { asked: Duration::ZERO, ..Schedule::USUAL };
        let keys = JwtKeys::jwks_url_on(&server.url, schedule).await.unwrap();
        assert!(keys.verify_latest::<Value>(&token(&issuer.old)).await.is_ok());
        assert_eq!(server.asked(), 1, "a known key asks nobody");
        server.publish(ok(&Issuer::set(&["old", "new"])));
        assert_eq!(verify(&keys, &token(&issuer.new)), Err(JwtError::UnknownKey));
        assert!(keys.verify_latest::<Value>(&token(&issuer.new)).await.is_ok());
        assert!(verify(&keys, &token(&issuer.old)).is_ok());
        assert_eq!(server.asked(), 2);
    }

    #[tokio::test]
    async fn tokens_of_unknown_keys_cannot_make_it_ask_all_the_time() {
        let issuer = Issuer::new();
        let server = Published::new(ok(&Issuer::set(&["old"]))).await;
        let keys = JwtKeys::jwks_url(&server.url).await.unwrap();
        for _ in 0..20 {
            assert_eq!(keys.verify_latest::<Value>(&token(&issuer.new)).await, Err(JwtError::UnknownKey));
            assert!(keys.verify_latest::<Value>("x.y.z").await.is_err());
        }
        assert_eq!(server.asked(), 1);
    }

    #[tokio::test]
    async fn an_issuer_that_is_out_of_reach_is_a_refusal_and_its_return_is_noticed() {
        let issuer = Issuer::new();
        let server = Published::new("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n".into()).await;
        let schedule = Schedule { asked: Duration::ZERO, ..Schedule::USUAL };
        let keys = JwtKeys::jwks_url_on(&server.url, schedule).await.unwrap();
        assert_eq!(keys.verify_latest::<Value>(&token(&issuer.old)).await, Err(JwtError::UnknownKey));
        let long = format!("HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n{}", " ".repeat(MAX_SET + 1));
        let elsewhere = "HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n";
        for answer in [&long, elsewhere, "", "nonsense\r\n\r\n", &ok("{}"), &ok("\u{0}")] {
            server.publish(answer.to_owned());
            assert!(look_again(&keys).await.is_err(), "{}", &answer[..answer.len().min(40)]);
        }
        server.publish(ok(&Issuer::set(&["old"])));
        assert!(keys.verify_latest::<Value>(&token(&issuer.old)).await.is_ok());
    }

    #[tokio::test]
    async fn other_addresses_are_refused_when_the_program_starts() {
        assert_eq!(JwtKeys::jwks_url("http://issuer.example/keys").await.err(), Some(KeyError::Address));
    }
}
