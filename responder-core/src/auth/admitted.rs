//! The only place that lets a request through to a handler.

use super::principal::sole_principal;
use crate::exchange::Exchange;
use crate::hooks;
use crate::registry::{ApiRecord, Failure, Route};

/// Proof that a request has passed what its route asks for.
///
/// The handler stage takes one, and only [`admit`] makes them: code that skips access control does
/// not compile.
pub(crate) struct Admitted(());

/// Runs the guards of the matched route and checks its roles.
///
/// `None` if a guard has already answered by setting a status or a body.
pub(crate) async fn admit<R: Send + Sync + 'static>(
    route: &'static Route<R>,
    ex: &mut Exchange<R>,
) -> Result<Option<Admitted>, Failure<R>> {
    if route.access.public {
        return Ok(Some(Admitted(())));
    }
    if !pass_guards(route.api, ex).await? {
        return Ok(None);
    }
    // The compiler has seen that there is one principal; were there none, nobody would pass.
    let principal = sole_principal(route.api);
    for wanted in route.access.roles {
        if !principal.is_ok_and(|principal| (principal.has_any_role)(&ex.provided, wanted)) {
            return Err((route.api.forbid)(wanted));
        }
    }
    Ok(Some(Admitted(())))
}

/// Runs the guards that protect an API's routes; `false` if one of them has answered.
///
/// For itself, this is for requests that no route answers: only those who may call the API learn
/// which paths it does not have.
pub(crate) async fn pass_guards<R: Send + Sync + 'static>(
    api: &'static ApiRecord<R>,
    ex: &mut Exchange<R>,
) -> Result<bool, Failure<R>> {
    for guard in api.guards() {
        hooks::make(&guard.provider, ex).await?;
        if ex.is_answered() {
            return Ok(false);
        }
    }
    Ok(true)
}
