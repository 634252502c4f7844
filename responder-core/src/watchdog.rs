//! In debug builds: a warning when a handler holds its thread, and with it everybody else whom that thread serves.
//!
//! An async function that computes for long, or calls something that blocks, cannot be moved away. In a release build
//! nothing of this is there.

#[cfg(debug_assertions)]
pub(crate) use watching::{start, watched};

/// Calls it.
#[cfg(not(debug_assertions))]
#[inline]
pub(crate) fn watched<T>(_: &'static str, call: impl FnOnce() -> T) -> T {
    call()
}

/// Nobody watches.
#[cfg(not(debug_assertions))]
pub(crate) fn start() {}

#[cfg(debug_assertions)]
mod watching {
    use std::cell::OnceCell;
    use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError, Weak};
    use std::time::{Duration, Instant};

    /// For how long nobody minds.
    const PATIENCE: Duration = Duration::from_millis(100);

    /// What a thread is doing.
    #[derive(Default)]
    struct Seat(Mutex<Option<Call>>);

    struct Call {
        route: &'static str,
        since: Instant,
        is_reported: bool,
    }

    /// The threads that have ever called a handler.
    static SEATS: Mutex<Vec<Weak<Seat>>> = Mutex::new(Vec::new());

    thread_local! {
        static SEAT: OnceCell<Arc<Seat>> = const { OnceCell::new() };
    }

    /// Calls it, under the eyes of the watchdog.
    pub(crate) fn watched<T>(route: &'static str, call: impl FnOnce() -> T) -> T {
        let seat = SEAT.with(|seat| Arc::clone(seat.get_or_init(take_seat)));
        *locked(&seat.0) = Some(Call { route, since: Instant::now(), is_reported: false });
        // Also if it panics.
        let _leave = Leave(&seat);
        call()
    }

    fn take_seat() -> Arc<Seat> {
        let seat = Arc::new(Seat::default());
        locked(&SEATS).push(Arc::downgrade(&seat));
        seat
    }

    struct Leave<'s>(&'s Seat);

    impl Drop for Leave<'_> {
        fn drop(&mut self) {
            *locked(&self.0.0) = None;
        }
    }

    /// Watches from now on; once for a program is enough.
    pub(crate) fn start() {
        static STARTED: Once = Once::new();
        STARTED.call_once(|| {
            let watch = || loop {
                std::thread::sleep(PATIENCE / 2);
                for route in look(Instant::now()) {
                    eprintln!(
                        "warning: `{route}` has held its thread for more than {PATIENCE:?}, and other requests wait for \
                         it: use async functions that wait, or mark the route `blocking`"
                    );
                }
            };
            // Without a thread for it there is no watchdog: it only helps.
            let _ = std::thread::Builder::new().name("responder-watchdog".into()).spawn(watch);
        });
    }

    /// Who holds a thread for too long, each call once.
    fn look(now: Instant) -> Vec<&'static str> {
        let mut seats = locked(&SEATS);
        seats.retain(|seat| seat.strong_count() > 0);
        let calls = seats.iter().filter_map(Weak::upgrade).filter_map(|seat| late(&mut locked(&seat.0), now));
        calls.collect()
    }

    fn late(call: &mut Option<Call>, now: Instant) -> Option<&'static str> {
        let call = call.as_mut().filter(|call| !call.is_reported && now.duration_since(call.since) > PATIENCE)?;
        call.is_reported = true;
        Some(call.route)
    }

    fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
        mutex.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_call_that_holds_its_thread_is_reported_once_and_while_it_does() {
            let later = || Instant::now() + 2 * PATIENCE;
            let of_this_test = |routes: Vec<&'static str>| routes.contains(&"slow");
            watched("slow", || {
                assert!(!of_this_test(look(Instant::now())), "it has just begun");
                assert!(of_this_test(look(later())));
                assert!(!of_this_test(look(later())), "once");
            });
            assert!(!of_this_test(look(later())), "it is over");
            let _ = std::panic::catch_unwind(|| watched("slow", || panic!("over")));
            assert!(!of_this_test(look(later())));
        }
    }
}
