//! What a client may send: values read out of texts and structured data, and everything that is wrong with them.

mod collections;
mod constraint;
mod data;
mod fields;
mod input;
mod model;
mod report;
mod way;

pub use constraint::{Length, Pattern};
pub(crate) use data::{from_serde, violation_of};
pub use fields::Fields;
pub use input::Input;
pub use model::Model;
pub use report::{Invalid, Report, Step, Violation};
pub use way::{ByData, ByModel, ByText, Each, FieldKind, Kind, Unreadable, Way};
