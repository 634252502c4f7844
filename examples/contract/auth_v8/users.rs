//! Who calls, by which scheme.

use responder::ScopeSet;
use responder::prelude::*;

use super::Api;

#[derive(Scope, Clone, Copy, PartialEq)]
pub enum Scope {
    #[scope("items:read")]
    ItemsRead,
    #[scope("items:write")]
    ItemsWrite,
    #[scope("items:delete")]
    ItemsDelete,
    Admin,
    Y,
}

#[derive(Role, Clone, Copy)]
pub enum Role {
    Admin,
}

/// A principal that is nothing but a name: the token, the key, the user.
macro_rules! named {
    ($($(#[$about:meta])* $name:ident),*) => {$(
        $(#[$about])*
        #[derive(Principal)]
        pub struct $name {
            pub name: String,
            #[principal(scope)]
            scopes: ScopeSet<Scope>,
        }

        impl $name {
            fn new(name: impl Into<String>) -> Self {
                $name { name: name.into(), scopes: ScopeSet::default() }
            }
        }
    )*};
}

named!(
    /// Whose token is one of the app's.
    Static,
    BasicUser,
    AdminAreaUser,
    HeaderKey,
    QueryKey,
    CookieKey,
    /// Whoever says so.
    HeaderUser
);

#[dependency]
fn static_token(#[bearer] token: &str, api: &Api) -> Option<Static> {
    api.tokens.verify(token).map(|_| Static::new(token))
}

#[dependency]
fn basic_user(#[basic(realm = "Restricted")] who: BasicCredentials, api: &Api) -> Option<BasicUser> {
    api.passwords.verify(who.as_str()).map(|_| BasicUser::new(who.username()))
}

#[dependency]
fn admin_area_user(#[basic(realm = "Admin Area")] who: BasicCredentials, api: &Api) -> Option<AdminAreaUser> {
    api.admin_passwords.verify(who.as_str()).map(|_| AdminAreaUser::new(who.username()))
}

#[dependency]
fn header_key(#[api_key(header = "X-API-Key")] key: &str, api: &Api) -> Option<HeaderKey> {
    api.header_keys.verify(key).map(|_| HeaderKey::new(key))
}

#[dependency]
fn query_key(#[api_key(query = "api_key")] key: &str, api: &Api) -> Option<QueryKey> {
    api.query_keys.verify(key).map(|_| QueryKey::new(key))
}

#[dependency]
fn cookie_key(#[api_key(cookie = "api_key")] key: &str, api: &Api) -> Option<CookieKey> {
    api.cookie_keys.verify(key).map(|_| CookieKey::new(key))
}

#[dependency]
fn header_user(req: &Request) -> Option<HeaderUser> {
    req.header("X-User").map(HeaderUser::new)
}

/// Whom a token names.
#[derive(Principal, Clone)]
pub struct Verified {
    pub name: &'static str,
    #[principal(role)]
    roles: Vec<Role>,
    #[principal(scope)]
    pub scopes: ScopeSet<Scope>,
}

impl Verified {
    fn new(name: &'static str, scopes: &[Scope]) -> Self {
        // The recorded app takes a scope of the role's name for the role.
        let roles = scopes.contains(&Scope::Admin).then_some(Role::Admin).into_iter().collect();
        Verified { name, roles, scopes: scopes.iter().copied().collect() }
    }
}

/// As a lookup in a database would be.
async fn verify(token: &str) -> Option<Verified> {
    Some(match token {
        "alice-token" => Verified::new("alice", &[Scope::ItemsRead]),
        "bob-token" => Verified::new("bob", &[Scope::ItemsRead, Scope::ItemsWrite]),
        "root-token" => Verified::new("root", &[Scope::ItemsRead, Scope::ItemsWrite, Scope::ItemsDelete, Scope::Admin]),
        "role-token" => Verified { roles: vec![Role::Admin], ..Verified::new("carol", &[]) },
        "plain-token" => Verified::new("dave", &[]),
        "perms-token" => Verified::new("erin", &[]),
        _ => return None,
    })
}

#[dependency]
async fn verified(#[bearer] token: &str) -> Option<Verified> {
    verify(token).await
}

/// The same, in a realm.
#[derive(Principal)]
pub struct InRealm {
    pub name: &'static str,
    #[principal(scope)]
    scopes: ScopeSet<Scope>,
}

#[dependency]
async fn in_realm(#[bearer(realm = "api")] token: &str) -> Option<InRealm> {
    verify(token).await.map(|user| InRealm { name: user.name, scopes: user.scopes })
}

/// Whose scopes stand in a claim of another name.
#[derive(Principal)]
pub struct Permitted {
    pub name: &'static str,
    #[principal(scope)]
    perms: ScopeSet<Scope>,
}

#[dependency]
async fn permitted(#[bearer] token: &str) -> Option<Permitted> {
    let user = verify(token).await?;
    let perms = if user.name == "erin" { "x y" } else { "" };
    let perms = perms.split(' ').filter_map(responder::Scope::from_name).collect();
    Some(Permitted { name: user.name, perms })
}

/// An administrator where nobody is welcome too: somebody else is refused.
pub struct OptionalAdmin {
    pub name: &'static str,
}

#[dependency]
fn optional_admin(user: Option<&Verified>) -> Result<Option<OptionalAdmin>, Forbidden> {
    match user {
        None => Ok(None),
        Some(user) if user.scopes.contains(&Scope::Admin) => Ok(Some(OptionalAdmin { name: user.name })),
        Some(_) => Err(Forbidden::needs_all_of(&["admin"])),
    }
}
