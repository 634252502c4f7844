//! The header fields that every answer has, and what most answers say beside them.

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::message::Preset;

/// Fields that every answer has unless it says otherwise.
///
/// With those of each preset they are put together once: a copy of that is all the work on the header fields of most
/// answers.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    fields: Vec<(HeaderName, HeaderValue)>,
    presets: [HeaderMap; Preset::ALL.len()],
}

impl Template {
    pub(crate) fn new(fields: Vec<(HeaderName, HeaderValue)>) -> Self {
        let presets = Preset::ALL.map(|preset| {
            let mut all = preset.fields();
            add(&fields, &mut all);
            all
        });
        Template { fields, presets }
    }

    /// The fields of an answer that says nothing but this.
    pub(super) fn with(&self, preset: Preset) -> &HeaderMap {
        &self.presets[preset.index()]
    }

    /// Adds what an answer does not say itself.
    pub(crate) fn add(&self, headers: &mut HeaderMap) {
        add(&self.fields, headers);
    }
}

fn add(fields: &[(HeaderName, HeaderValue)], headers: &mut HeaderMap) {
    for (name, value) in fields {
        headers.entry(name).or_insert_with(|| value.clone());
    }
}
