//! Services of other crates as parts of an app.

use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use http::uri::PathAndQuery;
use http::{Method, Uri};
use percent_encoding::percent_decode;
use tower_service::Service;

use crate::message::{AppBody, BodyError, Problem, Request, Response};
use crate::service::AnyService;

/// A `tower::Service` as a part of an app: for [`App::mount`](crate::app::App::mount).
///
/// ```
/// use std::convert::Infallible;
/// use responder::{AppBody, Mounted};
/// # use std::{future::Ready, task::{Context, Poll}};
/// # #[derive(Clone)] struct Legacy;
/// # impl tower_service::Service<http::Request<AppBody>> for Legacy {
/// #     type Response = http::Response<String>;
/// #     type Error = Infallible;
/// #     type Future = Ready<Result<Self::Response, Infallible>>;
/// #     fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> { Poll::Ready(Ok(())) }
/// #     fn call(&mut self, _: http::Request<AppBody>) -> Self::Future { std::future::ready(Ok(http::Response::default())) }
/// # }
/// // The guards of the app decide who may call it, unless it is for everybody.
/// let legacy = Mounted::new(Legacy).public();
/// # let _ = legacy;
/// ```
#[derive(Clone)]
pub struct Mounted {
    service: AnyService,
    pub(crate) public: bool,
}

impl Mounted {
    /// This service. Each request is answered by a clone of it, once that is ready.
    pub fn new<S, B>(service: S) -> Self
    where
        S: Service<http::Request<AppBody>, Response = http::Response<B>> + Clone + Send + 'static,
        S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
        S::Future: Send + 'static,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Mounted { service: AnyService::new(service), public: false }
    }

    /// For everybody: no guard runs before it.
    pub fn public(mut self) -> Self {
        self.public = true;
        self
    }
}

impl<S, B> From<S> for Mounted
where
    S: Service<http::Request<AppBody>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    S::Future: Send + 'static,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    fn from(service: S) -> Self {
        Mounted::new(service)
    }
}

impl std::fmt::Debug for Mounted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mounted").field("public", &self.public).finish_non_exhaustive()
    }
}

/// Where a mounted service lies: an extension of the requests that it is given, whose paths are without it.
///
/// A service that makes links puts it in front of them. It is `/sub`, or empty for one that is mounted at `/`. Within a
/// service that is mounted in another one, it is all that is in front.
///
/// ```
/// use responder::{AppBody, MountPrefix};
/// fn link(request: &http::Request<AppBody>) -> String {
///     let prefix = request.extensions().get::<MountPrefix>();
///     format!("{}/page", prefix.map_or("", MountPrefix::as_str))
/// }
/// # let _ = link;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MountPrefix(Arc<str>);

impl MountPrefix {
    /// The prefix, without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A service that is a part of an app.
pub(crate) struct MountedService {
    service: AnyService,
    prefix: MountPrefix,
}

impl MountedService {
    /// `prefix` is `/`, or text without a slash at its end.
    pub(crate) fn new(mounted: Mounted, prefix: &str) -> Self {
        MountedService { service: mounted.service, prefix: MountPrefix(prefix.trim_end_matches('/').into()) }
    }

    /// Writes what the service answers.
    pub(crate) async fn answer(&self, request: &mut Request, response: &mut Response) -> Result<(), Problem> {
        let is_head = request.method() == Method::HEAD;
        let Some(target) = below(request.uri(), self.prefix.as_str()) else { return Err(Problem::internal()) };
        let peer = request.peer_addr();
        let mut request = request.hand_over();
        *request.uri_mut() = target;
        let extensions = request.extensions_mut();
        let prefix = match extensions.get::<MountPrefix>() {
            Some(outer) => MountPrefix([outer.as_str(), self.prefix.as_str()].concat().into()),
            None => self.prefix.clone(),
        };
        extensions.insert(prefix);
        match peer {
            Some(peer) => _ = extensions.insert(peer),
            None => _ = extensions.remove::<SocketAddr>(),
        }
        let answer = self.service.call(request).await.map_err(|error| problem_of(&*error))?;
        if answer.status().is_informational() {
            return Err(Problem::internal().caused_by("the service wants to switch to another protocol".into()));
        }
        response.take_over(answer, is_head);
        Ok(())
    }
}

/// What the failure of a service is answered with: if it could not read the body, that is not its own.
pub(crate) fn problem_of(error: &(dyn std::error::Error + Send + Sync + 'static)) -> Problem {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if let Some(unread) = error.downcast_ref::<BodyError>() {
            return unread.clone().into();
        }
        cause = error.source();
    }
    Problem::internal().cause(error)
}

/// The same target below a prefix that it was matched with; the rest stays as it was sent, whatever is encoded in it.
fn below(uri: &Uri, prefix: &str) -> Option<Uri> {
    let rest = without(uri.path(), prefix)?;
    // An encoded slash behind the prefix was matched as one.
    let rest = match rest.as_bytes() {
        [b'%', ..] => rest.get(3..)?,
        [b'/', ..] => &rest[1..],
        _ => rest,
    };
    let target = match uri.query() {
        Some(query) => format!("/{rest}?{query}"),
        None => format!("/{rest}"),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(target).ok()?);
    Uri::from_parts(parts).ok()
}

/// What is left of a path behind a prefix, some of whose characters may have been encoded.
fn without<'p>(path: &'p str, prefix: &str) -> Option<&'p str> {
    let mut at = 0;
    for expected in prefix.bytes() {
        let rest = path.as_bytes().get(at..)?;
        let length = if rest.starts_with(b"%") { 3 } else { 1 };
        if percent_decode(rest.get(..length)?).next() != Some(expected) {
            return None;
        }
        at += length;
    }
    path.get(at..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rest(target: &str, prefix: &str) -> Option<String> {
        below(&target.parse().unwrap(), prefix).map(|uri| uri.to_string())
    }

    #[test]
    fn a_prefix_is_taken_off_and_the_rest_stays_as_it_was_sent() {
        for (target, prefix, expected) in [
            ("/sub", "/sub", "/"),
            ("/sub/", "/sub", "/"),
            ("/sub?a=%20", "/sub", "/?a=%20"),
            ("/sub/a%2Fb/c%20d?x", "/sub", "/a%2Fb/c%20d?x"),
            ("/s%75b%2Fa", "/sub", "/a"),
            ("/sub//a", "/sub", "//a"),
            ("/a/b", "", "/a/b"),
            ("/caf%C3%A9/x", "/caf\u{e9}", "/x"),
            ("https://example.com/sub/a?b", "/sub", "https://example.com/a?b"),
        ] {
            assert_eq!(rest(target, prefix).as_deref(), Some(expected), "{target}");
        }
        assert_eq!(rest("/other/a", "/sub"), None);
        assert_eq!(rest("/s", "/sub"), None);
    }

    proptest::proptest! {
        #[test]
        fn however_a_prefix_is_written_it_is_the_same(prefix in "(/[a-z\u{e9}]{1,3}){1,3}", rest in "(/[a-z.]{0,3}){0,3}") {
            let all = percent_encoding::utf8_percent_encode(&prefix, percent_encoding::NON_ALPHANUMERIC);
            let path = format!("{all}{rest}");
            proptest::prop_assert_eq!(without(&path, &prefix), Some(rest.as_str()));
        }
    }
}
