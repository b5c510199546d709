//! What users of scp, sftp, rsync, curl, lftp, wget, rclone and ls type, before clap reads it: it is
//! turned into our form where the meaning is plain, else refused with our form.

mod table;

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt as _;

use clap::{Arg, ArgAction, Command};

use crate::error::printable;
use table::{Answer, COMMANDS, FIRST, Habit, OPTIONS, Value};

/// The names of other programs' commands, for near misses.
pub(super) fn commands() -> impl Iterator<Item = &'static str> {
    COMMANDS.iter().map(|(name, _)| *name)
}

/// A command of another program in our form.
///
/// # Errors
/// The text that refuses it and names our form.
pub(super) fn command(name: &OsStr) -> Option<Result<&'static [&'static str], String>> {
    let (name, answer) = COMMANDS.iter().find(|(known, _)| name == *known)?;
    Some(match answer {
        Answer::Means(words) => Ok(words),
        Answer::Refused(text) => Err(format!("{name}: {text}")),
    })
}

/// Why a command line that begins with an option of another program is refused.
pub(super) fn first(word: &OsStr) -> Option<String> {
    let (typed, text) = FIRST.iter().find(|(typed, _)| word == *typed)?;
    Some(format!("{typed}: {text}"))
}

/// The words behind a command in our form.
///
/// # Errors
/// The text that refuses one of them and names our form; it holds no password.
pub(super) fn settle(command: &Command, words: &[OsString]) -> Result<Vec<OsString>, String> {
    let mut settled = Vec::new();
    // Behind these stands a command of the server's, word for word.
    if matches!(command.get_name(), "quote" | "site") {
        return Ok(words.to_vec());
    }
    let looks_like_option = |text: &&str| match command.get_name() {
        // `-w` is a mode.
        "chmod" => text.starts_with("--"),
        _ => text.len() > 1 && text.starts_with('-'),
    };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if word == "--" {
            settled.push(word.clone());
            settled.extend(words.cloned());
            return Ok(settled);
        }
        let Some(text) = word.to_str().filter(looks_like_option) else {
            settled.push(word.clone());
            continue;
        };
        let typed = Typed { command, text };
        if let Some(own) = typed.own() {
            own_option(own, &typed, &mut words, &mut settled)?;
        } else {
            settled.extend(typed.translated(&mut words)?);
        }
    }
    Ok(settled)
}

/// An option of the command: it stays, but for values that mean something else elsewhere.
fn own_option<'a>(
    own: &Arg,
    typed: &Typed<'_>,
    words: &mut impl Iterator<Item = &'a OsString>,
    settled: &mut Vec<OsString>,
) -> Result<(), String> {
    let takes = matches!(own.get_action(), ArgAction::Set | ArgAction::Append);
    let attached = typed.attached();
    let next = if takes && attached.is_none() { words.next() } else { None };
    let value = attached.map(OsString::from).or_else(|| next.cloned());
    let id = own.get_id().as_str();
    match (id, value.as_deref()) {
        ("user", Some(user)) if user.as_bytes().contains(&b':') => {
            return Err(
                "-u USER: a password is not given on the command line, where all users of this machine see it: \
                 --password-file, --password-command, FTPS_PASSWORD, a netrc file or the prompt give it"
                    .into(),
            );
        }
        ("port", value) if value.is_none_or(|value| !is_number(value)) && typed.text == "-p" => {
            return Err(match typed.habit() {
                Some(Habit { answer: Answer::Refused(text), .. }) => format!("-p: {text}"),
                _ => "-p PORT is the port".into(),
            });
        }
        // rsync's switch has no value.
        ("progress", Some(next)) if attached.is_none() && !is_when(next) => {
            settled.push("--progress=always".into());
            settled.push(next.to_owned());
            return Ok(());
        }
        ("progress", None) => {
            settled.push("--progress=always".into());
            return Ok(());
        }
        _ => {}
    }
    settled.push(typed.text.into());
    settled.extend(next.cloned());
    Ok(())
}

fn is_number(text: &OsStr) -> bool {
    !text.is_empty() && text.as_bytes().iter().all(u8::is_ascii_digit)
}

fn is_when(text: &OsStr) -> bool {
    ["auto", "always", "never"].iter().any(|when| text == *when)
}

/// A word that looks like an option.
struct Typed<'a> {
    command: &'a Command,
    text: &'a str,
}

