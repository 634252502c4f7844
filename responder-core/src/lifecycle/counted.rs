//! Requests against what their clients may make.

use std::pin::pin;
use std::time::Duration;

use super::caught::catch;
use super::{Plan, Planned};
use crate::deadline::Clock;
use crate::exchange::Exchange;
use crate::rate_limit::{RateLimit, Standing};
use crate::registry::Outcome;

/// Counts a request for the limit of all routes, and then for that of its own, if it has one.
pub(super) async fn count<R: Send + Sync + 'static>(
    plan: &Plan<R>,
    planned: Option<&Planned<R>>,
    limit: Option<&RateLimit>,
    ex: &Exchange<R>,
    time: Option<Duration>,
    standing: &mut Option<Standing>,
) -> Outcome<R> {
    let own = planned.and_then(|planned| planned.rate_limit(&plan.api));
    // One that only asks whether it would be let in is no request of a client.
    if (limit.is_none() && own.is_none()) || ex.knock().is_some() {
        return Ok(());
    }
    let api = planned.map_or(plan.record, |planned| planned.api(plan.record));
    let clock = Clock::new(time, &ex.request);
    let counting = async {
        for limit in [limit, own].into_iter().flatten() {
            limit.count(&ex.request, standing).await.map_err(|problem| api.refuse(problem))?;
        }
        Ok(())
    };
    catch(pin!(counting), api, &clock).await
}
