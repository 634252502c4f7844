//! The guard, in a module that has no route.

use crate::Api;
use responder::prelude::*;

#[before_request(guard)]
fn has_key(req: &Request) -> Result<(), Problem> {
    req.header("x-key").map(|_| ()).ok_or(abort(401))
}
