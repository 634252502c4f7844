//! Certificates for HTTPS, from files that may change.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_rustls::rustls::{self, ServerConfig};

use crate::error::{Error, Result};

/// How often the files are looked at.
const EVERY: Duration = Duration::from_secs(60);

/// A certificate and its key, for [`App::tls`](crate::app::App::tls); needs the feature `tls`.
///
/// TLS 1.2 and 1.3, with HTTP/2 and HTTP/1.1 as the client prefers. The files are read again every minute, so that a
/// renewed certificate is used without a restart; while the new ones do not go together, the old ones stay.
///
/// ```no_run
/// use responder::{Tls, prelude::*};
/// #[api]
/// struct Api;
/// #[get("/")]
/// fn index() -> &'static str { "hello" }
///
/// # async fn start() -> responder::Result {
/// let tls = Tls::pem_files("/etc/letsencrypt/live/example/fullchain.pem", "/etc/letsencrypt/live/example/privkey.pem")?;
/// Api.into_app()?.tls(tls).run().await
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Tls {
    config: Arc<ServerConfig>,
    files: Arc<Files>,
}

#[derive(Debug)]
struct Files {
    chain: PathBuf,
    key: PathBuf,
    current: RwLock<Current>,
}

struct Current {
    /// What the files held, to see whether they have changed.
    read: (Vec<u8>, Vec<u8>),
    certified: Arc<CertifiedKey>,
}

/// Without the key.
impl std::fmt::Debug for Current {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Current").finish_non_exhaustive()
    }
}

impl Tls {
    /// From the certificate chain, the server's own first, and its private key, both in PEM.
    ///
    /// # Errors
    /// If a file cannot be read, holds nothing of the kind, or the key is not that of the certificate.
    pub fn pem_files(chain: impl Into<PathBuf>, key: impl Into<PathBuf>) -> Result<Self> {
        let (chain, key) = (chain.into(), key.into());
        let current = RwLock::new(Current::read(&chain, &key)?);
        let files = Arc::new(Files { chain, key, current });
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| Error::configuration(error.to_string()))?;
        let mut config = config.with_no_client_auth().with_cert_resolver(Arc::clone(&files) as _);
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Tls { config: Arc::new(config), files })
    }

    /// From the files that the environment variables `TLS_CERT` and `TLS_KEY` name; `None` if neither is set.
    ///
    /// # Errors
    /// As [`pem_files`](Self::pem_files), and if only one of them is set.
    pub fn from_env() -> Result<Option<Self>> {
        match (std::env::var_os("TLS_CERT"), std::env::var_os("TLS_KEY")) {
            (None, None) => Ok(None),
            (Some(chain), Some(key)) => Tls::pem_files(chain, key).map(Some),
            _ => Err(Error::configuration("TLS_CERT and TLS_KEY go together: set both, or neither for plain HTTP")),
        }
    }

    pub(crate) fn config(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.config)
    }

    /// Goes on looking at the files.
    pub(crate) async fn follow(self) {
        loop {
            tokio::time::sleep(EVERY).await;
            let files = Arc::clone(&self.files);
            let looked = tokio::task::spawn_blocking(move || files.look_again()).await;
            if let Ok(Err(error)) = looked {
                let _ = writeln!(std::io::stderr(), "warning: {error}; the certificate so far stays");
            }
        }
    }
}

impl Files {
    fn look_again(&self) -> Result {
        let next = Current::read(&self.chain, &self.key)?;
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        if current.read != next.read {
            *current = next;
        }
        Ok(())
    }
}

impl ResolvesServerCert for Files {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner).certified))
    }
}

impl Current {
    fn read(chain_file: &Path, key_file: &Path) -> Result<Self> {
        let read = (read(chain_file)?, read(key_file)?);
        let malformed = |file: &Path, what: &str| Error::configuration(format!("{}: {what}", file.display()));
        let chain: std::result::Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&read.0).collect();
        let chain = chain.ok().filter(|chain| !chain.is_empty());
        let chain = chain.ok_or_else(|| malformed(chain_file, "no `CERTIFICATE` in PEM"))?;
        let key = PrivateKeyDer::from_pem_slice(&read.1);
        let key = key.map_err(|_| malformed(key_file, "no `PRIVATE KEY` in PEM"))?;
        let certified = CertifiedKey::from_der(chain, key, &ring::default_provider()).map_err(|error| match error {
            rustls::Error::InconsistentKeys(_) => {
                malformed(key_file, &format!("not the key of the certificate in {}", chain_file.display()))
            }
            _ => malformed(key_file, "a key that cannot be used"),
        })?;
        Ok(Current { read, certified: Arc::new(certified) })
    }
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).map_err(|error| Error::io(format!("cannot read {}", file.display()), error))
}
