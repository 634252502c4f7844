// C6: a policy is named and not called
// errors: 4

use responder::prelude::*;

#[api]
struct Api;

#[policy]
fn owns() -> bool {
    true
}

#[get("/called")]
#[require(owns())]
fn called() {}

#[get("/text")]
#[require("owns")]
fn text() {}

#[get("/closure")]
#[require(|user| true)]
fn closure() {}

#[get("/not")]
#[require(!owns)]
fn not() {}

fn main() {}
