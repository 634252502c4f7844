// C4: below and above a malformed path, the function is checked
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

#[get("/{id")]
#[must_use]
/// Documented.
pub(crate) async fn user(_id: u64) -> u32 {
    "text"
}

fn main() {}
