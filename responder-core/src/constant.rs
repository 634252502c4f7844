//! Text put together while compiling, for the messages of failed constants.

/// At most 600 bytes of text.
pub(crate) struct Text {
    bytes: [u8; 600],
    length: usize,
}

impl Text {
    pub(crate) const fn new() -> Self {
        Text { bytes: [0; 600], length: 0 }
    }

    /// Adds text that fits whole; what does not fit is left out, so that no character is cut.
    pub(crate) const fn push(&mut self, text: &str) {
        let text = text.as_bytes();
        if self.length + text.len() > self.bytes.len() {
            return;
        }
        let mut index = 0;
        while index < text.len() {
            self.bytes[self.length + index] = text[index];
            index += 1;
        }
        self.length += text.len();
    }

    /// Adds a whole number.
    pub(crate) const fn number(&mut self, number: u32) {
        if number >= 10 {
            self.number(number / 10);
        }
        let digit = [b'0' + (number % 10) as u8];
        if let Ok(digit) = std::str::from_utf8(&digit) {
            self.push(digit);
        }
    }

    /// Adds names as `` `a`, `b` ``.
    pub(crate) const fn list(&mut self, names: &[&str]) {
        let mut index = 0;
        while index < names.len() {
            self.push(if index == 0 { "`" } else { ", `" });
            self.push(names[index]);
            self.push("`");
            index += 1;
        }
    }

    pub(crate) const fn as_str(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}

/// Whether two texts are the same.
pub(crate) const fn same(a: &str, b: &str) -> bool {
    same_bytes(a.as_bytes(), b.as_bytes())
}

/// Whether a text starts with another one.
pub(crate) const fn starts_with(text: &str, start: &str) -> bool {
    text.len() >= start.len() && same_bytes(text.as_bytes().split_at(start.len()).0, start.as_bytes())
}

/// Whether a text ends with another one.
pub(crate) const fn ends_with(text: &str, end: &str) -> bool {
    text.len() >= end.len() && same_bytes(text.as_bytes().split_at(text.len() - end.len()).1, end.as_bytes())
}

const fn same_bytes(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut index = 0;
    while index < a.len() {
        if a[index] != b[index] {
            return false;
        }
        index += 1;
    }
    true
}
