//! The runtime core of `responder`. Use it through the `responder` crate, which documents it.

#![warn(missing_docs, unreachable_pub)]

pub mod app;
mod application;
pub mod auth;
mod clock;
mod constant;
mod counters;
mod deadline;
mod encode;
mod environment;
mod error;
mod exception;
mod exchange;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
mod hooks;
mod lifecycle;
mod limits;
pub mod message;
mod middleware;
mod mounted;
mod pagination;
#[doc(hidden)]
pub mod private;
mod rate_limit;
mod registry;
mod request_log;
mod revoked;
mod routing;
mod secret;
pub mod serve;
mod service;
pub mod session;
mod static_files;
#[cfg(feature = "templates")]
mod templates;
pub mod test_client;
#[cfg(feature = "tls")]
mod tls;
pub mod validation;
mod watchdog;

pub use application::{Application, OneGuardForEachOrder, Provides, ProvidesMut};
pub use environment::Environment;
pub use error::{Error, Result};
pub use exception::{Answered, ByStatus, ErrorResponse, Handles};
pub use limits::Limits;
pub use middleware::{Cors, SecurityHeaders};
pub use mounted::{MountPrefix, Mounted};
pub use pagination::{Page, Sort};
pub use rate_limit::{Quota, RateLimit, RateLimitStore};
pub use registry::{Failure, Place};
pub use routing::{UrlFloat, UrlInt, UrlParam, UrlPath, UrlStr, UrlUuid};
pub use secret::{SecretKey, WeakKey};
pub use static_files::StaticFiles;
#[cfg(feature = "templates")]
pub use templates::{TemplateError, Templates};
#[cfg(feature = "tls")]
pub use tls::Tls;
