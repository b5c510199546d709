//! The program at a terminal: a pseudo-terminal, and an emulator that knows what a person would see.

use std::io::{Read as _, Write as _};
use std::num::NonZeroU16;
use std::process::{Child, Command};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use pty_process::Size;
use pty_process::blocking::{Command as PtyCommand, Pty, open};

use super::until::until_some;

/// How long anything may take to show.
const LIMIT: Duration = Duration::from_secs(30);

/// Lines that are kept above the screen.
const SCROLLBACK: usize = 1000;

/// A terminal with the program at work in it.
pub struct Terminal {
    screen: Arc<(Mutex<State>, Condvar)>,
    pty: Arc<Pty>,
    child: Child,
}

struct State {
    parser: vt100::Parser,
    /// All that was ever shown.
    raw: Vec<u8>,
    over: bool,
}

impl Terminal {
    /// Starts the program in a terminal of that size.
    pub fn start(command: Command, rows: u16, columns: u16) -> Self {
        let (pty, pts) = open().expect("a pseudo-terminal");
        pty.resize(Size::new(rows, columns)).expect("a size");
        let child = PtyCommand::from(command).spawn(pts).expect("the program");
        let parser = vt100::Parser::new(size(rows), size(columns), SCROLLBACK);
        let state = State { parser, raw: Vec::new(), over: false };
        let screen = Arc::new((Mutex::new(state), Condvar::new()));
        let pty = Arc::new(pty);
        let (reader, seen) = (Arc::clone(&pty), Arc::clone(&screen));
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            loop {
                let read = (&*reader).read(&mut bytes);
                let mut state = seen.0.lock().unwrap_or_else(PoisonError::into_inner);
                match read {
                    Ok(count) if count > 0 => {
                        state.parser.process(&bytes[..count]);
                        state.raw.extend_from_slice(&bytes[..count]);
                    }
                    _ => state.over = true,
                }
                seen.1.notify_all();
                if state.over {
                    return;
                }
            }
        });
        Self { screen, pty, child }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.screen.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a person sees: lines without the blanks at their ends.
    pub fn shown(&self) -> String {
        shown(&self.lock())
    }

    /// All bytes that were ever sent to the terminal.
    pub fn raw(&self) -> Vec<u8> {
        self.lock().raw.clone()
    }

    /// Types something.
    pub fn type_in(&self, keys: &str) {
        (&*self.pty).write_all(keys.as_bytes()).expect("a terminal that takes keys");
    }

    /// Types a line and Enter.
    pub fn enter(&self, line: &str) {
        self.type_in(&format!("{line}\r"));
    }

    /// Pastes text, as a terminal that brackets it.
    pub fn paste(&self, text: &str) {
        self.type_in(&format!("\x1b[200~{text}\x1b[201~"));
    }

    /// Another size of the window.
    pub fn resize(&self, rows: u16, columns: u16) {
        self.lock().parser.screen_mut().set_size(size(rows), size(columns));
        self.pty.resize(Size::new(rows, columns)).expect("a size");
    }

    /// Waits until the screen shows what is wanted.
    #[track_caller]
    pub fn until(&self, what: &str, mut wanted: impl FnMut(&str) -> bool) -> String {
        let end = Instant::now() + LIMIT;
        let mut state = self.lock();
        loop {
            let now = shown(&state);
            if wanted(&now) {
                return now;
            }
            let left = end.saturating_duration_since(Instant::now());
            assert!(!left.is_zero() && !state.over, "{what} is not shown:\n{now}");
            let outcome = self.screen.1.wait_timeout(state, left);
            state = outcome.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits until the screen shows a text.
    #[track_caller]
    pub fn sees(&self, text: &str) -> String {
        self.until(&format!("{text:?}"), |screen| screen.contains(text))
    }

    /// Waits until the last line is an empty prompt that ends so.
    #[track_caller]
    pub fn prompts(&self, prompt: &str) -> String {
        let is_last =
            |screen: &str| screen.lines().last().is_some_and(|line| line.ends_with(prompt));
        self.until(&format!("the prompt {prompt:?}"), is_last)
    }

    /// Waits for the end of the program; returns its exit code.
    #[track_caller]
    pub fn ends(mut self) -> i32 {
        let ended = until_some(LIMIT, || self.child.try_wait().expect("a child of ours"));
        match ended {
            Some(status) => status.code().unwrap_or(-1),
            None => panic!("still running after {LIMIT:?}:\n{}", self.shown()),
        }
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn shown(state: &State) -> String {
    let screen = state.parser.screen().contents();
    let lines: Vec<&str> = screen.lines().map(str::trim_end).collect();
    lines.join("\n").trim_end().to_owned()
}

fn size(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).expect("a terminal of some size")
}
