// C8: a route is a function
// errors: 4
#![allow(unused)]

use responder::prelude::*;

#[api]
struct Api;

#[get("/struct")]
struct Index;

#[get("/module")]
mod index {}

#[get("/constant")]
const INDEX: u32 = 1;

#[get("/use")]
use std::fmt as _;

fn main() {}
