use serde_json::json;

use super::*;

const SECRET: &str = "a secret that has at least 32 bytes";
const NOW: u64 = 1_800_000_000;
const HOUR: Duration = Duration::from_secs(3600);

const RSA: (&str, &str) = (include_str!("test_keys/rsa.pem"), include_str!("test_keys/rsa.pub.pem"));
const P256: (&str, &str) = (include_str!("test_keys/p256.pem"), include_str!("test_keys/p256.pub.pem"));
const P384: (&str, &str) = (include_str!("test_keys/p384.pem"), include_str!("test_keys/p384.pub.pem"));
const ED25519: (&str, &str) = (include_str!("test_keys/ed25519.pem"), include_str!("test_keys/ed25519.pub.pem"));

const PAIRS: [(JwtAlgorithm, (&str, &str)); 9] = [
    (JwtAlgorithm::RS256, RSA),
    (JwtAlgorithm::RS384, RSA),
    (JwtAlgorithm::RS512, RSA),
    (JwtAlgorithm::PS256, RSA),
    (JwtAlgorithm::PS384, RSA),
    (JwtAlgorithm::PS512, RSA),
    (JwtAlgorithm::ES256, P256),
    (JwtAlgorithm::ES384, P384),
    (JwtAlgorithm::EdDSA, ED25519),
];

fn hs256(secret: &str) -> JwtKeys {
    JwtKeys::hs256(secret).unwrap()
}

fn issue(keys: &JwtKeys) -> String {
    keys.issue_for(&json!({ "sub": "ann" }), HOUR).unwrap()
}

fn verify(keys: &JwtKeys, token: &str) -> Result<Value, JwtError> {
    keys.verify(token)
}

/// The token with one character of a part replaced.
fn tampered(token: &str, part: usize) -> String {
    let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    let other = if parts[part].as_bytes()[5] == b'A' { "B" } else { "A" };
    parts[part].replace_range(5..6, other);
    parts.join(".")
}

#[test]
fn a_key_pair_signs_and_its_public_half_verifies() {
    for (algorithm, (private, public)) in PAIRS {
        let keys = JwtKeys::private_pem(algorithm, private).unwrap();
        let token = issue(&keys);
        let public = JwtKeys::public_pem(algorithm, public).unwrap();
        for keys in [&keys, &public] {
            assert_eq!(verify(keys, &token).unwrap()["sub"], "ann", "{algorithm:?}");
            for part in 0..3 {
                assert!(verify(keys, &tampered(&token, part)).is_err(), "{algorithm:?}, part {part}");
            }
        }
        assert_eq!(public.issue(&json!({ "sub": "ann", "exp": NOW })), Err(IssueError::NO_KEY));
    }
}

#[test]
fn a_token_of_one_algorithm_is_not_one_of_another_with_the_same_key() {
    let token = issue(&JwtKeys::private_pem(JwtAlgorithm::RS256, RSA.0).unwrap());
    let other = JwtKeys::public_pem(JwtAlgorithm::PS256, RSA.1).unwrap();
    assert_eq!(verify(&other, &token), Err(JwtError::Signature));
}

#[test]
fn a_key_is_for_its_own_algorithm_only() {
    for (algorithm, (private, public)) in PAIRS {
        for (other, _) in PAIRS {
            let rsa = |algorithm: JwtAlgorithm| matches!(algorithm.scheme(), algorithm::Scheme::Rsa { .. });
            let fits = algorithm == other || (rsa(algorithm) && rsa(other));
            assert_eq!(JwtKeys::private_pem(other, private).is_ok(), fits, "{algorithm:?} as {other:?}");
            assert_eq!(JwtKeys::public_pem(other, public).is_ok(), fits, "{algorithm:?} as {other:?}");
        }
        assert_eq!(JwtKeys::private_pem(JwtAlgorithm::HS256, private).err(), Some(KeyError::OtherAlgorithm));
        assert_eq!(JwtKeys::public_pem(algorithm, private).err(), Some(KeyError::Pem));
        assert_eq!(JwtKeys::private_pem(algorithm, public).err(), Some(KeyError::Pem));
        assert!(JwtKeys::secret(JwtAlgorithm::HS256, public).is_err(), "a public key is no secret");
        assert_eq!(JwtKeys::secret(algorithm, SECRET).err(), Some(KeyError::OtherAlgorithm));
    }
    assert_eq!(JwtKeys::public_pem(JwtAlgorithm::RS256, "no PEM").err(), Some(KeyError::Pem));
}

#[test]
fn an_rsa_key_that_is_too_short_verifies_nothing() {
    // Signed by nobody: that the key is refused is what `ring` and `Verifier::numbers` say.
    let weak = JwtKeys::public_pem(JwtAlgorithm::RS256, include_str!("test_keys/weak_rsa.pub.pem")).unwrap();
    assert!(verify(&weak, &issue(&JwtKeys::private_pem(JwtAlgorithm::RS256, RSA.0).unwrap())).is_err());
    let n = BASE64_URL_SAFE_NO_PAD.encode([255; 128]);
    let set = json!({ "keys": [{ "kty": "RSA", "n": n, "e": "AQAB" }] }).to_string();
    assert!(matches!(JwtKeys::jwks(&set).err(), Some(KeyError::Unusable(_))));
}

