//! The service with responder, as the authentication guide has it: `server PORT [THREADS [WAY]]`.
//!
//! `shared`, `workers`: how connections are shared out. `HS256`, `RS256`, `ES256`: what signs the tokens.

use std::time::{Duration, Instant};

use peers_service::{MESSAGE, Message, PLAINTEXT, SECRET, Start, USERS, User, length};
use responder::JwtAlgorithm;
use responder::prelude::*;
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;

#[api]
struct Api {
    jwt: JwtKeys,
}

#[derive(Role, Clone, Copy, PartialEq)]
enum Role {
    Admin,
    User,
}

#[derive(Serialize, Deserialize, Principal, Clone)]
struct Claims {
    sub: u64,
    #[principal(role)]
    role: Role,
}

#[before_request]
fn auth_guard(#[bearer] token: &str, api: &Api) -> Result<Claims, JwtError> {
    api.jwt.verify(token)
}

#[get("/plaintext")]
#[public]
fn plaintext() -> &'static str {
    PLAINTEXT
}

/// The same as an async function, which does not wait.
#[get("/async")]
#[public]
async fn later() -> &'static str {
    PLAINTEXT
}

#[get("/json")]
#[public]
fn message() -> Media<Message> {
    Media(MESSAGE)
}

#[get("/users/{id:int}")]
#[public]
fn user(id: u64) -> Media<User> {
    Media(User::new(id))
}

#[derive(Serialize)]
struct Me {
    user_id: u64,
    role: Role,
}

#[get("/me")]
fn me(claims: &Claims) -> Media<Me> {
    Media(Me { user_id: claims.sub, role: claims.role })
}

#[get("/admin/users")]
#[require_role("admin")]
fn users() -> Media<&'static [User]> {
    Media(&USERS)
}

/// What `me` answers, for everybody.
#[get("/open/me")]
#[public]
fn open_me() -> Media<Me> {
    Media(Me { user_id: 1, role: Role::Admin })
}

/// A token for `me`.
#[get("/token")]
#[public]
fn token(api: &Api) -> Result<String, Problem> {
    let lasts = Duration::from_secs(24 * 3600);
    api.jwt.issue_for(&Claims { sub: 1, role: Role::Admin }, lasts).map_err(|_| abort(500))
}

#[get("/waits")]
#[public]
async fn waits() -> &'static str {
    peers_service::waits().await
}

#[post("/upload")]
#[public]
async fn upload(req: &Request) -> Result<String, BodyError> {
    Ok(length(&req.text().await?))
}

/// Holds its thread for 50 ms, as no handler should.
#[get("/slow")]
#[public]
fn slow() {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_millis(50) {
        std::hint::spin_loop();
    }
}

macro_rules! further {
    ($($name:ident $path:literal)*) => { $(
        #[get($path)]
        #[public]
        fn $name(id: &str) -> String {
            id.to_owned()
        }
    )* };
}

further! {
    r0 "/r0/items/{id}" r1 "/r1/items/{id}" r2 "/r2/items/{id}" r3 "/r3/items/{id}"
    r4 "/r4/items/{id}" r5 "/r5/items/{id}" r6 "/r6/items/{id}" r7 "/r7/items/{id}"
    r8 "/r8/items/{id}" r9 "/r9/items/{id}" r10 "/r10/items/{id}" r11 "/r11/items/{id}"
    r12 "/r12/items/{id}" r13 "/r13/items/{id}" r14 "/r14/items/{id}" r15 "/r15/items/{id}"
    r16 "/r16/items/{id}" r17 "/r17/items/{id}" r18 "/r18/items/{id}" r19 "/r19/items/{id}"
    r20 "/r20/items/{id}" r21 "/r21/items/{id}" r22 "/r22/items/{id}" r23 "/r23/items/{id}"
    r24 "/r24/items/{id}" r25 "/r25/items/{id}" r26 "/r26/items/{id}" r27 "/r27/items/{id}"
    r28 "/r28/items/{id}" r29 "/r29/items/{id}" r30 "/r30/items/{id}" r31 "/r31/items/{id}"
    r32 "/r32/items/{id}" r33 "/r33/items/{id}" r34 "/r34/items/{id}" r35 "/r35/items/{id}"
    r36 "/r36/items/{id}" r37 "/r37/items/{id}" r38 "/r38/items/{id}" r39 "/r39/items/{id}"
    r40 "/r40/items/{id}" r41 "/r41/items/{id}" r42 "/r42/items/{id}" r43 "/r43/items/{id}"
    r44 "/r44/items/{id}" r45 "/r45/items/{id}" r46 "/r46/items/{id}" r47 "/r47/items/{id}"
    r48 "/r48/items/{id}" r49 "/r49/items/{id}" r50 "/r50/items/{id}" r51 "/r51/items/{id}"
    r52 "/r52/items/{id}" r53 "/r53/items/{id}" r54 "/r54/items/{id}" r55 "/r55/items/{id}"
    r56 "/r56/items/{id}" r57 "/r57/items/{id}" r58 "/r58/items/{id}" r59 "/r59/items/{id}"
    r60 "/r60/items/{id}" r61 "/r61/items/{id}" r62 "/r62/items/{id}" r63 "/r63/items/{id}"
    r64 "/r64/items/{id}" r65 "/r65/items/{id}" r66 "/r66/items/{id}" r67 "/r67/items/{id}"
    r68 "/r68/items/{id}" r69 "/r69/items/{id}" r70 "/r70/items/{id}" r71 "/r71/items/{id}"
    r72 "/r72/items/{id}" r73 "/r73/items/{id}" r74 "/r74/items/{id}" r75 "/r75/items/{id}"
    r76 "/r76/items/{id}" r77 "/r77/items/{id}" r78 "/r78/items/{id}" r79 "/r79/items/{id}"
    r80 "/r80/items/{id}" r81 "/r81/items/{id}" r82 "/r82/items/{id}" r83 "/r83/items/{id}"
    r84 "/r84/items/{id}" r85 "/r85/items/{id}" r86 "/r86/items/{id}" r87 "/r87/items/{id}"
    r88 "/r88/items/{id}" r89 "/r89/items/{id}" r90 "/r90/items/{id}" r91 "/r91/items/{id}"
    r92 "/r92/items/{id}" r93 "/r93/items/{id}" r94 "/r94/items/{id}" r95 "/r95/items/{id}"
    r96 "/r96/items/{id}" r97 "/r97/items/{id}" r98 "/r98/items/{id}" r99 "/r99/items/{id}"
}

const RSA: &str = include_str!("../../../../responder-core/src/auth/jwt/test_keys/rsa.pem");
const P256: &str = include_str!("../../../../responder-core/src/auth/jwt/test_keys/p256.pem");

fn main() -> responder::Result {
    let mut start = Start::from_args();
    let jwt = match start.way.as_deref() {
        Some("RS256") => JwtKeys::private_pem(JwtAlgorithm::RS256, RSA)?,
        Some("ES256") => JwtKeys::private_pem(JwtAlgorithm::ES256, P256)?,
        _ => JwtKeys::hs256(SECRET)?,
    };
    let workers = match start.way.as_deref() {
        // Those answer; the runtime here accepts.
        Some("workers") => std::mem::replace(&mut start.threads, 1),
        _ => 0,
    };
    start.block_on(async {
        let listener = TcpListener::bind(start.address).await?;
        Api { jwt }.into_app()?.workers(workers).serve(listener).await
    })
}
