//! The pages under `docs/`: every program in them is compiled and run.

#[doc = include_str!("../docs/requests.md")]
mod requests {}

#[doc = include_str!("../docs/responses.md")]
mod responses {}

#[cfg(feature = "templates")]
#[doc = include_str!("../docs/templates.md")]
mod templates {}

#[doc = include_str!("../docs/validation.md")]
mod validation {}
