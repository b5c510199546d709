//! What all JSON events share: their first fields, and names that may not be UTF-8.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

/// An event of this kind, without fields of its own.
pub(super) fn event(kind: &str) -> Map<String, Value> {
    let mut event = Map::new();
    event.insert("v".into(), json!(1));
    event.insert("event".into(), json!(kind));
    event
}

/// Adds a name from either side, and its exact bytes in base64 where it is not UTF-8.
pub(super) fn insert_name(event: &mut Map<String, Value>, key: &str, name: &[u8]) {
    event.insert(key.into(), json!(String::from_utf8_lossy(name)));
    if std::str::from_utf8(name).is_err() {
        event.insert(format!("{key}_base64"), json!(STANDARD.encode(name)));
    }
}
