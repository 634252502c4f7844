//! The pages under `docs/`: every program in them is compiled and run.

#[doc = include_str!("../docs/composition.md")]
mod composition {}

#[doc = include_str!("../docs/errors.md")]
mod errors {}

#[doc = include_str!("../docs/files.md")]
mod files {}

#[doc = include_str!("../docs/hooks.md")]
mod hooks {}

#[doc = include_str!("../docs/rate-limits.md")]
mod rate_limits {}

#[doc = include_str!("../docs/requests.md")]
mod requests {}

#[doc = include_str!("../docs/responses.md")]
mod responses {}

#[doc = include_str!("../docs/routing.md")]
mod routing {}

#[doc = include_str!("../docs/streaming.md")]
mod streaming {}

#[cfg(feature = "templates")]
#[doc = include_str!("../docs/templates.md")]
mod templates {}

#[doc = include_str!("../docs/validation.md")]
mod validation {}