impl<'a> Typed<'a> {
    /// The option of the command that the word is, or begins with.
    fn own(&self) -> Option<&'a Arg> {
        let find = |fits: &dyn Fn(&Arg) -> bool| self.command.get_arguments().find(|arg| fits(arg));
        if let Some(long) = self.text.strip_prefix("--") {
            let name = long.split('=').next().unwrap_or_default();
            return find(&|arg| {
                arg.get_long() == Some(name)
                    || arg.get_all_aliases().unwrap_or_default().contains(&name)
            });
        }
        // find's options have one dash and a long name.
        if self.is_of_find() {
            return None;
        }
        let letter = self.text.chars().nth(1)?;
        find(&|arg| {
            arg.get_short() == Some(letter)
                || arg.get_all_short_aliases().unwrap_or_default().contains(&letter)
        })
    }

    /// Whether the word is `-name` where the command is `find` and has `--name`.
    fn is_of_find(&self) -> bool {
        let name = self.text.trim_start_matches('-');
        let is_long = |arg: &Arg| {
            arg.get_long() == Some(name)
                || arg.get_all_aliases().unwrap_or_default().contains(&name)
        };
        self.command.get_name() == "find"
            && name.len() > 1
            && !self.text.starts_with("--")
            && self.command.get_arguments().any(is_long)
    }

    /// The value that stands in the word itself.
    fn attached(&self) -> Option<&'a str> {
        if self.text.starts_with("--") {
            return self.text.split_once('=').map(|(_, value)| value);
        }
        self.text.get(2..).filter(|rest| !rest.is_empty())
    }

    /// The words that stand for this one; itself where nobody knows it.
    fn translated<'w>(
        &self,
        words: &mut impl Iterator<Item = &'w OsString>,
    ) -> Result<Vec<OsString>, String> {
        let name = self.command.get_name();
        if self.is_of_find() {
            return Ok(vec![format!("-{}", self.text).into()]);
        }
        if matches!(name, "head" | "tail")
            && is_number(OsStr::new(self.text.get(1..).unwrap_or("")))
        {
            return Ok(vec![format!("--lines={}", self.text.get(1..).unwrap_or("")).into()]);
        }
        if let Some(rate) = self.text.strip_prefix("--bwlimit").filter(|_| self.has("limit-rate")) {
            let value = match rate.strip_prefix('=') {
                Some(value) => value.to_owned(),
                None => words.next().map(|word| printable(word.as_bytes())).unwrap_or_default(),
            };
            // rsync counts in KiB.
            let unit = if is_number(OsStr::new(&value)) { "K" } else { "" };
            return Ok(vec![format!("--limit-rate={value}{unit}").into()]);
        }
        if name == "mirror"
            && let Some(words) = self.cluster()
        {
            return Ok(words);
        }
        match self.habit() {
            Some(habit) => self.answered(habit, words),
            None => Ok(vec![self.text.into()]),
        }
    }

    fn has(&self, id: &str) -> bool {
        self.command.get_arguments().any(|arg| arg.get_id() == id)
    }

    /// `-avz` and its kin of rsync: of its letters only v and n mean something here.
    fn cluster(&self) -> Option<Vec<OsString>> {
        let letters = self.text.strip_prefix('-').filter(|rest| rest.len() > 1)?;
        if !letters.chars().all(|letter| "avzrtlhun".contains(letter)) || letters.contains('u') {
            return None;
        }
        let kept = letters.chars().filter(|letter| matches!(letter, 'v' | 'n'));
        Some(kept.map(|letter| format!("-{letter}").into()).collect())
    }

    fn habit(&self) -> Option<&'static Habit> {
        let name = self.command.get_name();
        // The first letter of several decides where it is refused alone.
        let letter = self.text.get(..2).filter(|_| !self.text.starts_with("--"));
        let fits = |habit: &&Habit| {
            let refused = matches!(habit.answer, Answer::Refused(_));
            let head = match self.text.strip_prefix(habit.typed) {
                Some("") => true,
                Some(rest) if habit.typed.starts_with("--") => rest.starts_with('='),
                Some(_) => habit.value == Value::Yes || refused && letter == Some(habit.typed),
                None => false,
            };
            head && (habit.of.is_empty() || habit.of.contains(&name))
        };
        OPTIONS.iter().find(fits)
    }

    fn answered<'w>(
        &self,
        habit: &Habit,
        words: &mut impl Iterator<Item = &'w OsString>,
    ) -> Result<Vec<OsString>, String> {
        let ours = match habit.answer {
            Answer::Refused(text) => return Err(format!("{}: {text}", habit.typed)),
            Answer::Means(ours) => ours,
        };
        let mut settled: Vec<OsString> = ours.iter().map(OsString::from).collect();
        if habit.value == Value::Yes {
            let value = match self.attached() {
                Some(value) => Some(OsString::from(value)),
                None => words.next().cloned(),
            };
            // curl writes a dash for "where it ended".
            if let (Some(last), Some(value)) = (settled.last_mut(), value)
                && last != "--continue"
            {
                last.push("=");
                last.push(value);
            }
        }
        Ok(settled)
    }
}
