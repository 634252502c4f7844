//! What stands around an app: who may be asked for, from where, and what every answer says.

mod cors;
mod headers;
mod hosts;
mod proxies;

use std::net::SocketAddr;

use http::header::{LOCATION, ORIGIN};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode};

pub use cors::Cors;
pub use headers::SecurityHeaders;
pub(crate) use hosts::Hosts;
pub(crate) use proxies::Proxies;

use crate::encode::{self, HttpResponse};
use crate::error::Result;
use crate::message::{Client, Problem, host};

/// All of it, as an app has it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Middleware {
    pub(crate) hosts: Hosts,
    pub(crate) proxies: Proxies,
    pub(crate) cors: Option<Cors>,
    /// Every answer is made with them; here they are only checked.
    pub(crate) headers: SecurityHeaders,
    pub(crate) https_only: bool,
}

/// What becomes of a request before its route is looked for.
pub(crate) enum Entrance {
    Open,
    /// The app's own handlers say it.
    Refused(Problem),
    Answered(HttpResponse),
}

impl Middleware {
    /// That it can be meant so; an app asks before it starts.
    pub(crate) fn check(&self) -> Result {
        self.hosts.check()?;
        self.proxies.check()?;
        self.headers.check()?;
        self.cors.as_ref().map_or(Ok(()), Cors::check)
    }

    /// The client of a request that came over this connection.
    pub(crate) fn client(&self, headers: &HeaderMap, peer: Option<SocketAddr>, is_secure: bool) -> Client {
        let peer = peer.map(|peer| peer.ip());
        if !peer.is_some_and(|peer| self.proxies.trusts(peer)) {
            return Client { address: peer, is_secure };
        }
        Client {
            address: self.proxies.client(headers).or(peer),
            is_secure: proxies::is_secure(headers).unwrap_or(is_secure),
        }
    }

    pub(crate) fn enter(&self, head: &Parts, client: Client) -> Entrance {
        if !self.hosts.allow_any() && !self.hosts.allow(host(head)) {
            return Entrance::Refused(Problem::new(400).detail("Invalid host header"));
        }
        if let Some(answer) = self.cors.as_ref().and_then(|cors| cors.preflight(head)) {
            return Entrance::Answered(answer);
        }
        if self.https_only && !client.is_secure {
            let host = host(head);
            return match host.is_empty() {
                true => Entrance::Refused(Problem::new(400).detail("This is served over HTTPS only")),
                false => Entrance::Answered(to_https(host, head)),
            };
        }
        Entrance::Open
    }

    /// The origin of a request, if it makes a difference to the answer.
    pub(crate) fn origin(&self, headers: &HeaderMap) -> Option<HeaderValue> {
        self.cors.as_ref().and_then(|_| headers.get(ORIGIN).cloned())
    }

    /// What pages of this origin may do with an answer, whoever made it.
    pub(crate) fn leave(&self, origin: Option<&HeaderValue>, response: &mut HttpResponse) {
        if let Some(cors) = &self.cors {
            cors.allow(origin, response.headers_mut());
        }
    }
}

/// The same target over HTTPS, with the same method. Port 80 belongs to HTTP; any other one may serve both.
fn to_https(host: &str, head: &Parts) -> HttpResponse {
    let target = head.uri.path_and_query().map_or("/", |target| target.as_str());
    let location = format!("https://{}{target}", host.strip_suffix(":80").unwrap_or(host));
    let mut response = encode::empty(StatusCode::TEMPORARY_REDIRECT);
    if let Ok(location) = HeaderValue::try_from(location) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}
