//! Passwords, hashed so that a stolen list of hashes is of little use.

use std::sync::Arc;
use std::thread::available_parallelism;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::message::Problem;

/// How long a password can be, in bytes: longer ones only cost time.
const MAX_PASSWORD: usize = 1024;

/// What a stored hash may ask for at most, lest one of them stops the server: 1 GiB, and 64 passes over it.
const MAX_MEMORY_KIB: u32 = 1024 * 1024;
const MAX_PASSES: u32 = 64;

/// How many calls wait for each that runs; the rest is refused at once.
const WAITING: usize = 16;

/// Hashes and verifies passwords with Argon2id (RFC 9106), away from the threads that serve requests.
///
/// A hash is a text of about 100 characters that holds its own salt and cost:
/// `$argon2id$v=19$m=19456,t=2,p=1$..`. As many run at a time as there are processors, each with 19 MiB of memory.
/// Clones share that limit.
///
/// ```
/// use responder::{PasswordError, Passwords};
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), PasswordError> {
/// # let cheap = Passwords::new().cost(64, 1);
/// let passwords = Passwords::new();
/// # let passwords = cheap;
/// let hash = passwords.hash("correct horse battery staple").await?;
/// assert!(passwords.verify("correct horse battery staple", Some(&hash)).await?);
/// assert!(!passwords.verify("Tr0ub4dor&3", Some(&hash)).await?);
/// // Nobody has that name: it takes as long as if somebody had.
/// assert!(!passwords.verify("Tr0ub4dor&3", None).await?);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Passwords {
    memory_kib: u32,
    passes: u32,
    running: Arc<Semaphore>,
    admitted: Arc<Semaphore>,
}

/// Why a password could not be hashed or verified; the answer is a problem, and tells nothing of the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PasswordError {
    /// It is longer than 1024 bytes: 422. Only where a new one is hashed; a wrong one is merely wrong.
    TooLong,
    /// Too many others are being verified: 503, with `Retry-After`.
    Busy,
    /// What was stored is no hash of Argon2, or one that costs more than 1 GiB or 64 passes: 500.
    Unreadable,
}

impl Default for Passwords {
    fn default() -> Self {
        Passwords::new()
    }
}

impl Passwords {
    /// With 19 MiB and two passes for each password, the least that OWASP's *Password Storage Cheat Sheet* advises.
    pub fn new() -> Self {
        let processors = available_parallelism().map_or(1, std::num::NonZero::get);
        Passwords {
            memory_kib: Params::DEFAULT_M_COST,
            passes: Params::DEFAULT_T_COST,
            running: Arc::new(Semaphore::new(processors)),
            admitted: Arc::new(Semaphore::new(processors * WAITING)),
        }
    }

    /// The cost of new hashes: the memory in KiB, 8 to 1048576, and the passes over it, 1 to 64. What is outside of
    /// that is taken for the next that is inside.
    ///
    /// Hashes that were made with another cost are still verified; [`is_outdated`](Self::is_outdated) tells them.
    pub fn cost(mut self, memory_kib: u32, passes: u32) -> Self {
        self.memory_kib = memory_kib.clamp(Params::MIN_M_COST, MAX_MEMORY_KIB);
        self.passes = passes.clamp(Params::MIN_T_COST, MAX_PASSES);
        self
    }

    /// The hash of a new password.
    ///
    /// # Errors
    /// [`PasswordError::TooLong`], [`PasswordError::Busy`].
    pub async fn hash(&self, password: &str) -> Result<String, PasswordError> {
        if password.len() > MAX_PASSWORD {
            return Err(PasswordError::TooLong);
        }
        let (password, hasher) = (password.to_owned(), self.hasher());
        self.run(move || {
            let hash = hasher.hash_password(password.as_bytes());
            hash.map(|hash| hash.to_string()).map_err(|_| PasswordError::Unreadable)
        })
        .await
    }

    /// Whether it is the password of this hash; `None` is nobody's, and takes as long as a hash of the cost that new
    /// ones have. While there are hashes of another cost (see [`is_outdated`](Self::is_outdated)), those take longer
    /// or shorter.
    ///
    /// # Errors
    /// [`PasswordError::Unreadable`] for what is no hash, [`PasswordError::Busy`].
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, PasswordError> {
        // What is too long was never hashed, so it is wrong; the work is done all the same.
        let end = password.floor_char_boundary(MAX_PASSWORD);
        let (password, hasher, fits) = (password[..end].to_owned(), self.hasher(), end == password.len());
        let hash = hash.map(str::to_owned);
        self.run(move || {
            let Some(hash) = hash else {
                return hasher.hash_password(password.as_bytes()).map(|_| false).map_err(|_| PasswordError::Unreadable);
            };
            let hash = PasswordHash::new(&hash).map_err(|_| PasswordError::Unreadable)?;
            let params = Params::try_from(&hash).map_err(|_| PasswordError::Unreadable)?;
            let known =
                Algorithm::try_from(hash.algorithm.as_str()).is_ok() && hash.hash.is_some() && hash.salt.is_some();
            if !known || params.m_cost() > MAX_MEMORY_KIB || params.t_cost() > MAX_PASSES {
                return Err(PasswordError::Unreadable);
            }
            Ok(hasher.verify_password(password.as_bytes(), &hash).is_ok() && fits)
        })
        .await
    }

