//! The credentials that a request brings.

use std::borrow::Cow;
use std::sync::atomic::{AtomicUsize, Ordering};

use base64::Engine as _;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderName};

use super::cookies::Cookies;
use super::request::{Request, Single};
use super::scheme::{Scheme, SchemeKind};

/// A user name and a password, of `Authorization: Basic` (RFC 7617).
///
/// ```
/// use responder::{ApiKeys, BasicCredentials, prelude::*};
/// #[api]
/// struct Api {
///     accounts: ApiKeys, // ApiKeys::new(["alice:wonderland", "bob:builder"])
/// }
///
/// #[derive(Principal)]
/// struct User(String);
///
/// #[before_request]
/// fn user(#[basic(realm = "Reports")] who: BasicCredentials, api: &Api) -> Option<User> {
///     api.accounts.verify(who.as_str())?;
///     Some(User(who.username().to_owned()))
/// }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct BasicCredentials {
    /// `user:password`.
    text: String,
    colon: usize,
}

impl BasicCredentials {
    fn parse(text: String) -> Option<Self> {
        // A control character is in neither: RFC 7617 section 2.
        let colon = text.find(':').filter(|_| !text.chars().any(char::is_control))?;
        Some(BasicCredentials { text, colon })
    }

    /// The user's name, which has no colon; it may be empty.
    pub fn username(&self) -> &str {
        &self.text[..self.colon]
    }

    /// The password, which may have colons, and may be empty.
    pub fn password(&self) -> &str {
        &self.text[self.colon + 1..]
    }

    /// Both as they were sent, `user:password`: for a comparison in constant time with
    /// [`ApiKeys`](crate::auth::ApiKeys).
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Without the password.
impl std::fmt::Debug for BasicCredentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BasicCredentials").field("username", &self.username()).finish_non_exhaustive()
    }
}

/// What a request brings for one scheme.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Presented<T> {
    /// Nothing: somebody anonymous.
    Nothing,
    /// An `Authorization` that is not for this scheme, or has nothing in it.
    Unsuited,
    /// Two of them, or one that cannot be read: nobody's credentials.
    Malformed,
    /// This.
    Credentials(T),
}

impl<T> Presented<T> {
    fn and_then<U>(self, read: impl FnOnce(T) -> Presented<U>) -> Presented<U> {
        match self {
            Presented::Nothing => Presented::Nothing,
            Presented::Unsuited => Presented::Unsuited,
            Presented::Malformed => Presented::Malformed,
            Presented::Credentials(credentials) => read(credentials),
        }
    }

    pub(crate) fn credentials(self) -> Option<T> {
        match self {
            Presented::Credentials(credentials) => Some(credentials),
            _ => None,
        }
    }
}

impl Request {
    /// The token of `Authorization: Bearer <token>` (RFC 6750 section 2.1), the scheme in any case.
    ///
    /// `None` if there is no `Authorization`, no token in it, or another scheme. A repeated
    /// `Authorization`, or what is no token, gives `Some("")`, which no verifier accepts: a request with two credentials
    /// is refused as invalid and never taken for an anonymous one.
    pub fn bearer_token(&self) -> Option<&str> {
        match self.presents_bearer() {
            Presented::Credentials(token) => Some(token),
            Presented::Malformed => Some(""),
            Presented::Nothing | Presented::Unsuited => None,
        }
    }

    /// User name and password of `Authorization: Basic` (RFC 7617), the scheme in any case.
    ///
    /// `None` if there is no `Authorization`, or another scheme. What cannot be read gives an empty name and an
    /// empty password, which no verifier accepts.
    ///
    /// Browsers send such credentials along by themselves, also when another site's page makes them: `#[basic]` on an
    /// argument of a guard refuses that, this does not.
    pub fn basic_credentials(&self) -> Option<BasicCredentials> {
        match self.presents_basic() {
            Presented::Credentials(basic) => Some(basic),
            Presented::Malformed => Some(BasicCredentials { text: ":".into(), colon: 0 }),
            Presented::Nothing | Presented::Unsuited => None,
        }
    }

