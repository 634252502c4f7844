//! A service of another crate, of whatever type.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use tower_service::Service;

use crate::message::AppBody;

type AnyError = Box<dyn std::error::Error + Send + Sync>;

/// What a service answers, once it does.
pub(crate) type Answer = Pin<Box<dyn Future<Output = Result<http::Response<AppBody>, AnyError>> + Send>>;

/// A service whose type is forgotten.
#[derive(Clone)]
pub(crate) struct AnyService(Arc<dyn Callable>);

impl AnyService {
    pub(crate) fn new<S, B>(service: S) -> Self
    where
        S: Service<http::Request<AppBody>, Response = http::Response<B>> + Clone + Send + 'static,
        S::Error: Into<AnyError>,
        S::Future: Send + 'static,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<AnyError>,
    {
        AnyService(Arc::new(Original(Mutex::new(service))))
    }

    /// Answers a request, once it is ready for one.
    pub(crate) fn call(&self, request: http::Request<AppBody>) -> Answer {
        self.0.call(request)
    }
}

trait Callable: Send + Sync {
    fn call(&self, request: http::Request<AppBody>) -> Answer;
}

/// Each request has a clone of it. The lock is held for as long as that takes: many services cannot be shared.
struct Original<S>(Mutex<S>);

impl<S, B> Callable for Original<S>
where
    S: Service<http::Request<AppBody>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Error: Into<AnyError>,
    S::Future: Send + 'static,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<AnyError>,
{
    fn call(&self, request: http::Request<AppBody>) -> Answer {
        let mut service = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Box::pin(async move {
            poll_fn(|cx| service.poll_ready(cx)).await.map_err(Into::into)?;
            let answer = service.call(request).await.map_err(Into::into)?;
            Ok(answer.map(AppBody::new))
        })
    }
}
