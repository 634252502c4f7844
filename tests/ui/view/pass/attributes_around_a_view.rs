// C12: attributes of access stand above or below, also under conditions
use responder::prelude::*;

#[api(access = explicit)]
struct Api;

#[before_request]
fn guard(#[bearer] _token: &str) -> Option<User> {
    None
}

#[derive(Principal)]
struct User;

struct Above;

/// Documented.
#[public]
#[allow(clippy::all)]
#[responder::route("/above")]
impl Above {
    /// A function.
    #[allow(unused)]
    fn on_get() {}
}

struct Below;

#[route("/below/{id:int}")]
#[cfg_attr(all(), responder::require(User))]
impl Below {
    fn on_request(_id: u64) {}

    async fn on_post(#[body] item: Value, _user: &User) -> Media<Value> {
        Media(item)
    }

    fn other(&self) {}
}

struct Each;

#[route("/each")]
impl Each {
    #[public]
    fn on_get() {}

    #[require(User)]
    #[cfg(all())]
    fn on_post() {}
}

#[put("/each")]
#[public]
fn beside() {}

fn main() {
    let names: Vec<_> = Api::routes().unwrap().iter().map(|route| (route.name, route.public)).collect();
    assert!(names.contains(&("Above::on_get", true)) && names.contains(&("Below::on_post", false)));
    assert!(names.contains(&("Each::on_get", true)) && names.contains(&("Each::on_post", false)));
    Below.other();
}
