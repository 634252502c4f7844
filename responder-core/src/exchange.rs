//! One request on its way to its response, and how a function's arguments are lent from it.

use std::any::{Any, TypeId};
use std::sync::Arc;

use crate::message::{Format, Params, Request, RequestBody, Response};

/// Everything that belongs to one request, for an app whose root API is `R`.
///
/// The generated code borrows its four parts side by side, so that a handler can hold
/// `&Request`, `&Api`, `&Claims` and `&mut Response` at once.
pub struct Exchange<R: 'static> {
    pub(crate) api: Arc<R>,
    pub(crate) request: Request,
    pub(crate) response: Response,
    pub(crate) provided: Provided,
}

impl<R: 'static> Exchange<R> {
    /// The request.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// The API's state.
    pub fn api(&self) -> &R {
        &self.api
    }

    /// Whether a hook, guard or dependency has ended the request, by setting a status or a body.
    pub(crate) fn is_answered(&self) -> bool {
        self.response.get_status().is_some() || self.response.body().is_some()
    }

    /// Stores what a guard or dependency returned.
    pub fn provide<T: Send + Sync + 'static>(&mut self, value: T) {
        self.provided.insert(value);
    }

    /// The path parameters, held apart from the request so that both can be lent.
    pub fn params(&self) -> Params {
        self.request.params().clone()
    }

    /// The text of the path parameter at this place.
    pub fn param(&self, index: usize) -> &str {
        self.request.params().text(index)
    }

    /// A response like this one's, to be [`absorbed`](Self::absorb) after the handler returned.
    pub fn blank(&self) -> Response {
        self.response.blank()
    }

    /// Takes over what a returned value wrote.
    pub fn absorb(&mut self, reply: Response) {
        self.response.absorb(reply);
    }

    /// What stands in for an exchange that was moved to another thread.
    pub(crate) fn stand_in(api: Arc<R>) -> Self {
        let (head, ()) = http::Request::new(()).into_parts();
        let body = RequestBody::Whole(bytes::Bytes::new());
        Exchange {
            api,
            request: Request::new(head, "/".into(), body, 0, None),
            response: Response::new(Format::default(), false),
            provided: Provided::default(),
        }
    }

    /// Lends the parts out, each at most once mutably.
    pub fn lend(&mut self) -> Loans<'_, R> {
        Loans {
            api: &self.api,
            request: Some(&mut self.request),
            shared_request: None,
            response: Some(&mut self.response),
            provided: &self.provided,
        }
    }
}

/// The parts of an [`Exchange`] that are not lent out yet.
pub struct Loans<'e, R: 'static> {
    api: &'e R,
    request: Option<&'e mut Request>,
    shared_request: Option<&'e Request>,
    response: Option<&'e mut Response>,
    provided: &'e Provided,
}

impl<'e, R: 'static> Loans<'e, R> {
    /// The API's state, as often as wanted.
    pub fn api(&mut self) -> &'e R {
        self.api
    }

    /// The request, shared, as often as wanted.
    pub fn request(&mut self) -> Option<&'e Request> {
        if let Some(request) = self.request.take() {
            self.shared_request = Some(request);
        }
        self.shared_request
    }

    /// The request, once, if it is not shared.
    pub fn request_mut(&mut self) -> Option<&'e mut Request> {
        self.request.take()
    }

    /// The response, once.
    pub fn response_mut(&mut self) -> Option<&'e mut Response> {
        self.response.take()
    }

    /// What a guard or dependency has provided.
    pub fn provided<T: 'static>(&mut self) -> Option<&'e T> {
        self.provided.get()
    }
}

/// The values that guards and dependencies made for this request, one per type.
#[derive(Default)]
pub struct Provided {
    // A request has a handful of these at most: a scan beats hashing.
    values: Vec<(TypeId, Box<dyn Any + Send + Sync>)>,
}

impl Provided {
    pub(crate) fn has(&self, key: TypeId) -> bool {
        self.values.iter().any(|(known, _)| *known == key)
    }

    pub(crate) fn get<T: 'static>(&self) -> Option<&T> {
        let key = TypeId::of::<T>();
        self.values.iter().find(|(known, _)| *known == key).and_then(|(_, value)| value.downcast_ref())
    }

    /// The first value of a type stays: it may be lent out, and a principal is never swapped.
    pub(crate) fn insert<T: Send + Sync + 'static>(&mut self, value: T) {
        let key = TypeId::of::<T>();
        if !self.has(key) {
            self.values.push((key, Box::new(value)));
        }
    }
}
