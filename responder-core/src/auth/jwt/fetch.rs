//! Fetching a key set from its issuer: one GET over TLS, with limits for all that the other side decides.

use std::net::IpAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, HOST, USER_AGENT};
use http::uri::Scheme;
use http::{Request, StatusCode, Uri};
use http_body_util::{BodyExt, Empty, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto};

use super::error::KeyError;
use super::followed::MAX_SET;

/// From the first packet to the last.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where a key set is published: `https`, or `http` on this machine.
#[derive(Clone, Debug)]
pub(super) struct Address {
    uri: Uri,
    host: String,
}

impl Address {
    /// # Errors
    /// [`KeyError::Address`] for any other address.
    pub(super) fn parse(url: &str) -> Result<Self, KeyError> {
        let uri: Uri = url.parse().map_err(|_| KeyError::Address)?;
        let authority = uri.authority().filter(|authority| !authority.as_str().contains('@'));
        let host = authority.map(|authority| authority.host().trim_matches(['[', ']']).to_owned());
        let host = host.filter(|host| !host.is_empty()).ok_or(KeyError::Address)?;
        let is_here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        match uri.scheme() {
            Some(scheme) if *scheme == Scheme::HTTPS || (*scheme == Scheme::HTTP && is_here) => {
                Ok(Address { uri, host })
            }
            _ => Err(KeyError::Address),
        }
    }

    /// What is published there. No redirect is followed.
    pub(super) async fn fetch(&self) -> Result<String, KeyError> {
        let fetched = tokio::time::timeout(PATIENCE, self.get()).await;
        let bytes = fetched.unwrap_or_else(|_| Err("it takes too long".into()));
        let bytes = bytes.map_err(|error| KeyError::Unreachable(error.to_string()))?;
        String::from_utf8(bytes.into()).map_err(|_| KeyError::Jwks)
    }

    async fn get(&self) -> Result<Bytes, Failed> {
        let is_tls = self.uri.scheme() == Some(&Scheme::HTTPS);
        let port = self.uri.port_u16().unwrap_or(if is_tls { 443 } else { 80 });
        let stream = TcpStream::connect((self.host.as_str(), port)).await?;
        if !is_tls {
            return self.ask(stream).await;
        }
        let name = ServerName::try_from(self.host.clone())?;
        self.ask(TlsConnector::from(tls()?).connect(name, stream).await?).await
    }

    async fn ask(&self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) -> Result<Bytes, Failed> {
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        let connection = tokio::spawn(connection);
        let target = self.uri.path_and_query().map_or("/", |target| target.as_str());
        let host = self.uri.authority().map_or("", |authority| authority.as_str());
        let request = Request::get(target)
            .header(HOST, host)
            .header(ACCEPT, "application/jwk-set+json, application/json")
            .header(USER_AGENT, concat!("responder/", env!("CARGO_PKG_VERSION")))
            .body(Empty::<Bytes>::new())?;
        let response = sender.send_request(request).await?;
        if response.status() != StatusCode::OK {
            return Err(format!("the answer is {}", response.status()).into());
        }
        let body = Limited::new(response.into_body(), MAX_SET).collect().await?.to_bytes();
        connection.abort();
        Ok(body)
    }
}

type Failed = Box<dyn std::error::Error + Send + Sync>;

/// The host, and nothing that may be confidential.
impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.host)
    }
}

/// The certificates that this machine trusts, read once.
fn tls() -> Result<Arc<ClientConfig>, Failed> {
    static CONFIG: OnceLock<Arc<ClientConfig>> = OnceLock::new();
    if let Some(config) = CONFIG.get() {
        return Ok(Arc::clone(config));
    }
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        return Err("this machine has no certificates of authorities to trust (the package `ca-certificates`)".into());
    }
    let config = ClientConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::clone(CONFIG.get_or_init(|| Arc::new(config))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_or_this_machine() {
        for good in [
            "https://issuer.example/.well-known/jwks.json",
            "https://issuer.example:8443/keys?v=1",
            "http://127.0.0.1:8080/keys",
            "http://localhost/keys",
            "http://[::1]:8080/keys",
        ] {
            assert!(Address::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "issuer.example",
            "/keys",
            "http://issuer.example/keys",
            "http://127.0.0.1.issuer.example/keys",
            "http://localhost@issuer.example/keys",
            "https://user:password@issuer.example/keys",
            "ftp://127.0.0.1/keys",
            "file:///etc/passwd",
            "https:///keys",
        ] {
            assert_eq!(Address::parse(bad).unwrap_err(), KeyError::Address, "{bad}");
        }
    }

    #[test]
    fn a_log_names_the_host_only() {
        assert_eq!(Address::parse("https://issuer.example/keys?secret=x").unwrap().to_string(), "issuer.example");
    }
}
