//! What only a socket reaches, for the fuzz targets: it is there with `--cfg fuzzing`, and nowhere else.

use http::request::Parts;

use crate::limits::Limits;
use crate::serve::front::{Verdict, inspect};

/// What a request is refused with before the app sees it; `None` if it is not.
pub fn refused_at_the_front(head: &Parts) -> Option<u16> {
    match inspect(head, true, &Limits::new()) {
        Verdict::Pass | Verdict::AboutTheServer => None,
        Verdict::Refuse(problem) => Some(problem.status()),
    }
}
