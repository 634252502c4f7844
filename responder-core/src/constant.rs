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

    pub(crate) const fn as_str(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}
