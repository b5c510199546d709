//! What a run of the binary left behind, with assertions that show all of it when they fail.

use serde_json::Value;

/// Exit code, both outputs, and the command line that made them.
#[derive(Clone, Debug)]
pub struct Output {
    /// The exit code; none where a signal ended the process.
    pub status: Option<i32>,
    /// The signal that ended it, if one did.
    pub signal: Option<i32>,
    /// Standard output.
    pub stdout: Vec<u8>,
    /// Standard error.
    pub stderr: Vec<u8>,
    /// The command line.
    pub command: String,
    /// The server's record of commands, where there was a server.
    pub log: String,
}

impl Output {
    /// Asserts the exit code, and that nothing panicked on the way to it.
    #[track_caller]
    pub fn code(&self, code: i32) -> &Self {
        self.check(!self.err().contains("panicked at"), "no panic");
        self.check(self.status == Some(code), &format!("exit code {code}"))
    }

    /// Asserts that this signal ended the process.
    #[track_caller]
    pub fn killed_by(&self, signal: i32) -> &Self {
        self.check(self.signal == Some(signal), &format!("signal {signal}"))
    }

    /// Asserts all of standard output.
    #[track_caller]
    pub fn stdout_is(&self, wanted: impl AsRef<[u8]>) -> &Self {
        let wanted = wanted.as_ref();
        self.check(self.stdout == wanted, &format!("standard output {}", shown(wanted)))
    }

    /// Asserts a part of standard output.
    #[track_caller]
    pub fn stdout_has(&self, part: &str) -> &Self {
        self.check(self.out().contains(part), &format!("{part:?} in standard output"))
    }

    /// Asserts that a part is not in standard output.
    #[track_caller]
    pub fn stdout_lacks(&self, part: &str) -> &Self {
        self.check(!self.out().contains(part), &format!("no {part:?} in standard output"))
    }

    /// Asserts all of standard error.
    #[track_caller]
    pub fn stderr_is(&self, wanted: impl AsRef<[u8]>) -> &Self {
        let wanted = wanted.as_ref();
        self.check(self.stderr == wanted, &format!("standard error {}", shown(wanted)))
    }

    /// Asserts a part of standard error.
    #[track_caller]
    pub fn stderr_has(&self, part: &str) -> &Self {
        self.check(self.err().contains(part), &format!("{part:?} in standard error"))
    }

    /// Asserts that a part is not in standard error.
    #[track_caller]
    pub fn stderr_lacks(&self, part: &str) -> &Self {
        self.check(!self.err().contains(part), &format!("no {part:?} in standard error"))
    }

    /// The same without the lines of standard error that hold `part`: a note that is another test's matter.
    #[must_use]
    pub fn setting_aside(mut self, part: &str) -> Self {
        let err = self.err();
        let lines = err.split_inclusive('\n').filter(|line| !line.contains(part));
        self.stderr = lines.collect::<String>().into_bytes();
        self
    }

    /// Standard output as text.
    pub fn out(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }

    /// Standard error as text.
    pub fn err(&self) -> String {
        String::from_utf8_lossy(&self.stderr).into_owned()
    }

    /// Every line of standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> Vec<Value> {
        let out = self.out();
        let parse = |line: &str| match serde_json::from_str(line) {
            Ok(value) => value,
            Err(error) => panic!("{line:?} is not JSON: {error}\n{}", self.context()),
        };
        out.lines().map(parse).collect()
    }

    /// The last line of `--json`, which sums up.
    #[track_caller]
    pub fn summary(&self) -> Value {
        let last = self.json().pop();
        last.unwrap_or_else(|| panic!("no summary\n{}", self.context()))
    }

    /// Everything, for messages.
    pub fn context(&self) -> String {
        let end = match (self.status, self.signal) {
            (Some(code), _) => format!("exit code {code}"),
            (None, Some(signal)) => format!("ended by signal {signal}"),
            (None, None) => "no exit code".to_owned(),
        };
        format!(
            "{}\n{end}\n--- standard output\n{}\n--- standard error\n{}\n--- the server heard\n{}",
            self.command,
            shown(&self.stdout),
            shown(&self.stderr),
            self.log
        )
    }

    #[track_caller]
    fn check(&self, fits: bool, wanted: &str) -> &Self {
        assert!(fits, "wanted {wanted}\n{}", self.context());
        self
    }
}

/// Text as it is, cut where it is long; other bytes escaped.
fn shown(bytes: &[u8]) -> String {
    const LIMIT: usize = 20_000;
    match std::str::from_utf8(bytes) {
        Ok(text) if text.len() <= LIMIT => text.to_owned(),
        _ => bytes[..bytes.len().min(LIMIT)].escape_ascii().to_string(),
    }
}
