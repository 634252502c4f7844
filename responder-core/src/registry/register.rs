//! Registration before `main`: how an attribute anywhere in a program is known when its app starts.
//!
//! Each record has a function that the program's loader calls before `main`, with those of C and C++. The section of the
//! binary that names it is the one thing here which the compiler cannot check, and therefore calls unsafe; it stands in
//! [`__register`], and is expanded where an attribute is. No code of the user runs then but their allocator, if they have
//! one; std is used for a lock and a list only, since it promises nothing for the time before `main`.

use std::any::Any;
use std::sync::{Mutex, PoisonError};

#[cfg(any(not(any(unix, windows)), target_os = "aix"))]
compile_error!(
    "it is not known how a program of this platform runs something before `main`, so that no route would be found"
);

/// A record that can be registered. That all of them can be shared is proved here, and not again for each.
pub trait Registered: Any + Send + Sync {}

static RECORDS: Mutex<Vec<&'static dyn Registered>> = Mutex::new(Vec::new());

/// Registers a record, for whichever API.
pub fn register(record: &'static dyn Registered) {
    RECORDS.lock().unwrap_or_else(PoisonError::into_inner).push(record);
}

/// The records of one type. The root API is part of the type, so an app sees only its own.
pub(crate) fn collect<T: Any>() -> Vec<&'static T> {
    let records = RECORDS.lock().unwrap_or_else(PoisonError::into_inner);
    records.iter().filter_map(|record| (*record as &'static dyn Any).downcast_ref()).collect()
}

/// Registers a static of this name before `main`.
///
/// Each item of it costs every route time in `cargo check`, so there are two and no more: `benches/compile-times/run`.
#[doc(hidden)]
#[macro_export]
macro_rules! __register {
    ($record:ident) => {
        #[used]
        #[cfg_attr(windows, unsafe(link_section = ".CRT$XCU"))]
        #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__mod_init_func,mod_init_funcs"))]
        #[cfg_attr(not(any(windows, target_vendor = "apple")), unsafe(link_section = ".init_array"))]
        static __REGISTER: extern "C" fn() = {
            extern "C" fn __register() {
                $crate::private::register(&$record)
            }
            __register
        };
    };
}
