//! Sessions for web pages: `cargo run --example sessions`, then open http://localhost:5042/.

use responder::prelude::*;
use serde::Deserialize;

#[api(title = "Sessions")]
pub struct Api {
    #[sessions]
    sessions: Sessions,
}

pub struct User {
    name: String,
}

pub struct LoginRequired;

#[before_request]
fn logged_in(session: &Session) -> Result<User, LoginRequired> {
    session.user().map(|name| User { name }).ok_or(LoginRequired)
}

/// A browser is sent to the login page instead of being told 401.
#[exception_handler]
fn login_first(_exc: LoginRequired, resp: &mut Response) {
    resp.redirect("/login");
}

#[derive(Deserialize)]
pub struct Login {
    username: String,
    password: String,
}

#[get("/login")]
#[public]
fn login_page() -> Html<String> {
    page("Log in", LOGIN_FORM)
}

#[post("/login")]
#[public]
fn login(session: &Session, resp: &mut Response, #[body] form: Login) {
    if (form.username.as_str(), form.password.as_str()) == ("admin", "secret") {
        session.login(form.username);
        resp.redirect("/dashboard");
    } else {
        resp.status(401).html(page("Log in", &format!("<p role=\"alert\">Invalid credentials</p>{LOGIN_FORM}")).0);
    }
}

#[get("/")]
fn index(resp: &mut Response) {
    resp.redirect("/dashboard");
}

#[get("/dashboard")]
fn dashboard(user: &User) -> Html<String> {
    let name = escape(&user.name);
    page("Dashboard", &format!("<h1>Welcome, {name}!</h1>{LOGOUT_FORM}"))
}

#[post("/logout")]
fn logout(session: &Session, resp: &mut Response) {
    session.logout();
    resp.redirect("/login");
}

const LOGIN_FORM: &str = r#"<form method="post" action="/login">
  <h1>Log in</h1>
  <label>User name <input name="username" autocomplete="username" required autofocus></label>
  <label>Password <input name="password" type="password" autocomplete="current-password" required></label>
  <button>Log in</button>
</form>"#;

const LOGOUT_FORM: &str = r#"<form method="post" action="/logout"><button>Log out</button></form>"#;

fn page(title: &str, body: &str) -> Html<String> {
    Html(format!(
        r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
  body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 22rem; margin: 4rem auto; padding: 0 1rem }}
  label {{ display: block; margin: .75rem 0 }}
  input {{ display: block; width: 100%; box-sizing: border-box; font: inherit; padding: .4rem }}
  button {{ font: inherit; padding: .4rem 1.2rem }}
  [role=alert] {{ color: #a00 }}
</style>
<main>{body}</main>
</html>"#
    ))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[tokio::main]
async fn main() -> responder::Result {
    Api { sessions: Sessions::from_env()? }.run().await
}

pub fn api() -> Api {
    Api { sessions: Sessions::signed("a secret for the tests of this example").expect("long enough") }
}
