//! Pages made of templates.

use responder::TemplateError;
use responder::prelude::*;

use super::Api;

#[route("/template")]
fn hello(#[query] name: &str, api: &Api) -> Result<Html<String>, TemplateError> {
    api.templates.render("hello.html", &json!({ "name": name }))
}

#[route("/template/list")]
fn list(api: &Api) -> Result<Html<String>, TemplateError> {
    api.templates.render("list.html", &json!({ "items": ["a", "<b>"] }))
}

#[route("/template/string")]
fn string(api: &Api) -> Result<Html<String>, TemplateError> {
    api.templates.render_str("Hello, {{ name }}!", &json!({ "name": "<i>" }))
}
