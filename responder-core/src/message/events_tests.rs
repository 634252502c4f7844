//! Events, read as a browser reads them.

use super::*;

/// What a client has understood.
#[derive(Debug, Default, PartialEq)]
struct Heard {
    event: String,
    data: String,
    id: Option<String>,
    retry: Option<u64>,
}

/// Reads a stream by section 9.2.6 of the HTML standard: events, and what is left of an unfinished one.
fn heard(mut text: &str) -> Vec<Heard> {
    let (mut events, mut event, mut data) = (Vec::new(), Heard::default(), Vec::new());
    while !text.is_empty() {
        let end = text.find(['\r', '\n']).expect("a line has an end");
        let line = &text[..end];
        text = &text[end..];
        text = text.strip_prefix("\r\n").unwrap_or_else(|| &text[1..]);
        if line.is_empty() {
            event.data = std::mem::take(&mut data).join("\n");
            events.push(std::mem::take(&mut event));
            continue;
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => event.event = value.into(),
            "data" => data.push(value),
            "id" if !value.contains('\0') => event.id = Some(value.into()),
            "retry" => event.retry = value.parse().ok(),
            "" => {}
            _ => panic!("no such field: {line:?}"),
        }
    }
    assert_eq!(event, Heard::default(), "an event is unfinished");
    events
}

#[test]
fn lines_end_as_a_client_ends_them() {
    let all = |text| lines(text).collect::<Vec<_>>();
    assert_eq!(all("one\ntwo\r\nthree\rfour"), ["one", "two", "three", "four"]);
    assert_eq!(all(""), [""]);
    assert_eq!(all("\n\r"), ["", "", ""]);
}

proptest::proptest! {
    #[test]
    fn what_is_sent_is_what_is_heard(
        kind in "[a-z:é ]{0,8}",
        data in "([a-z:é ]|\r|\n|\0){0,20}",
        id in "[0-9a-z: ]{0,8}",
        retry in 0u64..100_000,
    ) {
        let event = Event::new(data.clone()).event(kind.clone()).id(&id).retry(Duration::from_millis(retry));
        let data = data.replace("\r\n", "\n").replace('\r', "\n");
        let expected = Heard { event: kind, data, id: Some(id), retry: Some(retry) };
        proptest::prop_assert_eq!(heard(&event.to_string()), [expected]);
    }

    #[test]
    fn nothing_in_a_field_becomes_another_field(text in "(a|:|data: x|\r|\n|\0){0,12}") {
        let clean = text.replace(['\r', '\n', '\0'], "");
        let event = Event { comment: Some(text.clone()), ..Event::new("d") }.event(text.clone()).id(&text);
        let all = heard(&event.to_string());
        let expected = Heard { event: clean.clone(), data: "d".into(), id: Some(clean), retry: None };
        proptest::prop_assert_eq!(all, [expected]);
        proptest::prop_assert_eq!(heard(&Event::comment(text).to_string()), [Heard::default()]);
    }
}
