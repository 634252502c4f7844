//! What a guard or dependency with `#[bearer]`, `#[basic]` or `#[api_key(..)]` is called with, and whether it is.

use std::borrow::Cow;

use crate::application::Application;
use crate::exchange::Exchange;
use crate::message::{BasicCredentials, Presented, Problem, Request, Scheme, Unauthenticated};
use crate::registry::{Credential, Failure};

/// Whether the function is called: `false` if the request has nothing for it, which leaves the rest to who
/// reads its value.
///
/// # Errors
/// 401 if there are credentials, but none for it, not enough, or unreadable ones: they are never taken for
/// nobody's. 403 if another site's page may have made a browser send them.
pub fn credentials<A: Application>(
    ex: &Exchange<A::Root>,
    taken: &'static [Credential],
) -> Result<bool, Failure<A::Root>> {
    let refuse = |refusal| Err((A::RECORD.unauthenticated)(refusal));
    let (mut given, mut lacking, mut unsuited) = (false, false, false);
    for Credential { scheme, optional } in taken {
        match ex.request().presents(scheme) {
            Presented::Credentials(_) => {
                if scheme.is_ambient() && !ex.cross_site && ex.request().may_be_forged() {
                    return Err(A::RECORD.refuse(Problem::cross_site()));
                }
                given = true;
            }
            Presented::Malformed => return refuse(Unauthenticated::invalid(schemes(taken), vec![*scheme])),
            Presented::Unsuited => (unsuited, lacking) = (true, lacking || !optional),
            Presented::Nothing => lacking |= !optional,
        }
    }
    match (given, lacking) {
        (true, false) => Ok(true),
        (false, _) if !unsuited => Ok(false),
        _ => refuse(Unauthenticated::missing(schemes(taken))),
    }
}

/// The answer to credentials for which the function returned `None`.
pub fn unknown_credentials<A: Application>(ex: &Exchange<A::Root>, taken: &'static [Credential]) -> Failure<A::Root> {
    let mut brought = schemes(taken);
    brought.retain(|scheme| ex.request().presents(scheme).credentials().is_some());
    (A::RECORD.unauthenticated)(Unauthenticated::invalid(schemes(taken), brought))
}

fn schemes(taken: &[Credential]) -> Vec<Scheme> {
    taken.iter().map(|taken| taken.scheme).collect()
}

/// The token or key; `None` if there is none.
pub fn secret_text<'r>(request: Option<&'r Request>, taken: &Credential) -> Option<Cow<'r, str>> {
    request?.presents(&taken.scheme).credentials()
}

/// What an argument marked `#[basic]` can be.
#[diagnostic::on_unimplemented(
    message = "`#[basic]` gives a name and a password, and not a `{Self}`",
    label = "take `BasicCredentials`, or `Option<BasicCredentials>` where another scheme will do"
)]
pub trait FromBasic: Sized {
    /// Reads it; `None` if there is nothing.
    fn from_basic(request: Option<&Request>) -> Option<Self>;
}

#[diagnostic::do_not_recommend]
impl FromBasic for BasicCredentials {
    fn from_basic(request: Option<&Request>) -> Option<Self> {
        request?.presents_basic().credentials()
    }
}
