//! Trying every gate with everybody.

use std::sync::Arc;

use super::TestClient;
use crate::app::{AccessCase, App};
use crate::application::Application;
use crate::exchange::{Knock, Staged};
use crate::lifecycle::Arrival;
use crate::message::RequestBody;

impl<A: Application<Root = A>> TestClient<A> {
    /// Whether this caller is let in: the request goes through matching, hooks and guards to the door of
    /// the handler, and no further. What the route does is not done.
    ///
    /// An anonymous caller comes without credentials, and the guards decide. For everybody else the
    /// guards stand aside, and policies and scopes are taken as met, because they are about real people.
    pub async fn admits(&self, case: &AccessCase) -> bool {
        let mut request = http::Request::new(());
        if let (Ok(method), Ok(target)) = (case.method.parse(), case.target.parse()) {
            *request.method_mut() = method;
            *request.uri_mut() = target;
        }
        let (head, ()) = request.into_parts();
        let knock = Some(Knock::new(case.stand_in()));
        let staged = Arc::new(Staged { stands: Vec::new(), knock });
        let body = RequestBody::Whole(bytes::Bytes::new());
        let arrival = Arrival { head, body, peer: None, is_secure: false, staged: Some(Arc::clone(&staged)) };
        let _ = self.app().respond(arrival).await;
        staged.knock.as_ref().is_some_and(Knock::is_admitted)
    }
}

/// Tries, in an async test, every route of an API (or of an [`App`]) with everybody who can be told apart,
/// and compares the answers with what the attributes declare.
///
/// It finds what no declaration shows: a guard that lets somebody pass who comes without any
/// credentials. No handler runs. It takes an expression for the API or the app.
///
/// ```
/// use responder::prelude::*;
/// # #[api] struct Api;
/// # #[derive(Principal)] struct User;
/// #[before_request]
/// fn guard(req: &Request) -> Result<User, Problem> {
///     req.bearer_token().map(|_| User).ok_or(abort(401).challenge("Bearer"))
/// }
/// #[get("/me")]
/// fn me(_user: &User) {}
///
/// // #[tokio::test]
/// async fn access_is_enforced() {
///     responder::assert_access_is_enforced!(Api);
/// }
/// # #[tokio::main(flavor = "current_thread")] async fn main() { access_is_enforced().await }
/// ```
///
/// # Panics
/// If the app cannot start, or a case is not as declared; the message names all that are not.
#[macro_export]
macro_rules! assert_access_is_enforced {
    ($api:expr) => {{
        let wrong = $crate::private::enforce($api).await;
        ::core::assert!(wrong.is_empty(), "access is not as the attributes declare:\n  {}", wrong.join("\n  "));
    }};
}

/// An API or an app: what [`assert_access_is_enforced!`] takes.
pub trait IntoApp {
    /// The API at the top.
    type Api: Application<Root = Self::Api>;
    /// The app.
    fn app(self) -> crate::Result<App<Self::Api>>;
}

impl<A: Application<Root = A>> IntoApp for A {
    type Api = A;
    fn app(self) -> crate::Result<App<A>> {
        App::new(self)
    }
}

impl<A: Application<Root = A>> IntoApp for App<A> {
    type Api = A;
    fn app(self) -> crate::Result<App<A>> {
        Ok(self)
    }
}

/// The cases that are not as declared, in words.
pub async fn enforce<I: IntoApp>(api: I) -> Vec<String> {
    let app = api.app().unwrap_or_else(|error| panic!("{error}"));
    let client = TestClient::start(app).await;
    let mut wrong = Vec::new();
    for case in client.app().access_cases() {
        let admitted = client.admits(&case).await;
        if admitted != case.admitted {
            let really = if admitted { "LET IN" } else { "refused" };
            wrong.push(format!("{case} is declared, but the request was {really} ({})", case.place));
        }
    }
    wrong
}
