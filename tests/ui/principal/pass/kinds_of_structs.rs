// C6: principals of every shape

use responder::prelude::*;

#[derive(Role)]
enum Role {
    Admin,
}

#[derive(Principal)]
pub struct Unit;

#[derive(Principal)]
struct Tuple(u64, #[principal(role)] Vec<Role>);

#[derive(Principal)]
pub(crate) struct Named {
    /// Documented.
    #[principal(role)]
    #[allow(dead_code)]
    pub r#type: Option<Role>,
}

fn main() {}
