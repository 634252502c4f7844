//! A layer as it comes with other crates, which has never heard of the app.

use std::pin::Pin;
use std::task::{Context, Poll};

use responder::AppBody;
use tower_service::Service;

type AnyError = Box<dyn std::error::Error + Send + Sync>;

/// Adds its name to a field of each answer; that of name `b` fails for one path.
#[derive(Clone)]
pub struct Named<S> {
    pub name: &'static str,
    pub inner: S,
}

impl<S> Service<hyper::Request<AppBody>> for Named<S>
where
    S: Service<hyper::Request<AppBody>, Response = hyper::Response<AppBody>, Error = AnyError>,
    S::Future: Send + 'static,
{
    type Response = hyper::Response<AppBody>;
    type Error = AnyError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, AnyError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), AnyError>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: hyper::Request<AppBody>) -> Self::Future {
        let Named { name, .. } = *self;
        if name == "b" && request.uri().path() == "/mw-boom" {
            return Box::pin(async { Err("the layer has failed".into()) });
        }
        let answer = self.inner.call(request);
        Box::pin(async move {
            let mut answer = answer.await?;
            let names = match answer.headers().get("x-mw").and_then(|names| names.to_str().ok()) {
                Some(names) => format!("{names},{name}"),
                None => name.to_owned(),
            };
            answer.headers_mut().insert("x-mw", names.parse()?);
            Ok(answer)
        })
    }
}
