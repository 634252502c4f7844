//! Return values that say how they are to be written.

use std::fmt;

use serde::Serialize;

use super::problem::Problem;
use super::reply::Reply;
use super::response::Response;
use crate::validation::{Input, Invalid, Model, Report};

/// A value to be sent as structured data: JSON, or what else the client's `Accept` prefers.
///
/// A handler may also return any `Serialize` type as it is; `Media` is for types that would
/// otherwise be sent as text (`Media("hello")` is a JSON string).
///
/// ```
/// use responder::prelude::*;
/// #[api]
/// struct Api;
///
/// #[get("/numbers")]
/// fn numbers() -> Media<Vec<u32>> {
///     Media(vec![1, 2, 3])
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media<T>(pub T);

impl<T: Model> Media<T> {
    /// What a model leaves of other data, of a row of a database say: its fields and no others, checked as they are.
    ///
    /// ```
    /// use responder::prelude::*;
    /// use responder::UnfitError;
    /// # #[api] struct Api;
    /// #[derive(Model, serde::Serialize)]
    /// struct User {
    ///     name: String,
    /// }
    ///
    /// #[get("/user")]
    /// fn user() -> Result<Media<User>, UnfitError> {
    ///     Media::filtered(&json!({ "name": "alice", "password": "secret" }))
    /// }
    /// ```
    ///
    /// # Errors
    /// If the data do not fit: 500, with nothing of them.
    pub fn filtered(data: &impl Serialize) -> Result<Self, UnfitError> {
        let mut report = Report::default();
        let value = serde_json::to_value(data).ok();
        let model = value.and_then(|value| T::read(Input::Value(&value), &mut report));
        model.filter(|_| report.is_empty()).map(Media).ok_or(UnfitError(report.into_invalid()))
    }
}

/// Data do not fit the model of a response: 500. Which fields are wrong is for the log, and not for the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnfitError(Option<Invalid>);

impl fmt::Display for UnfitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the data do not fit the response model")?;
        let mut violations = self.0.iter().flat_map(Invalid::violations);
        violations.try_for_each(|violation| write!(f, "; {:?}: {}", violation.loc(), violation.message()))
    }
}

impl std::error::Error for UnfitError {}

impl From<UnfitError> for Problem {
    fn from(error: UnfitError) -> Problem {
        tracing::error!("{error}");
        Problem::internal()
    }
}

#[diagnostic::do_not_recommend]
impl<T: Serialize> Reply for Media<T> {
    fn apply(self, resp: &mut Response) {
        resp.media(&self.0);
    }
}

/// A string to be sent as `text/html; charset=utf-8`. It is sent as it is: escape what users typed.
///
/// ```
/// # use responder::prelude::*;
/// # #[api] struct Api;
/// #[get("/")]
/// fn index() -> Html<&'static str> {
///     Html("<h1>hello</h1>")
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Html<T>(pub T);

#[diagnostic::do_not_recommend]
impl<T: Into<String>> Reply for Html<T> {
    fn apply(self, resp: &mut Response) {
        resp.html(self.0);
    }
}
