//! Requests that no route answers.

use http::header::{ALLOW, LOCATION};

use super::Plan;
use crate::auth::pass_unmatched;
use crate::exchange::Exchange;
use crate::message::Problem;
use crate::registry::Outcome;
use crate::routing::{self, Found};

/// A path that no route has, or not for this method.
///
/// The guards run first: somebody who may not call the API does not learn what is in it. A path with
/// a public route is no secret, and a slash too many is put right for everybody.
pub(super) async fn unmatched<R: Send + Sync + 'static>(
    plan: &Plan<R>,
    found: Found,
    ex: &mut Exchange<R>,
) -> Outcome<R> {
    let method = ex.request.method().as_str().to_owned();
    let (allow, public) = match found {
        Found::OtherMethods { allow, public } => (Some(allow), public),
        _ => (None, false),
    };
    if allow.is_none()
        && let Some(path) = routing::toggled_slash(ex.request.uri().path())
        && let Some(decoded) = routing::decode(&path)
        && matches!(plan.table.find(&method, &decoded), Found::Entry(..))
    {
        let query = ex.request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
        ex.response.status(307).content("").header(LOCATION, path + &query);
        return Ok(());
    }
    if !public && !pass_unmatched(&plan.around, ex).await? {
        return Ok(());
    }
    let Some(mut methods) = allow else {
        return Err(plan.record.refuse(Problem::not_found()));
    };
    for (implied, by) in [("HEAD", Some("GET")), ("OPTIONS", None)] {
        if !methods.contains(&implied) && by.is_none_or(|by| methods.contains(&by)) {
            methods.push(implied);
        }
    }
    let allow = methods.join(", ");
    if method == "OPTIONS" {
        ex.response.status(204).header(ALLOW, allow);
        return Ok(());
    }
    Err(plan.record.refuse(Problem::method_not_allowed(allow)))
}
