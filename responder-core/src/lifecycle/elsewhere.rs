//! What answers a request in place of a handler: a file of a directory, or an app with a state of its own.

use std::sync::Arc;

use super::plan::{Included, Target, Visit};
use crate::auth::{Admitted, Gate, pass_gate};
use crate::exchange::Exchange;
use crate::registry::{ApiRecord, Outcome};
use crate::static_files::Mounted;

/// Stage 5 for a file of a directory.
pub(super) async fn file<R>(
    files: &Mounted,
    _: Admitted,
    api: &'static ApiRecord<R>,
    ex: &mut Exchange<R>,
) -> Outcome<R> {
    let name = ex.named_param(Target::<R>::FILE).to_owned();
    let found = files.find(ex.request.method(), &name).await;
    ex.response.file(found.map_err(|problem| api.refuse(problem))?);
    Ok(())
}

/// Stages 3 to 5 for a route of an included app: the guards here, then all stages there.
pub(super) async fn include<R: Send + Sync + 'static>(
    app: &dyn Included,
    entry: usize,
    gate: &Gate<R>,
    ex: &mut Exchange<R>,
) -> Outcome<R> {
    if !pass_gate(gate, ex).await? {
        return Ok(());
    }
    // Only the request and the response go there: what guards here provide is not for guards there.
    let here = Exchange::stand_in(Arc::clone(&ex.api));
    let Exchange { request, response, .. } = here;
    let visit = Visit {
        request: std::mem::replace(&mut ex.request, request),
        response: std::mem::replace(&mut ex.response, response),
        staged: ex.staged.take(),
    };
    ex.is_away = true;
    let Visit { request, response, staged } = app.answer(entry, visit).await;
    (ex.request, ex.response, ex.staged, ex.is_away) = (request, response, staged, false);
    Ok(())
}
