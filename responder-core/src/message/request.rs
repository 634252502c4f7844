//! The request, as handlers, guards and hooks see it.

use std::borrow::Cow;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, OnceLock};

use http::header::{COOKIE, HOST};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, Version};

use super::accept;
use super::body::{BodyError, BodySlot, RequestBody};
use super::cookies::Cookies;
use super::credentials::FoundBearer;
use super::form::Form;
use super::param::{Params, SharedPath};
use super::query::Query;
use crate::limits::BodyLimits;

/// One HTTP request.
///
/// ```
/// use responder::prelude::*;
/// # #[api] struct Api;
/// #[post("/echo")]
/// async fn echo(req: &Request, resp: &mut Response) -> Result<(), Problem> {
///     let data: Value = req.media().await?;
///     resp.media(&json!({ "method": req.method().as_str(), "data": data }));
///     Ok(())
/// }
/// ```
#[derive(Debug)]
pub struct Request {
    pub(super) head: Parts,
    /// The path after percent-decoding, where that is another text; routing, guards and handlers all see this one.
    decoded: Option<Arc<str>>,
    params: Params,
    pub(super) body: BodySlot,
    decodings: OnceLock<Box<Decodings>>,
    pub(super) bearer: FoundBearer,
    origin: Origin,
}

/// What was decoded of a request, once, so that arguments can be lent from it.
#[derive(Debug, Default)]
pub(super) struct Decodings {
    query: OnceLock<Vec<(String, String)>>,
    cookies: OnceLock<Vec<(String, String)>>,
    /// Once the body was read.
    pub(super) form: OnceLock<Result<Form, BodyError>>,
}

/// Where a request comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin {
    /// The other end of the connection.
    pub(crate) peer: Option<SocketAddr>,
    pub(crate) client: Client,
}

/// Who made it, as a proxy in front may know better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Client {
    pub(crate) address: Option<IpAddr>,
    pub(crate) is_secure: bool,
}

impl Origin {
    /// Nowhere: a request that nobody made.
    pub(crate) const NOWHERE: Origin = Origin { peer: None, client: Client { address: None, is_secure: false } };
}

impl Request {
    #[inline(always)]
    pub(crate) fn new(
        head: Parts,
        decoded: Option<Arc<str>>,
        body: RequestBody,
        limits: BodyLimits,
        origin: Origin,
    ) -> Self {
        Request {
            head,
            decoded,
            params: Params::default(),
            body: BodySlot::new(body, limits),
            decodings: OnceLock::new(),
            bearer: FoundBearer::default(),
            origin,
        }
    }

    pub(crate) fn set_params(&mut self, params: Params) {
        self.params = params;
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.head.method
    }

    /// The version of HTTP.
    pub fn version(&self) -> Version {
        self.head.version
    }

    /// The request target as the client sent it.
    pub fn uri(&self) -> &Uri {
        &self.head.uri
    }

    /// The whole URL, as the client meant it: scheme, host and target. Where a trusted proxy is in front, the scheme is
    /// what it says.
    pub fn url(&self) -> String {
        let uri = &self.head.uri;
        let scheme = if self.is_secure() { "https" } else { "http" };
        let target = uri.path_and_query().map_or("/", |target| target.as_str());
        format!("{scheme}://{}{target}", host(&self.head))
    }

    /// The path, percent-decoded once.
    pub fn path(&self) -> &str {
        self.decoded.as_deref().unwrap_or_else(|| self.head.uri.path())
    }

