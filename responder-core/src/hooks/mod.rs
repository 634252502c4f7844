//! Running providers and hooks.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use crate::exchange::Exchange;
use crate::registry::{Hook, Outcome, Phase, Provider, Step};

/// Runs one step.
pub(crate) async fn run<R: Send + Sync + 'static>(step: &Step<R>, ex: &mut Exchange<R>) -> Outcome<R> {
    match step {
        Step::Sync(call) => call(ex),
        Step::Async(call) => call(ex).await,
        Step::Blocking(call) => run_blocking(*call, ex).await,
    }
}

/// Moves the exchange to the blocking pool and back.
async fn run_blocking<R: Send + Sync + 'static>(
    call: fn(&mut Exchange<R>) -> Outcome<R>,
    ex: &mut Exchange<R>,
) -> Outcome<R> {
    let stand_in = Exchange::stand_in(Arc::clone(&ex.api));
    let mut moved = std::mem::replace(ex, stand_in);
    let done = tokio::task::spawn_blocking(move || {
        // Caught here, so that the exchange comes back whatever the handler does.
        let outcome = std::panic::catch_unwind(AssertUnwindSafe(|| call(&mut moved)));
        (moved, outcome)
    })
    .await;
    match done {
        Ok((moved, outcome)) => {
            *ex = moved;
            outcome.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        }
        Err(lost) => std::panic::resume_unwind(lost.try_into_panic().unwrap_or_else(|lost| Box::new(lost))),
    }
}

/// Makes each of these values, and what they need, unless this request has them already.
///
/// Ends early if one of them answers the request by setting a status or a body.
pub(crate) async fn provide<R: Send + Sync + 'static>(
    needs: &'static [Option<&'static Provider<R>>],
    ex: &mut Exchange<R>,
) -> Outcome<R> {
    for provider in needs.iter().flatten() {
        make(provider, ex).await?;
        if ex.is_answered() {
            break;
        }
    }
    Ok(())
}

/// Makes one value. The compiler refuses cycles among providers, so the walk ends.
pub(crate) async fn make<R: Send + Sync + 'static>(provider: &'static Provider<R>, ex: &mut Exchange<R>) -> Outcome<R> {
    // Those that wait for what they need; most need nothing that has to be made.
    let mut waiting = Vec::new();
    let (mut provider, mut next) = (provider, 0);
    loop {
        if !ex.provided.has(provider.key) {
            if let Some(need) = provider.needs.get(next) {
                next += 1;
                if let Some(need) = need {
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
        match waiting.pop() {
            Some(waited) => (provider, next) = waited,
            None => return Ok(()),
        }
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
