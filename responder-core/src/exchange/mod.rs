//! One request on its way to its response, and how a function's arguments are lent from it.

mod knock;

use std::any::{Any, TypeId};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

pub(crate) use knock::{Knock, StandIn};

use crate::limits::BodyLimits;
use crate::message::{Format, Given, Origin, Params, Request, RequestBody, Response};

/// Everything that belongs to one request, for an app whose root API is `R`.
///
/// The generated code borrows its four parts side by side, so that a handler can hold
/// `&Request`, `&Api`, `&Claims` and `&mut Response` at once.
pub struct Exchange<R: 'static> {
    pub(crate) api: Arc<R>,
    pub(crate) request: Request,
    /// Those of the request, held beside it so that both can be lent.
    pub(crate) params: Params,
    /// Whether the route takes unsafe requests with a session from other sites' pages.
    pub(crate) cross_site: bool,
    pub(crate) response: Response,
    pub(crate) provided: Provided,
    pub(crate) staged: Option<Arc<Staged>>,
    /// This stands in for one that is somewhere else, and there may be no way back.
    pub(crate) is_away: bool,
}

/// What a test has put there before the request came.
#[derive(Default)]
pub(crate) struct Staged {
    /// Values that stand in for what guards would provide.
    pub(crate) stands: Vec<Stand>,
    /// Ask whether the request would be let in, and go no further.
    pub(crate) knock: Option<Knock>,
}

/// Puts a value where a guard would have put it.
pub(crate) type Stand = Arc<dyn Fn(&mut Provided) + Send + Sync>;

impl<R: 'static> Exchange<R> {
    /// The request.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// The API's state.
    pub fn api(&self) -> &R {
        &self.api
    }

    /// In a test that asks whether the request would be let in.
    pub(crate) fn knock(&self) -> Option<&Knock> {
        self.staged.as_ref()?.knock.as_ref()
    }

    /// Whether a hook, guard or dependency has ended the request, by setting a status or a body.
    pub(crate) fn is_answered(&self) -> bool {
        self.response.get_status().is_some() || self.response.has_body()
    }

    /// Stores what a guard or dependency returned; `None` is remembered, too.
    pub fn provide<T: Send + Sync + 'static>(&mut self, value: Option<T>) {
        match value {
            Some(value) => self.provided.insert(value),
            None => self.provided.insert_absent::<T>(),
        }
    }

    /// What the request gives to the arguments of a function.
    pub fn given(&self) -> Given<'_> {
        Given::new(&self.request, &self.params)
    }

    /// The text of the path parameter with this name; empty if there is none.
    pub fn named_param(&self, name: &str) -> &str {
        self.params.get(name).unwrap_or_default()
    }

    /// The text of the path parameter at this place.
    pub fn param(&self, index: usize) -> &str {
        self.params.text(index)
    }

    /// The parameters of the route that matched.
    pub(crate) fn set_params(&mut self, params: Params) {
        self.request.set_params(params.clone());
        self.params = params;
    }

    /// A response like this one's, to be [`absorbed`](Self::absorb) after the handler returned.
    pub fn blank(&self) -> Response {
        self.response.blank()
    }

    /// Takes over what a returned value wrote.
    pub fn absorb(&mut self, reply: Response) {
        self.response.absorb(reply);
    }

    /// Where a handler that borrows nothing of this writes what it returns.
    pub fn reply(&mut self) -> ReplyTo<'_> {
        match self.response.is_blank() {
            true => ReplyTo::Response(&mut self.response),
            false => ReplyTo::Beside(self.response.blank()),
        }
    }

    /// What stands in for an exchange that was moved to another thread.
    pub(crate) fn stand_in(api: Arc<R>) -> Self {
        let (head, ()) = http::Request::new(()).into_parts();
        let body = RequestBody::Whole(bytes::Bytes::new());
        Exchange {
            api,
            request: Request::new(head, None, body, BodyLimits { size: 0, rate: 0 }, Origin::NOWHERE),
            response: Response::new(Format::default()),
            params: Params::default(),
            cross_site: false,
            provided: Provided::default(),
            staged: None,
            is_away: true,
        }
    }

    /// Lends the parts out, each at most once mutably.
    pub fn lend(&mut self) -> Loans<'_, R> {
        Loans {
            blank: self.response.blank(),
            api: &self.api,
            request: Some(&mut self.request),
            shared_request: None,
            response: Some(&mut self.response),
            params: &self.params,
            provided: &self.provided,
        }
    }
}

