//! Sessions for web pages.

use responder::prelude::*;

use crate::login::Credentials;

#[api]
pub struct Api {
    #[sessions]
    sessions: Sessions,
}

pub fn api() -> responder::Result<Api> {
    Ok(Api { sessions: Sessions::signed("your-production-secret-key-of-32-bytes-or-more")? })
}

#[get("/login")]
fn form() -> Html<&'static str> {
    Html(
        r#"<form method="post"><input name="username"><input name="password" type="password"><button>Log in</button></form>"#,
    )
}

#[post("/login")]
fn login(session: &Session, resp: &mut Response, #[body] who: Credentials) {
    if who.are_of("admin") {
        session.login(who.username());
        resp.redirect(Redirect::to("/dashboard").status(307));
    } else {
        resp.status(401).html("<p>Invalid credentials</p>");
    }
}

#[route("/dashboard")]
fn dashboard(session: &Session, resp: &mut Response) {
    match session.user::<String>() {
        Some(user) => resp.html(format!("<h1>Welcome, {user}!</h1>")),
        None => resp.redirect("/login"),
    };
}

#[route("/logout")]
fn logout(session: &Session, resp: &mut Response) {
    session.logout();
    resp.redirect("/login");
}
