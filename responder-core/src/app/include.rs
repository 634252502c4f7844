//! An app within another one: an API of another crate, with a state of its own.

use std::sync::Arc;

use super::{App, plan};
use crate::application::Application;
use crate::auth::RouteFacts;
use crate::error::{Error, Result};
use crate::lifecycle::{self, Included, Visit};
use crate::registry::{BoxFuture, Segment};

impl<A: Application<Root = A>> App<A> {
    /// Answers below `prefix` with all routes of another API, which brings its own state.
    ///
    /// It is how an API of another crate becomes a part of this one; within one crate,
    /// `#[api(within = .., prefix = "..")]` does more and is checked by the compiler. A route of it that is not
    /// `#[public]` passes the guards of this API first, and then all that it would pass by itself.
    /// Its handlers read their own state and what their own guards provide, and its errors go to its
    /// own handlers.
    ///
    /// ```
    /// mod billing {
    ///     use responder::prelude::*;
    ///     #[api]
    ///     pub struct Api { pub currency: &'static str }
    ///
    ///     #[get("/currency")]
    ///     fn currency(api: &Api) -> &'static str { api.currency }
    /// }
    ///
    /// use responder::prelude::*;
    /// #[api]
    /// struct Api;
    /// #[get("/")]
    /// fn index() -> &'static str { "hello" }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> responder::Result {
    /// let app = Api.include("/billing", billing::Api { currency: "EUR" })?;
    /// let client = app.test_client().await;
    /// assert_eq!(client.get("/billing/currency").await.text(), "EUR");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If `prefix` does not start with a slash, ends with one, or holds a parameter; if the other API
    /// has no routes or conflicts of its own; if a route of it has the path and a method of a route
    /// that is there already (the error names both places); if this app was cloned before.
    pub fn include<B: Application<Root = B>>(self, prefix: &'static str, api: B) -> Result<Self> {
        let segments = segments(prefix)?;
        let app = App::new(api)?;
        let inner = Arc::clone(&app.plan);
        let app: Arc<dyn Included> = Arc::new(app);
        let mut plan = Arc::try_unwrap(self.plan)
            .map_err(|_| Error::configuration(format!("include `{prefix}` before the app is cloned")))?;
        plan::include(&mut plan, &segments, &app, &inner.routes)?;
        plan.included.push(app);
        Ok(App { plan: Arc::new(plan), ..self })
    }
}

impl<B: Application<Root = B>> Included for App<B> {
    fn facts(&self, entry: usize) -> RouteFacts {
        self.plan.routes[entry].facts()
    }

    fn is_cross_site(&self, entry: usize) -> bool {
        self.plan.routes[entry].cross_site()
    }

    fn answer(&self, entry: usize, visit: Visit) -> BoxFuture<'_, Visit> {
        Box::pin(lifecycle::visit(&self.plan, entry, visit))
    }

    fn start_up(&self) -> BoxFuture<'_, Result> {
        Box::pin(App::start_up(self))
    }

    fn shut_down(&self) -> BoxFuture<'_, Result> {
        Box::pin(App::shut_down(self))
    }
}

pub(super) fn segments(prefix: &'static str) -> Result<Vec<Segment>> {
    let plain =
        |part: &&str| !part.is_empty() && !part.contains(['{', '}', '?', '#', '%']) && !matches!(*part, "." | "..");
    let parts: Option<Vec<_>> =
        prefix.strip_prefix('/').map(|rest| rest.split('/').filter(plain).map(Segment::Static).collect());
    match parts {
        Some(parts) if parts.len() == prefix.matches('/').count() => Ok(parts),
        _ => Err(Error::configuration(format!(
            "`{prefix}` is no prefix to include an API at: it is plain text that starts with a slash and does not end with one, such as `/billing`"
        ))),
    }
}
