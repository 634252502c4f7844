//! Redirects.

use responder::prelude::*;

use super::Api;

#[route("/redirect")]
fn redirect(resp: &mut Response) {
    resp.redirect("/target");
}

#[route("/redirect/permanent")]
fn permanent() -> Redirect {
    Redirect::to("/target").status(308)
}

#[route("/redirect/{code:int}")]
fn with_status(code: u16) -> Redirect {
    Redirect::to("/target").status(code)
}

#[route("/redirect/no-text")]
fn without_text(resp: &mut Response) {
    resp.redirect("/target").content("");
}

#[route("/redirect/external")]
fn external() -> Redirect {
    Redirect::external("https://example.com/x")
}

#[route("/redirect/to")]
fn to(#[query(default = "/")] next: &str) -> Redirect {
    Redirect::to(next)
}

/// There is no redirect that takes whatever it is given: this one leads to a path of this origin, or to a URL.
#[route("/redirect/unsafe")]
fn anywhere(#[query(default = "/")] next: &str) -> Redirect {
    match next.starts_with('/') {
        true => Redirect::to(next),
        false => Redirect::external(next),
    }
}