    /// The value of a header that carries an API key, without surrounding spaces.
    ///
    /// `None` if it is absent. A repeated or non-ASCII field gives `Some("")`, which
    /// [`ApiKeys`](crate::auth::ApiKeys) never accepts.
    pub fn api_key(&self, header: &str) -> Option<&str> {
        self.sole_header(&HeaderName::from_bytes(header.as_bytes()).ok()?).map(str::trim)
    }

    /// What it brings for this scheme, as text: the token, the key, or `user:password`.
    pub(crate) fn presents(&self, scheme: &Scheme) -> Presented<Cow<'_, str>> {
        match scheme.kind() {
            SchemeKind::Bearer => self.presents_bearer().and_then(|token| Presented::Credentials(token.into())),
            SchemeKind::Basic => self.presents_basic().and_then(|basic| Presented::Credentials(basic.text.into())),
            SchemeKind::ApiKeyHeader(name) => key(self.api_key(name).map(Cow::Borrowed)),
            // As `Query::get` has it, the last one counts: no rule says that a parameter comes once.
            SchemeKind::ApiKeyQuery(name) => key(self.query().get(name).map(|key| key.to_owned().into())),
            SchemeKind::ApiKeyCookie(name) => {
                match (Cookies::count(self.headers().get_all(COOKIE).iter(), name), self.cookies().get(name)) {
                    (0, _) => Presented::Nothing,
                    (1, Some(found)) => key(Some(found)),
                    _ => Presented::Malformed,
                }
            }
        }
    }

    fn presents_bearer(&self) -> Presented<&str> {
        if let Some(token) = self.bearer.again(self.headers()) {
            return Presented::Credentials(token);
        }
        self.authorization("bearer").and_then(|token| match is_b64token(token) {
            true => {
                self.bearer.found(token);
                Presented::Credentials(token)
            }
            false => Presented::Malformed,
        })
    }

    /// What it brings for Basic.
    pub(crate) fn presents_basic(&self) -> Presented<BasicCredentials> {
        self.authorization("basic").and_then(|encoded| {
            let text = BASE64.decode(encoded).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            text.and_then(BasicCredentials::parse).map_or(Presented::Malformed, Presented::Credentials)
        })
    }

    /// What stands behind the scheme in `Authorization`, whose name is compared without case (RFC 9110
    /// section 11.1).
    fn authorization(&self, scheme: &str) -> Presented<&str> {
        let field = match self.single(&AUTHORIZATION) {
            Single::Absent => return Presented::Nothing,
            Single::Unusable => return Presented::Malformed,
            Single::Text(field) => field.trim_ascii(),
        };
        match field.split_at_checked(scheme.len()) {
            Some((name, credentials)) if name.eq_ignore_ascii_case(scheme) && credentials.starts_with(' ') => {
                Presented::Credentials(credentials.trim_start_matches(' '))
            }
            _ if field.is_empty() => Presented::Nothing,
            _ => Presented::Unsuited,
        }
    }
}

/// That a bearer token was found at the end of its field, and how long it is. A guard asks for it first, and its
/// argument is made of it then, which need not look at each of its letters again. 0 is a token that was not found.
#[derive(Debug, Default)]
pub(super) struct FoundBearer(AtomicUsize);

impl FoundBearer {
    fn found(&self, token: &str) {
        self.0.store(token.len(), Ordering::Relaxed);
    }

    /// The token, if it was found.
    fn again<'h>(&self, headers: &'h HeaderMap) -> Option<&'h str> {
        let length = Some(self.0.load(Ordering::Relaxed)).filter(|length| *length > 0)?;
        let field = headers.get(AUTHORIZATION)?.as_bytes().trim_ascii_end();
        std::str::from_utf8(field.get(field.len().checked_sub(length)?..)?).ok()
    }
}