#[test]
fn a_secret_is_as_long_as_its_hash() {
    for (algorithm, length) in [(JwtAlgorithm::HS256, 32), (JwtAlgorithm::HS384, 48), (JwtAlgorithm::HS512, 64)] {
        let secret: Vec<u8> = (0..length).collect();
        let keys = JwtKeys::secret(algorithm, &secret).unwrap();
        assert_eq!(verify(&keys, &issue(&keys)).unwrap()["sub"], "ann");
        assert!(JwtKeys::secret(algorithm, &secret[1..]).is_err(), "{algorithm:?}");
    }
}

#[test]
fn the_id_in_a_token_chooses_among_the_keys() {
    let old = hs256("the previous secret, with 32 bytes or more").key_id("old").unwrap();
    let keys = hs256(SECRET).key_id("new").unwrap().accept(&old).unwrap();
    assert!(verify(&keys, &issue(&old)).is_ok());
    assert!(verify(&keys, &issue(&keys)).is_ok());
    assert_eq!(verify(&old, &issue(&keys)), Err(JwtError::UnknownKey));
    let liar = hs256(SECRET).key_id("old").unwrap();
    assert_eq!(verify(&keys, &issue(&liar)), Err(JwtError::Signature), "the key of another id");
    let stranger = hs256(SECRET).key_id("unknown").unwrap();
    assert_eq!(verify(&keys, &issue(&stranger)), Err(JwtError::UnknownKey));
    assert!(verify(&hs256(SECRET), &issue(&stranger)).is_ok(), "a key without an id");
    assert!(verify(&keys, &issue(&hs256(SECRET))).is_ok(), "a token without one");
    assert_eq!(hs256(SECRET).key_id("old").unwrap().accept(&old).err(), Some(KeyError::DuplicateId));
}

#[test]
fn secrets_and_public_keys_are_never_one_set() {
    let public = JwtKeys::public_pem(JwtAlgorithm::EdDSA, ED25519.1).unwrap();
    assert_eq!(hs256(SECRET).accept(&public).err(), Some(KeyError::Mixed));
    assert_eq!(public.accept(&hs256(SECRET)).err(), Some(KeyError::Mixed));
}

#[test]
fn a_rotated_key_is_refused_on_the_very_next_request() {
    let keys = hs256(SECRET);
    let (clone, token) = (keys.clone(), issue(&keys));
    assert!(verify(&keys, &token).is_ok());
    assert!(verify(&keys, &token).is_ok(), "from memory");
    let next = hs256("the next secret, that has 32 bytes or more");
    clone.rotate(&next).unwrap();
    assert_eq!(verify(&keys, &token), Err(JwtError::Signature));
    assert!(verify(&next, &issue(&keys)).is_ok(), "it signs with the new key");
}

#[test]
fn a_remembered_token_is_refused_as_soon_as_it_is_over() {
    let keys = hs256(SECRET);
    let token = keys.issue(&json!({ "sub": "ann", "exp": NOW + 10 })).unwrap();
    let at = |now| keys.verify_at::<Value>(&token, now);
    assert!(at(NOW).is_ok());
    assert!(at(NOW + 9).is_ok());
    assert_eq!(keys.current().verified.as_ref().unwrap().len(), 1);
    assert_eq!(at(NOW + 10), Err(JwtError::Time));
}

#[test]
fn a_remembered_token_is_refused_when_anything_in_it_is_changed() {
    let keys = hs256(SECRET);
    let token = issue(&keys);
    assert!(verify(&keys, &token).is_ok());
    for part in 0..3 {
        assert!(verify(&keys, &tampered(&token, part)).is_err());
    }
    for (index, _) in token.char_indices() {
        assert!(verify(&keys, &token[..index]).is_err());
    }
    assert!(verify(&keys, &format!("{token}A")).is_err());
    assert!(verify(&keys, &token).is_ok());
}

#[test]
fn keys_with_other_rules_do_not_take_each_others_tokens() {
    let base = hs256(SECRET);
    let (a, b) = (base.clone().audience("a"), base.clone().audience("b"));
    let token = issue(&a);
    assert!(verify(&a, &token).is_ok());
    assert_eq!(verify(&b, &token), Err(JwtError::Claim("aud")));
    assert_eq!(verify(&base, &token), Err(JwtError::Claim("aud")));
}

