//! Requests that no route answers.

use std::pin::pin;
use std::time::Duration;

use http::header::{ALLOW, LOCATION};

use super::caught::catch;
use super::closing::settle;
use super::counted::count;
use super::{Plan, Planned, answer, conclude};
use crate::auth::{Gate, pass_unmatched};
use crate::deadline::Clock;
use crate::exchange::Exchange;
use crate::message::{Problem, Request};
use crate::rate_limit::RateLimit;
use crate::registry::Outcome;
use crate::routing::{self, Found, Missing};

/// All stages for a request that no route answers: a default route, or else a redirect, 404 or 405.
///
/// It counts for the limits of its client where there are guards, which run here as well: whoever tries keys need not know
/// a path.
pub(super) async fn answer_unmatched<R: Send + Sync + 'static>(
    plan: &Plan<R>,
    missing: Missing,
    rate_limit: Option<&RateLimit>,
    ex: &mut Exchange<R>,
    time: Option<Duration>,
) {
    let elsewhere = other_slash(plan, &missing, &ex.request);
    // Two slashes in a row may be one to somebody else, and then it lies below another prefix.
    let is_clear = missing == Missing::Nothing && elsewhere.is_none() && !ex.request.path().contains("//");
    let default = if is_clear { plan.default_for(ex.request.path()) } else { None };
    let is_guarded = plan.around(ex.request.path()).is_some_and(Gate::asks);
    let rate_limit = rate_limit.filter(|_| is_guarded || default.is_some());
    let mut standing = None;
    let counted = count(plan, default, rate_limit, ex, time, &mut standing).await;
    match (default, counted) {
        (Some(planned), Ok(())) => {
            let outcome = by_default(plan, planned, ex, time).await;
            if outcome.is_ok() && ex.response.get_status().is_none() {
                ex.response.status(404);
            }
            conclude(plan, planned, ex, time, outcome).await;
        }
        (None, Ok(())) => {
            let clock = Clock::new(time, &ex.request);
            let outcome = catch(pin!(unmatched(plan, missing, elsewhere, ex)), plan.record, &clock).await;
            if let Err(failure) = outcome {
                settle(plan, failure, ex).await;
            }
        }
        (_, Err(failure)) => settle(plan, failure, ex).await,
    }
    if let Some(standing) = standing {
        standing.write(&mut ex.response);
    }
}

/// Stages 2 to 5 for a default route, behind the guards of whatever part of the API the path lies in.
async fn by_default<R: Send + Sync + 'static>(
    plan: &Plan<R>,
    planned: &Planned<R>,
    ex: &mut Exchange<R>,
    time: Option<Duration>,
) -> Outcome<R> {
    let inner = plan.around(ex.request.path()).filter(|around| around.api.id != planned.gate.api.id);
    if let (Some(inner), false) = (inner, planned.gate.public) {
        let clock = Clock::new(time, &ex.request);
        let mut passed = false;
        let passing = async {
            passed = pass_unmatched(inner, ex).await?;
            Ok(())
        };
        catch(pin!(passing), inner.api, &clock).await?;
        if !passed {
            return Ok(());
        }
    }
    answer(plan, planned, ex, time).await
}

/// Where a path that no route has would be one, with a slash more or less at its end.
fn other_slash<R>(plan: &Plan<R>, missing: &Missing, request: &Request) -> Option<String> {
    if !plan.record.redirect_slashes || *missing != Missing::Nothing {
        return None;
    }
    let path = routing::toggled_slash(request.uri().path())?;
    let found = plan.table.find(request.method().as_str(), &routing::decode(&path)?);
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    matches!(found, Found::Entry(..)).then(|| path + &query)
}

/// A path that no route has, or not for this method; `elsewhere` is where it would be one.
///
/// The guards run first: somebody who may not call the API does not learn what is in it. A path with
/// a public route is no secret, and a slash too many is put right for everybody.
async fn unmatched<R: Send + Sync + 'static>(
    plan: &Plan<R>,
    missing: Missing,
    elsewhere: Option<String>,
    ex: &mut Exchange<R>,
) -> Outcome<R> {
    if let Some(location) = elsewhere {
        ex.response.status(307).content("").header(LOCATION, location);
        return Ok(());
    }
    let method = ex.request.method().as_str().to_owned();
    let (allow, public) = match missing {
        Missing::OtherMethods { allow, public } => (Some(allow), public),
        _ => (None, false),
    };
    if let (Some(around), false) = (plan.around(ex.request.path()), public)
        && !pass_unmatched(around, ex).await?
    {
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