/// RFC 6750 section 2.1.
fn is_b64token(token: &str) -> bool {
    let text = token.as_bytes();
    let text = &text[..text.iter().rposition(|byte| *byte != b'=').map_or(0, |last| last + 1)];
    // Without a branch, so that the compiler looks at many at a time.
    let (many, rest) = text.as_chunks::<16>();
    let mut bad = [0; 16];
    for bytes in many {
        for (bad, byte) in bad.iter_mut().zip(bytes) {
            *bad |= u8::from(!is_in_b64token(*byte));
        }
    }
    bad == [0; 16] && rest.iter().all(|byte| is_in_b64token(*byte)) && !text.is_empty()
}

#[inline(always)]
fn is_in_b64token(byte: u8) -> bool {
    let is_letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    // `-`, `.`, `/` and the digits stand in a row.
    let is_digit_or_mark = byte.wrapping_sub(b'-') < 13;
    is_letter | is_digit_or_mark | (byte == b'+') | (byte == b'_') | (byte == b'~')
}

/// An empty key is no key, and one that could not be read as text is empty.
fn key(key: Option<Cow<'_, str>>) -> Presented<Cow<'_, str>> {
    match key {
        None => Presented::Nothing,
        Some(key) if key.is_empty() => Presented::Malformed,
        Some(key) => Presented::Credentials(key),
    }
}

/// Clients leave the padding out now and then.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::BodyLimits;
    use crate::message::{Origin, RequestBody};
    use bytes::Bytes;
    use http::HeaderValue;

    fn request(fields: &[(&'static str, &'static [u8])]) -> Request {
        let (mut head, ()) = http::Request::new(()).into_parts();
        for (name, value) in fields {
            head.headers.append(*name, HeaderValue::from_bytes(value).unwrap());
        }
        Request::new(head, None, RequestBody::Whole(Bytes::new()), BodyLimits { size: 10, rate: 0 }, Origin::NOWHERE)
    }

    #[test]
    fn a_bearer_token_is_read_as_rfc_6750_writes_it() {
        for (field, token) in [
            (&b"Bearer abc"[..], Some("abc")),
            (b"bEARER   abc ", Some("abc")),
            (b"Bearer", None),
            (b"Bearer ", None),
            (b"Basic abc", None),
            (b"Bearerabc", None),
            (b"Bearer a b", Some("")),
            (b"Bearer a,b", Some("")),
            (b"Bearer =", Some("")),
            (b"Bearer a-._~+/==", Some("a-._~+/==")),
        ] {
            assert_eq!(request(&[("authorization", field)]).bearer_token(), token, "{field:?}");
        }
        assert_eq!(request(&[]).bearer_token(), None);
    }

    #[test]
    fn a_token_that_was_read_is_read_alike_again_and_anew_when_the_field_changes() {
        let mut request = request(&[("authorization", b"Bearer abc= ")]);
        assert_eq!((request.bearer_token(), request.bearer_token()), (Some("abc="), Some("abc=")));
        request.set_header(AUTHORIZATION, HeaderValue::from_static("Bearer !bc="));
        assert_eq!((request.bearer_token(), request.bearer_token()), (Some(""), Some("")));
        request.set_header(AUTHORIZATION, HeaderValue::from_static("Bearer wxyz"));
        assert_eq!((request.bearer_token(), request.bearer_token()), (Some("wxyz"), Some("wxyz")));
    }

    #[test]
    fn two_credentials_are_no_credential_that_can_pass() {
        let twice = request(&[
            ("authorization", b"Bearer a"),
            ("authorization", b"Bearer b"),
            ("x-key", b"a"),
            ("x-key", b"a"),
        ]);
        assert_eq!(twice.bearer_token(), Some(""));
        assert_eq!(twice.api_key("x-key"), Some(""));
        assert_eq!(request(&[("x-key", b"\xff")]).api_key("x-key"), Some(""));
    }

    #[test]
    fn basic_credentials_are_read_as_rfc_7617_writes_them() {
        let basic = |field: &'static [u8]| match request(&[("authorization", field)]).presents_basic() {
            Presented::Credentials(basic) => format!("{} / {}", basic.username(), basic.password()),
            other => format!("{other:?}"),
        };
        for (field, expected) in [
            (&b"Basic YWxpY2U6cHc="[..], "alice / pw"),
            (b"bASIC   YWxpY2U6cHc=", "alice / pw"),
            (b"Basic YWxpY2U6cHc", "alice / pw"),
            (b"Basic Ym9iOnA6dzp4", "bob / p:w:x"),
            (b"Basic em/DqzpwdyE=", "zo\u{eb} / pw!"),
            (b"Basic Og==", " / "),
            (b"Basic YWxpY2U=", "Malformed"),
            (b"Basic YWxpY2UKOnB3", "Malformed"),
            (b"Basic /zpwdw==", "Malformed"),
            (b"Basic YWxp Y2U6cHc=", "Malformed"),
            (b"Basic !!!", "Malformed"),
            (b"Basic\tYWxpY2U6cHc=", "Unsuited"),
            (b"Basic", "Unsuited"),
            (b"Bearer YWxpY2U6cHc=", "Unsuited"),
            (b" ", "Nothing"),
        ] {
            assert_eq!(basic(field), expected, "{field:?}");
        }
        let unreadable = request(&[("authorization", b"Basic !")]).basic_credentials().unwrap();
        assert_eq!((unreadable.username(), unreadable.password()), ("", ""));
    }

    #[test]
    fn a_password_is_not_shown_by_debug() {
        let basic = request(&[("authorization", b"Basic YWxpY2U6cHc=")]).basic_credentials().unwrap();
        assert_eq!(format!("{basic:?}"), r#"BasicCredentials { username: "alice", .. }"#);
    }

    #[test]
    fn a_token_has_the_letters_of_its_grammar_and_no_others() {
        for byte in 0..128u8 {
            let stands = byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte);
            assert_eq!(is_b64token(&format!("a{}b", char::from(byte))), stands, "{byte}");
        }
        assert!(is_b64token("ab==") && !is_b64token("=") && !is_b64token("") && !is_b64token("a\u{e9}"));
    }

    proptest::proptest! {
        /// Whatever stands in the field, it is read as what it says or as nobody's credentials.
        #[test]
        fn any_authorization_is_read_without_a_panic(field in proptest::collection::vec(0x20u8..=0xff, 0..64)) {
            let Ok(value) = HeaderValue::from_bytes(&field) else { return Ok(()) };
            let (mut head, ()) = http::Request::new(()).into_parts();
            head.headers.append("authorization", value);
            let request = Request::new(head, None, RequestBody::Whole(Bytes::new()), BodyLimits { size: 10, rate: 0 }, Origin::NOWHERE);
            let bearer = Scheme::new(SchemeKind::Bearer, None);
            let both = (request.presents(&bearer).credentials(), request.presents_basic().credentials());
            proptest::prop_assert!(both.0.is_none() || both.1.is_none(), "two schemes in one field");
        }

        #[test]
        fn what_a_client_encodes_comes_back(user in "[^:\\p{Cc}]{0,12}", password in "\\P{Cc}{0,12}") {
            let field = format!("Basic {}", BASE64.encode(format!("{user}:{password}")));
            let (mut head, ()) = http::Request::new(()).into_parts();
            head.headers.append("authorization", HeaderValue::from_str(&field).unwrap());
            let request = Request::new(head, None, RequestBody::Whole(Bytes::new()), BodyLimits { size: 10, rate: 0 }, Origin::NOWHERE);
            let basic = request.basic_credentials().unwrap();
            proptest::prop_assert_eq!((basic.username(), basic.password()), (user.as_str(), password.as_str()));
        }
    }
}
