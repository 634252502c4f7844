//! Running providers and hooks.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use crate::exchange::Exchange;
use crate::message::{Problem, Unauthenticated};
use crate::registry::{Absence, ApiRecord, Hook, Later, Need, Outcome, Phase, Provider, Replied, Step};

/// Runs one step.
pub(crate) async fn run<R: Send + Sync + 'static, T: Send + 'static>(
    step: &Step<R, T>,
    ex: &mut Exchange<R>,
) -> Outcome<R, T> {
    match step {
        Step::Sync(call) => call(ex),
        Step::Async(call) => call(ex)?.await,
        Step::Blocking(call) => run_blocking(*call, ex).await,
    }
}

/// Runs two handlers after each other, as one: what the second one writes stands above what the first one has.
pub fn in_turn<R: Send + Sync + 'static>(
    ex: &mut Exchange<R>,
    first: Step<R, Replied>,
    second: Step<R, Replied>,
) -> Later<'_, R> {
    Ok(Box::pin(async move {
        if let Some(reply) = run(&first, ex).await? {
            ex.absorb(*reply);
        }
        run(&second, ex).await
    }))
}

/// Moves the exchange to the blocking pool and back.
async fn run_blocking<R: Send + Sync + 'static, T: Send + 'static>(
    call: fn(&mut Exchange<R>) -> Outcome<R, T>,
    ex: &mut Exchange<R>,
) -> Outcome<R, T> {
    let stand_in = Exchange::stand_in(Arc::clone(&ex.api));
    let mut moved = std::mem::replace(ex, stand_in);
    let mut task = Queued(tokio::task::spawn_blocking(move || {
        // Caught here, so that the exchange comes back whatever the handler does.
        let outcome = std::panic::catch_unwind(AssertUnwindSafe(|| call(&mut moved)));
        (moved, outcome)
    }));
    match (&mut task.0).await {
        Ok((moved, outcome)) => {
            *ex = moved;
            outcome.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        }
        Err(lost) => std::panic::resume_unwind(lost.try_into_panic().unwrap_or_else(|lost| Box::new(lost))),
    }
}

/// A job of the blocking pool, taken from its queue when nobody waits for it any more.
struct Queued<T>(tokio::task::JoinHandle<T>);

impl<T> Drop for Queued<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Makes what a function of `api` reads, and what that needs, unless this request has it already.
///
/// Ends early if one of them answers the request by setting a status or a body, and with an error if
/// something required is not there.
pub(crate) async fn provide<R: Send + Sync + 'static>(
    needs: &'static [Need<R>],
    api: &'static ApiRecord<R>,
    ex: &mut Exchange<R>,
) -> Outcome<R> {
    for need in needs {
        let Some(provider) = need.provider else { continue };
        make(provider, api, ex).await?;
        if ex.is_answered() {
            break;
        }
        if need.required {
            present(provider, api, ex)?;
        }
    }
    Ok(())
}

/// That a provider which has run has made a value.
pub(crate) fn present<R>(provider: &Provider<R>, api: &'static ApiRecord<R>, ex: &Exchange<R>) -> Outcome<R> {
    if ex.provided.has(provider.key) {
        return Ok(());
    }
    Err(match provider.absence {
        Absence::Unauthenticated => (api.unauthenticated)(Unauthenticated::missing(provider.all_schemes())),
        Absence::NotFound => api.refuse(Problem::not_found()),
        Absence::Never => api.refuse(Problem::internal()),
    })
}

/// Runs one provider. The compiler refuses cycles among providers, so the walk ends.
pub(crate) async fn make<R: Send + Sync + 'static>(
    provider: &'static Provider<R>,
    api: &'static ApiRecord<R>,
    ex: &mut Exchange<R>,
) -> Outcome<R> {
    // Those that wait for what they need; most need nothing that has to be made.
    let mut waiting: Vec<(&'static Provider<R>, usize)> = Vec::new();
    let (mut provider, mut next) = (provider, 0);
    loop {
        if !ex.provided.is_settled(provider.key) {
            if let Some(need) = provider.needs.get(next) {
                next += 1;
                if let Some(need) = need.provider {
                    waiting.push((provider, next));
                    (provider, next) = (need, 0);
                }
                continue;
            }
            run(&provider.make, ex).await?;
            if ex.is_answered() {
                return Ok(());
            }
        }
        let Some((waited, at)) = waiting.pop() else { return Ok(()) };
        if waited.needs[at - 1].required {
            present(provider, api, ex)?;
        }
        (provider, next) = (waited, at);
    }
}

/// Hooks in the order in which they run: those of an API around those of its parts.
pub(crate) fn sort<R: 'static>(hooks: &mut [&'static Hook<R>]) {
    hooks.sort_by_key(|hook| {
        let depth = hook.api.lineage().count();
        let layer = if hook.phase == Phase::Before { depth } else { usize::MAX - depth };
        (layer, hook.order, hook.place)
    });
}
