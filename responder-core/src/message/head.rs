//! The header fields of a response, which are mostly known before it is made.

use std::sync::LazyLock;

use http::header::{CONTENT_TYPE, SET_COOKIE, VARY};
use http::{HeaderMap, HeaderValue};

use super::format::Format;

/// A media type that the framework writes: all header fields of most responses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Preset {
    /// None, and no other field.
    #[default]
    Bare,
    Text,
    Html,
    /// Negotiated by `Accept`, which it varies by.
    Media(Format),
}

/// The fields of each preset.
static PRESETS: LazyLock<[HeaderMap; Preset::ALL.len()]> = LazyLock::new(|| Preset::ALL.map(Preset::fields));

impl Preset {
    pub(crate) const ALL: [Preset; 3 + Format::ALL.len()] = {
        let mut all = [Preset::Bare; 3 + Format::ALL.len()];
        (all[1], all[2]) = (Preset::Text, Preset::Html);
        let mut index = 0;
        while index < Format::ALL.len() {
            all[3 + index] = Preset::Media(Format::ALL[index]);
            index += 1;
        }
        all
    };

    /// Its place in [`ALL`](Self::ALL).
    pub(crate) fn index(self) -> usize {
        match self {
            Preset::Bare => 0,
            Preset::Text => 1,
            Preset::Html => 2,
            Preset::Media(format) => 3 + format as usize,
        }
    }

    pub(crate) fn fields(self) -> HeaderMap {
        let mut fields = HeaderMap::new();
        self.add(&mut fields);
        fields
    }

    /// Adds its fields to others, in place of what they say of the media type.
    fn add(self, fields: &mut HeaderMap) {
        let media_type = match self {
            Preset::Bare => return,
            Preset::Text => "text/plain; charset=utf-8",
            Preset::Html => "text/html; charset=utf-8",
            Preset::Media(format) => format.media_type(),
        };
        fields.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        if let Preset::Media(_) = self {
            vary(fields, "Accept");
        }
    }
}

/// The header fields written so far. As long as a preset is all of them, nothing is hashed or compared.
#[derive(Debug, Default)]
pub(crate) struct Head {
    preset: Preset,
    /// All fields, once they are not those of the preset.
    fields: Option<Box<HeaderMap>>,
}

/// The header fields in the end.
pub(crate) enum Written {
    Preset(Preset),
    Fields(HeaderMap),
}

impl Head {
    pub(super) fn is_blank(&self) -> bool {
        self.preset == Preset::Bare && self.fields.is_none()
    }

    pub(crate) fn fields(&self) -> &HeaderMap {
        self.fields.as_deref().unwrap_or_else(|| &PRESETS[self.preset.index()])
    }

    pub(crate) fn fields_mut(&mut self) -> &mut HeaderMap {
        let preset = self.preset;
        self.fields.get_or_insert_with(|| Box::new(preset.fields()))
    }

    /// Says what the body is.
    pub(crate) fn set(&mut self, preset: Preset) {
        match self.preset {
            // What it was made from varies, whatever becomes of it.
            Preset::Media(_) if preset != self.preset => preset.add(self.fields_mut()),
            _ => match &mut self.fields {
                Some(fields) => preset.add(fields),
                None if preset == Preset::Bare => {}
                None => self.preset = preset,
            },
        }
    }

    /// Says no longer what the body is.
    pub(crate) fn forget_media_type(&mut self) {
        match (&self.fields, self.preset) {
            (None, Preset::Bare | Preset::Text | Preset::Html) => self.preset = Preset::Bare,
            _ => _ = self.fields_mut().remove(CONTENT_TYPE),
        }
    }

    pub(crate) fn into_written(self) -> Written {
        match self.fields {
            Some(fields) => Written::Fields(*fields),
            None => Written::Preset(self.preset),
        }
    }
}

/// Sets fields in place of what they were; cookies are added, and the names of `Vary`.
pub(super) fn merge(own: &mut HeaderMap, fields: HeaderMap) {
    for line in fields.get_all(VARY) {
        if let Ok(names) = line.to_str() {
            names.split(',').for_each(|name| vary(own, name.trim()));
        }
    }
    let mut replaced = None;
    for (name, value) in fields {
        // `HeaderMap` names a field once and leaves the name out for its further lines.
        let first = name.is_some();
        replaced = name.or(replaced);
        match &replaced {
            Some(name) if name == VARY => {}
            Some(name) if first && name != SET_COOKIE => _ = own.insert(name.clone(), value),
            Some(name) => _ = own.append(name.clone(), value),
            None => {}
        }
    }
}

/// Adds a name to `Vary`, once.
pub(super) fn vary(fields: &mut HeaderMap, name: &str) {
    let lines = fields.get_all(VARY).iter().filter_map(|line| line.to_str().ok());
    let mut names: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    if names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return;
    }
    names.push(name);
    if let Ok(all) = HeaderValue::try_from(names.join(", ")) {
        fields.insert(VARY, all);
    }
}
