//! What answers in place of a handler: files, a service, another app.

use std::sync::Arc;

use super::{Included, Target, Visit};
use crate::auth::{Admitted, Gate, pass_gate};
use crate::exchange::Exchange;
use crate::mounted::MountedService;
use crate::registry::{ApiRecord, Outcome};
use crate::static_files::Directories;

/// Stage 5 for a file of a directory.
pub(super) async fn file<R>(
    files: &Directories,
    _: Admitted,
    api: &'static ApiRecord<R>,
    ex: &mut Exchange<R>,
) -> Outcome<R> {
    let name = ex.named_param(Target::<R>::FILE).to_owned();
    let found = files.find(ex.request.method(), &name).await;
    ex.response.file(found.map_err(|problem| api.refuse(problem))?);
    Ok(())
}

/// Stage 5 for a mounted service.
pub(super) async fn serve<R>(
    service: &MountedService,
    _: Admitted,
    api: &'static ApiRecord<R>,
    ex: &mut Exchange<R>,
) -> Outcome<R> {
    let mut answer = ex.response.blank();
    service.answer(&mut ex.request, &mut answer).await.map_err(|problem| api.refuse(problem))?;
    ex.absorb(answer);
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