/// Where what a handler returns is written.
pub enum ReplyTo<'e> {
    /// To the response, to which nobody has written.
    Response(&'e mut Response),
    /// To one beside it, which it takes over when it comes back: somebody has written to it, or the handler has
    /// borrowed it.
    Beside(Response),
}

/// The parts of an [`Exchange`] that are not lent out yet.
pub struct Loans<'e, R: 'static> {
    blank: Response,
    api: &'e R,
    request: Option<&'e mut Request>,
    shared_request: Option<&'e Request>,
    response: Option<&'e mut Response>,
    params: &'e Params,
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

    /// What the request gives to the arguments of a function, where some are lent from it.
    pub fn given(&mut self) -> Option<Given<'e>> {
        let params = self.params;
        self.request().map(|request| Given::new(request, params))
    }

    /// The request, once, if it is not shared.
    pub fn request_mut(&mut self) -> Option<&'e mut Request> {
        self.request.take()
    }

    /// The response, once.
    pub fn response_mut(&mut self) -> Option<&'e mut Response> {
        self.response.take()
    }

    /// Where the handler writes what it returns, once all that it borrows is lent out.
    pub fn reply(self) -> ReplyTo<'e> {
        match self.response.filter(|response| response.is_blank()) {
            Some(response) => ReplyTo::Response(response),
            None => ReplyTo::Beside(self.blank),
        }
    }

    /// The path parameters.
    pub fn params(&mut self) -> &'e Params {
        self.params
    }

    /// What a guard or dependency has provided.
    pub fn provided<T: 'static>(&mut self) -> Option<&'e T> {
        self.provided.get()
    }
}

/// The values that guards and dependencies made for this request, one per type.
#[derive(Default)]
pub struct Provided {
    // A request has a handful of these at most: a scan beats hashing. `None` is what was asked for
    // and is not there.
    values: Vec<(TypeId, Option<Box<dyn Any + Send + Sync>>)>,
}

/// Torn down in the reverse order of creation: what a value was made from lives as long as the value.
impl Drop for Provided {
    #[inline]
    fn drop(&mut self) {
        if !self.values.is_empty() {
            self.tear_down();
        }
    }
}

impl Provided {
    /// One that panics keeps neither the others from it, nor the client from the response.
    fn tear_down(&mut self) {
        while let Some((_, value)) = self.values.pop() {
            let _ = catch_unwind(AssertUnwindSafe(|| drop(value)));
        }
    }

    /// Whether the provider of this type has run.
    pub(crate) fn is_settled(&self, key: TypeId) -> bool {
        self.values.iter().any(|(known, _)| *known == key)
    }

    /// Whether there is a value of this type.
    pub(crate) fn has(&self, key: TypeId) -> bool {
        self.values.iter().any(|(known, value)| *known == key && value.is_some())
    }

    pub(crate) fn get<T: 'static>(&self) -> Option<&T> {
        let key = TypeId::of::<T>();
        self.values.iter().find(|(known, _)| *known == key).and_then(|(_, value)| value.as_ref()?.downcast_ref())
    }

    /// The first value of a type stays: it may be lent out, and a principal is never swapped.
    pub(crate) fn insert<T: Send + Sync + 'static>(&mut self, value: T) {
        let key = TypeId::of::<T>();
        if !self.is_settled(key) {
            self.values.push((key, Some(Box::new(value))));
        }
    }

    /// Remembers that there is no value of this type.
    fn insert_absent<T: 'static>(&mut self) {
        let key = TypeId::of::<T>();
        if !self.is_settled(key) {
            self.values.push((key, None));
        }
    }
}