    /// Whether this hash was made with another cost or algorithm than new ones are: hash the password again, and
    /// keep that, the next time that it was right.
    pub fn is_outdated(&self, hash: &str) -> bool {
        let Ok(hash) = PasswordHash::new(hash) else { return true };
        let is_current = hash.algorithm.as_str() == Algorithm::Argon2id.as_str()
            && hash.version == Some(Version::V0x13.into())
            && Params::try_from(&hash).is_ok_and(|params| {
                let cost = (params.m_cost(), params.t_cost(), params.p_cost());
                cost == (self.memory_kib, self.passes, Params::DEFAULT_P_COST)
            });
        !is_current
    }

    fn hasher(&self) -> Argon2<'static> {
        // Both are in range: see `cost`.
        let params = Params::new(self.memory_kib, self.passes, Params::DEFAULT_P_COST, None).unwrap_or_default();
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
    }

    /// On the blocking pool, as many at a time as there are processors.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let _admitted = self.admitted.try_acquire().map_err(|_| PasswordError::Busy)?;
        let running = Arc::clone(&self.running).acquire_owned().await.map_err(|_| PasswordError::Busy)?;
        let done = tokio::task::spawn_blocking(move || {
            // Given back when the work is done, also if nobody waits for it any more.
            let _running = running;
            work()
        });
        done.await.map_err(|_| PasswordError::Busy)?
    }
}

impl std::fmt::Display for PasswordError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            PasswordError::TooLong => "The password is too long",
            PasswordError::Busy => "Too many logins at a time",
            PasswordError::Unreadable => "a stored password hash is unreadable",
        })
    }
}

impl std::error::Error for PasswordError {}

impl From<PasswordError> for Problem {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::TooLong => Problem::new(422).detail(error.to_string()),
            PasswordError::Busy => Problem::new(503).detail(error.to_string()).retry_after(1),
            PasswordError::Unreadable => Problem::internal(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cheap() -> Passwords {
        Passwords::new().cost(64, 1)
    }

    #[tokio::test]
    async fn a_password_is_verified_and_no_other() {
        let hash = cheap().hash("hunter2").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{hash}");
        assert_eq!(cheap().verify("hunter2", Some(&hash)).await, Ok(true));
        for wrong in ["", "hunter", "hunter22", "Hunter2", "hunter2\0"] {
            assert_eq!(cheap().verify(wrong, Some(&hash)).await, Ok(false), "{wrong:?}");
        }
        assert_ne!(hash, cheap().hash("hunter2").await.unwrap(), "a salt of its own");
    }

    #[tokio::test]
    async fn nobody_has_every_password_wrong() {
        assert_eq!(cheap().verify("hunter2", None).await, Ok(false));
        assert_eq!(cheap().verify("", None).await, Ok(false));
    }

    #[tokio::test]
    async fn a_long_password_is_refused_when_it_is_new_and_wrong_later() {
        let longest = "a".repeat(MAX_PASSWORD);
        let hash = cheap().hash(&longest).await.unwrap();
        assert_eq!(cheap().verify(&longest, Some(&hash)).await, Ok(true));
        let longer = longest + "a";
        assert_eq!(cheap().hash(&longer).await, Err(PasswordError::TooLong));
        assert_eq!(cheap().verify(&longer, Some(&hash)).await, Ok(false));
    }

    #[tokio::test]
    async fn what_is_no_hash_is_an_error_and_never_a_match() {
        let scrypt = "$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E";
        let costly = "$argon2id$v=19$m=4000000,t=1,p=1$c29tZXNhbHQ$YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE";
        let unfinished = "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ";
        for hash in ["", "hunter2", "$argon2id$", scrypt, costly, unfinished] {
            assert_eq!(cheap().verify("hunter2", Some(hash)).await, Err(PasswordError::Unreadable), "{hash}");
        }
    }

    #[tokio::test]
    async fn a_hash_of_another_cost_is_good_and_outdated() {
        let old = cheap().hash("hunter2").await.unwrap();
        let passwords = cheap().cost(128, 2);
        assert_eq!(passwords.verify("hunter2", Some(&old)).await, Ok(true));
        assert!(passwords.is_outdated(&old) && !cheap().is_outdated(&old) && cheap().is_outdated("x"));
        assert!(cheap().is_outdated(&old.replace("p=1", "p=2")) && cheap().is_outdated(&old.replace("v=19", "v=16")));
    }

    #[tokio::test]
    async fn too_many_at_a_time_are_refused() {
        let passwords = cheap();
        let all = passwords.admitted.try_acquire_many(u32::try_from(passwords.admitted.available_permits()).unwrap());
        assert_eq!(passwords.verify("hunter2", None).await, Err(PasswordError::Busy));
        drop(all);
        assert_eq!(passwords.verify("hunter2", None).await, Ok(false));
    }
}
