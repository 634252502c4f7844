//! An app made of parts: nested APIs, one API in two places, services of other crates, and layers around all of it.

mod layer;
mod routers;

use std::io;

use responder::prelude::*;
use responder::{App, MountPrefix, Mounted};
use tower_layer::layer_fn;

use crate::foreign::{Answer, foreign};
use layer::Named;

#[api(title = "Composition")]
pub struct Api;

pub fn app() -> responder::Result<App<Api>> {
    let app = Api
        .include("/api", routers::users::Api)?
        .include("/legacy/api", routers::users::Api)?
        .include("/inner", routers::inner::Api)?
        .mount("/sub", open(|head, _| shown("sub", head)))?
        .mount("/sub/special", open(|head, _| shown("special", head)))?
        .mount("/trail", open(|head, _| shown("trail", head)))?
        .mount("/wsgi", open(gateway))?
        .mount("/broken", open(|_, _| Err(io::Error::other("broken"))))?;
    Ok(app.layer(layer_fn(|inner| Named { name: "a", inner })).layer(layer_fn(|inner| Named { name: "b", inner })))
}

fn open(answer: Answer) -> Mounted {
    Mounted::new(foreign(answer)).public()
}

/// What a service of this name was asked.
fn shown(name: &str, head: &hyper::http::request::Parts) -> io::Result<hyper::Response<String>> {
    let prefix = head.extensions.get::<MountPrefix>().map_or("", MountPrefix::as_str);
    Ok(crate::foreign::text(format!("{name} {} {} {prefix}", head.method, head.uri.path())))
}

/// A service in the manner of CGI, which is what WSGI is for Python.
fn gateway(head: &hyper::http::request::Parts, body: &[u8]) -> io::Result<hyper::Response<String>> {
    let script = head.extensions.get::<MountPrefix>().map_or("", MountPrefix::as_str);
    let (method, path, query) = (&head.method, head.uri.path(), head.uri.query().unwrap_or_default());
    let body = String::from_utf8_lossy(body);
    let mut answer = crate::foreign::text(format!("wsgi {method} {script} {path} {query} {body}"));
    answer.headers_mut().insert("x-wsgi", "1".parse().map_err(io::Error::other)?);
    Ok(answer)
}

#[before_request]
fn stamp(resp: &mut Response) {
    resp.header("x-stamp", "1");
}

#[get("/sub/own-route")]
fn own_route() -> Value {
    json!({ "own": true })
}

#[get("/hookedx")]
fn outside() -> Value {
    json!({ "outside": true })
}
