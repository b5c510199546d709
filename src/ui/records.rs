//! Results that are no files: a line for people, an event for programs.

use serde_json::{Map, Value, json};

use super::Ui;
use crate::error::Result;

impl Ui {
    /// Prints a line, or with `--json` an event of that name with these fields.
    pub fn record(&self, line: &str, event: &str, fields: Value) -> Result<()> {
        if !self.output.json {
            return self.print(line);
        }
        let mut whole = Map::new();
        whole.insert("v".into(), json!(1));
        whole.insert("event".into(), json!(event));
        if let Value::Object(fields) = fields {
            whole.extend(fields);
        }
        self.print(&Value::Object(whole).to_string())
    }
}
