//! What the same service needs in every framework: its data, how tokens are verified, how it is started.

use std::net::{Ipv4Addr, SocketAddr};

use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::{Deserialize, Serialize};

/// All servers allocate in the same way.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Signs the tokens that `run` sends.
pub const SECRET: &str = "the secret of a benchmark that is no secret";

/// How many routes there are beside the measured ones.
pub const FURTHER: usize = 100;

pub const PLAINTEXT: &str = "Hello, World!";

#[derive(Serialize)]
pub struct Message {
    pub message: &'static str,
}

pub const MESSAGE: Message = Message { message: "Hello, World!" };

#[derive(Serialize)]
pub struct User {
    pub id: u64,
    pub name: &'static str,
}

impl User {
    pub fn new(id: u64) -> Self {
        User { id, name: "somebody" }
    }
}

/// The answer of `/admin/users`.
pub const USERS: [User; 2] = [User { id: 1, name: "admin" }, User { id: 2, name: "alice" }];

#[derive(Serialize)]
pub struct Me {
    pub user_id: u64,
    pub role: String,
}

/// A handler that waits for something that does not come.
pub async fn waits() -> &'static str {
    std::future::pending().await
}

/// The answer to an upload: how long it was.
pub fn length(text: &str) -> String {
    text.len().to_string()
}

/// What a token says.
#[derive(Clone, Deserialize)]
pub struct Claims {
    pub sub: String,
    pub role: String,
}

impl Claims {
    pub fn me(&self) -> Option<Me> {
        Some(Me { user_id: self.sub.parse().ok()?, role: self.role.clone() })
    }

    pub fn is_admin(&self) -> bool {
        self.role == "admin"
    }
}

/// Verifies tokens as most users of the other frameworks do.
pub struct Tokens {
    key: DecodingKey,
    rules: Validation,
}

impl Default for Tokens {
    fn default() -> Self {
        let mut rules = Validation::new(Algorithm::HS256);
        rules.set_required_spec_claims(&["exp", "sub"]);
        Tokens { key: DecodingKey::from_secret(SECRET.as_bytes()), rules }
    }
}

impl Tokens {
    /// The claims of the token in this value of `Authorization`; `None` is a 401.
    pub fn verify(&self, authorization: Option<&[u8]>) -> Option<Claims> {
        let token = authorization?.strip_prefix(b"Bearer ")?;
        jsonwebtoken::decode(token, &self.key, &self.rules).ok().map(|token| token.claims)
    }
}

/// How a server is to run: `server PORT [THREADS, 1 [WAY]]`.
pub struct Start {
    pub address: SocketAddr,
    pub threads: usize,
    /// For servers that can run in several ways.
    pub way: Option<String>,
}

impl Start {
    pub fn from_args() -> Self {
        let mut arguments = std::env::args().skip(1);
        let port = arguments.next().and_then(|port| port.parse().ok()).expect("usage: server PORT [THREADS [WAY]]");
        let threads = arguments.next().map_or(1, |threads| threads.parse().expect("a number of threads"));
        Start { address: (Ipv4Addr::LOCALHOST, port).into(), threads, way: arguments.next() }
    }

    /// Runs a server on tokio with this many threads, in the way that most programs do.
    pub fn block_on<T>(&self, server: impl Future<Output = T>) -> T {
        let mut runtime = match self.threads {
            1 => tokio::runtime::Builder::new_current_thread(),
            threads => {
                let mut runtime = tokio::runtime::Builder::new_multi_thread();
                runtime.worker_threads(threads);
                runtime
            }
        };
        runtime.enable_all().build().expect("a runtime").block_on(server)
    }
}
