//! What is done after a response was sent.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};

use super::response::Response;

/// What is to be done, in this order.
#[derive(Default)]
pub(crate) struct Background(
    /// Never locked: it makes of what can be sent to another thread what can also be looked at from there.
    Mutex<Vec<Pin<Box<dyn Future<Output = ()> + Send>>>>,
);

impl Background {
    pub(super) fn append(&mut self, other: Background) {
        self.tasks_mut().extend(other.into_tasks());
    }

    fn tasks_mut(&mut self) -> &mut Vec<Pin<Box<dyn Future<Output = ()> + Send>>> {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn into_tasks(self) -> Vec<Pin<Box<dyn Future<Output = ()> + Send>>> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Background {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Background(..)")
    }
}

impl Response {
    /// Does this after the response was sent, or its client has gone away; what several calls ask for, one after the other.
    ///
    /// An error in place of this response, of an after hook say, drops it. One that panics is the end of that one only.
    /// Stopping waits for it as long as for requests ([`Limits::grace`](crate::Limits::grace)); a process that is killed
    /// does not, so that work that must not be lost belongs into a queue outside.
    ///
    /// ```
    /// use responder::prelude::*;
    /// # #[api] struct Api;
    /// # async fn send_mail(_to: String) {}
    /// #[post("/signup")]
    /// fn signup(resp: &mut Response) {
    ///     resp.status(202).background(send_mail("ann@example.com".into()));
    /// }
    /// ```
    pub fn background(&mut self, task: impl Future<Output = ()> + Send + 'static) -> &mut Self {
        self.background_mut().tasks_mut().push(Box::pin(task));
        self
    }
}
