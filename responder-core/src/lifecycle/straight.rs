//! A route whose handler is a plain function with nothing before it or after it: stages 2 to 4 are a look at its gate.

use super::Planned;
use crate::auth::{Admitted, admit_unasked};
use crate::exchange::Exchange;
use crate::registry::{Outcome, PlainHandler, Route};

/// What becomes of a request for such a route; `None` if this is none, or somebody is to be asked.
pub(super) fn answer<R: Send + Sync + 'static>(planned: &Planned<R>, ex: &mut Exchange<R>) -> Option<Outcome<R>> {
    let (route, call) = planned.straight?;
    Some(handle(route, call, admit_unasked(&planned.gate, ex)?, ex))
}

fn handle<R: Send + Sync + 'static>(
    route: &'static Route<R>,
    call: PlainHandler<R>,
    _: Admitted,
    ex: &mut Exchange<R>,
) -> Outcome<R> {
    if let Some(reply) = call(ex)? {
        ex.absorb(*reply);
    }
    super::written(route, ex)
}