#[test]
fn only_tokens_that_were_accepted_are_remembered_and_not_too_many() {
    let keys = hs256(SECRET);
    let remembered = || keys.current().verified.as_ref().unwrap().len();
    let strangers = hs256("another secret, that has 32 bytes or more");
    for number in 0..100 {
        let token = strangers.issue(&json!({ "sub": "eve", "exp": NOW, "n": number })).unwrap();
        assert!(keys.verify_at::<Value>(&token, 1).is_err());
    }
    assert_eq!(remembered(), 0);
    for number in 0..10_000 {
        let token = keys.issue(&json!({ "sub": "ann", "exp": NOW, "n": number })).unwrap();
        assert!(keys.verify_at::<Value>(&token, 1).is_ok());
    }
    assert!((1_000..=8_192).contains(&remembered()), "{}", remembered());
    assert!(keys.clone().without_cache().current().verified.is_none());
}

#[test]
fn a_revoked_token_is_refused_on_the_very_next_request() {
    let revoked = RevokedTokens::new(HOUR);
    let keys = hs256(SECRET).revocation(revoked.clone());
    let (one, other) = (issue(&keys), issue(&keys));
    let claims = verify(&keys, &one).unwrap();
    assert!(verify(&keys, &one).is_ok(), "from memory");
    revoked.token(claims["jti"].as_str().unwrap(), claims["exp"].as_u64().unwrap());
    assert_eq!(verify(&keys, &one), Err(JwtError::Revoked));
    assert!(verify(&keys, &other).is_ok());
    revoked.subject("ann");
    assert_eq!(verify(&keys, &other), Err(JwtError::Revoked));
}

#[test]
fn what_was_issued_after_a_subject_was_revoked_is_good() {
    let revoked = RevokedTokens::new(HOUR);
    let keys = hs256(SECRET).revocation(revoked.clone());
    let token = |iat| keys.issue(&json!({ "sub": "ann", "exp": NOW + 100, "iat": iat })).unwrap();
    revoked.subject_at("ann".into(), NOW);
    assert_eq!(keys.verify_at::<Value>(&token(NOW - 1), NOW + 5), Err(JwtError::Revoked));
    assert_eq!(keys.verify_at::<Value>(&token(NOW), NOW + 5), Err(JwtError::Revoked));
    assert!(keys.verify_at::<Value>(&token(NOW + 1), NOW + 5).is_ok());
}

#[test]
fn a_token_that_could_not_be_revoked_is_refused_where_some_are() {
    let token = issue(&hs256(SECRET));
    let keys = hs256(SECRET).revocation(RevokedTokens::new(HOUR));
    assert_eq!(verify(&keys, &token), Err(JwtError::Revoked));
}

#[test]
fn a_function_can_say_what_is_revoked() {
    let keys = hs256(SECRET).revocation(|token: &TokenIdentity<'_>| token.subject() == Some("eve"));
    assert!(verify(&keys, &issue(&keys)).is_ok());
    let eve = keys.issue_for(&json!({ "sub": "eve" }), HOUR).unwrap();
    assert_eq!(verify(&keys, &eve), Err(JwtError::Revoked));
}

#[test]
fn a_token_of_another_type_is_refused() {
    let access = hs256(SECRET).token_type("at+jwt");
    assert!(verify(&access, &issue(&access)).is_ok());
    assert_eq!(verify(&access, &issue(&hs256(SECRET))), Err(JwtError::Claim("typ")));
    assert!(verify(&hs256(SECRET).token_type("application/AT+JWT"), &issue(&access)).is_ok());
    assert!(verify(&hs256(SECRET), &issue(&access)).is_ok(), "where none is asked for");
}

#[test]
fn a_key_set_passes_over_what_is_for_something_else() {
    let ec = |alg: &str| json!({ "kty": "EC", "crv": "P-256", "alg": alg, "kid": alg, "x": "04N0xi21hshyvBp7I167sbE_bXqyqkAPfefdklMO7wY", "y": "UI8exy-C06a7DUnjIdENkxeFtHM4-l_41LqEw9nVgmw" });
    let encrypting = json!({ "kty": "RSA", "use": "enc", "n": "AQAB", "e": "AQAB" });
    let set = |keys: &[Value]| JwtKeys::jwks(&json!({ "keys": keys }).to_string());
    let keys = set(&[encrypting.clone(), ec("ES256"), ec("ES384"), json!({ "kty": "new" })]).unwrap();
    assert_eq!(keys.current().verifiers().len(), 1);
    assert_eq!(set(&[encrypting]).err(), Some(KeyError::Empty));
    assert_eq!(set(&[]).err(), Some(KeyError::Empty));
    assert_eq!(
        set(&[json!({ "kty": "EC", "crv": "P-256", "x": "AA", "y": "AA" })]).err(),
        Some(KeyError::OtherAlgorithm)
    );
    for broken in ["", "[]", "{}", r#"{"keys":[{}]}"#, r#"{"keys":[{"kty":"RSA","n":"="}]}"#] {
        assert_eq!(JwtKeys::jwks(broken).err(), Some(KeyError::Jwks), "{broken}");
    }
}