    /// The header fields.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The first field line with this name, if it is there and is text.
    ///
    /// For a credential use [`api_key`](Self::api_key) or [`bearer_token`](Self::bearer_token), which
    /// do not let a repeated field pick one of two values.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The decoded query string.
    pub fn query(&self) -> Query<'_> {
        Query::parse(self.head.uri.query().unwrap_or_default())
    }

    /// The cookies.
    pub fn cookies(&self) -> Cookies<'_> {
        Cookies::parse(self.head.headers.get_all(COOKIE).iter())
    }

    /// The path parameters of the matched route, percent-decoded.
    pub fn params(&self) -> &Params {
        &self.params
    }

    /// The address of the other end of the connection; `None` in the test client.
    pub fn peer_addr(&self) -> Option<SocketAddr> {
        self.origin.peer
    }

    /// The address of the client: that of the connection, or behind a proxy that the app
    /// [trusts](crate::app::App::trust_proxies) what it says in `X-Forwarded-For`. `None` in the test client.
    pub fn client_ip(&self) -> Option<IpAddr> {
        self.origin.client.address
    }

    /// Whether the client asked over HTTPS: by the connection, or by what a trusted proxy says in
    /// `X-Forwarded-Proto`.
    pub fn is_secure(&self) -> bool {
        self.origin.client.is_secure
    }

    /// The value of a field that must not be repeated, as it was sent; empty if it is repeated or no text.
    pub(crate) fn sole_header(&self, name: &HeaderName) -> Option<&str> {
        match self.single(name) {
            Single::Absent => None,
            Single::Unusable => Some(""),
            Single::Text(value) => Some(value),
        }
    }

    /// Whether the client's `Accept` takes this media type, `text/html` say; without one it takes all.
    pub fn accepts(&self, media_type: &str) -> bool {
        accept::accepts(&self.head.headers, media_type)
    }

    /// Its [`path`](Self::path), to be kept.
    pub(crate) fn shared_path(&self) -> SharedPath {
        match (&self.decoded, self.head.uri.path_and_query()) {
            (Some(decoded), _) => SharedPath::Decoded(Arc::clone(decoded)),
            (None, Some(target)) => SharedPath::AsSent(target.clone()),
            (None, None) => SharedPath::default(),
        }
    }

    pub(super) fn decodings(&self) -> &Decodings {
        self.decodings.get_or_init(Box::default)
    }

    /// The decoded query, kept.
    pub(super) fn query_pairs(&self) -> &[(String, String)] {
        let query = self.head.uri.query().unwrap_or_default();
        self.decodings().query.get_or_init(|| form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// The decoded cookies, kept.
    pub(super) fn cookie_pairs(&self) -> &[(String, String)] {
        let owned = |(name, value): (&str, &Cow<'_, str>)| (name.to_owned(), value.to_string());
        self.decodings().cookies.get_or_init(|| self.cookies().iter().map(owned).collect())
    }

    pub(super) fn single(&self, name: &HeaderName) -> Single<'_> {
        match self.head.headers.get(name) {
            None => Single::Absent,
            Some(_) if is_repeated(&self.head.headers, name) => Single::Unusable,
            Some(line) => ascii(line).map_or(Single::Unusable, Single::Text),
        }
    }

    /// Replaces a header field, for hooks that normalise what a proxy sent.
    pub fn set_header(&mut self, name: HeaderName, value: HeaderValue) {
        self.bearer = FoundBearer::default();
        self.head.headers.insert(name, value);
    }
}

/// `Host`, or what HTTP/2 has in its place; empty if there is none.
pub(crate) fn host(head: &Parts) -> &str {
    let field = head.headers.get(HOST).and_then(|host| host.to_str().ok());
    field.or_else(|| head.uri.authority().map(|authority| authority.as_str())).unwrap_or_default()
}

/// Whether a field stands on more than one line.
pub(crate) fn is_repeated(headers: &HeaderMap, name: &HeaderName) -> bool {
    // Mostly no field does, which is told without looking for one.
    headers.len() != headers.keys_len() && headers.get_all(name).iter().nth(1).is_some()
}

/// A header field that must not be repeated.
pub(super) enum Single<'r> {
    Absent,
    Unusable,
    Text(&'r str),
}

/// What `HeaderValue::to_str` gives: a field value has no control characters but tabs. This looks at many bytes at a
/// time, which a token is worth.
fn ascii(value: &HeaderValue) -> Option<&str> {
    let bytes = value.as_bytes();
    let all = bytes.iter().fold(0, |all, byte| all | byte);
    if all < 0x80 { std::str::from_utf8(bytes).ok() } else { None }
}
