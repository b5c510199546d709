//! Transfers and listings: what moves on the data connection, and the final reply.

use std::fs::File;
use std::io::{self, Cursor, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::channel::Channel;
use super::data::Direction;
use super::files::refusal;
use super::options::Refuse;
use super::plan::{At, Ending, Moment, Plan, Stop};
use super::session::Session;
use super::wire::{Source, wait};

/// How much is read from a file, or from a data connection, at once.
const BLOCK: usize = 256 * 1024;
const COMPLETE: &[u8] = b"226 transfer complete";
const BROKEN: &[u8] = b"426 data connection broken, transfer aborted";
const UNSURE: &[u8] = b"426 Failure writing network stream.";
const ABORTED: &[u8] = b"426 transfer aborted\r\n226 ABOR done";

/// What is sent.
struct Payload {
    bytes: Box<dyn Read>,
    length: u64,
}

impl Session {
    /// Does one of the commands that move data.
    pub(super) fn transfer(
        &mut self,
        verb: &str,
        argument: &[u8],
        plan: &Plan,
    ) -> io::Result<Vec<u8>> {
        match verb {
            "RETR" => self.retrieve(argument, plan),
            "STOR" | "APPE" => self.store(verb, argument, plan),
            "LIST" => {
                let lines = self.list_lines(argument);
                self.send_listing(lines, plan)
            }
            "NLST" => {
                let lines = self.name_lines(argument);
                self.send_listing(lines, plan)
            }
            // A listing that is made up needs no folder.
            "MLSD" => match self.fact_lines(argument).or_else(|| plan.data.listing.clone()) {
                Some(lines) => self.send_listing(lines, plan),
                None => Ok(b"550 not a folder".to_vec()),
            },
            _ => Ok(b"500 unknown command".to_vec()),
        }
    }

    fn send_listing(&mut self, lines: Vec<u8>, plan: &Plan) -> io::Result<Vec<u8>> {
        let lines = plan.data.listing.clone().unwrap_or(lines);
        let payload = Payload { length: lines.len() as u64, bytes: Box::new(Cursor::new(lines)) };
        self.send(payload, plan)
    }

    fn retrieve(&mut self, argument: &[u8], plan: &Plan) -> io::Result<Vec<u8>> {
        let from = std::mem::take(&mut self.rest);
        let path = self.local(argument);
        if !path.is_file() {
            return Ok(b"550 no such file".to_vec());
        }
        let opened = File::open(&path).and_then(|mut file| {
            file.seek(SeekFrom::Start(from))?;
            let length = file.metadata()?.len();
            Ok((file, length.saturating_sub(from)))
        });
        match opened {
            Ok((file, _)) if self.ascii => {
                let text = with_crlf(file)?;
                self.send_listing(text, plan)
            }
            Ok((file, length)) => {
                let bytes = Box::new(file);
                self.send(Payload { bytes, length }, plan)
            }
            Err(error) => Ok(refusal(&error)),
        }
    }

    /// Sends the payload on a data connection and returns the final reply.
    fn send(&mut self, mut payload: Payload, plan: &Plan) -> io::Result<Vec<u8>> {
        let mut data = match self.open_data(Direction::Download, plan)? {
            Ok(data) => data,
            Err(reply) => return Ok(reply),
        };
        let mut last = COMPLETE.to_vec();
        if plan.final_early {
            self.reply("", &last, b"")?;
            last.clear();
        }
        let stop = plan.data.stop.as_ref();
        let end = stop.map_or(u64::MAX, |(at, _)| at.offset(Some(payload.length)));
        let end = end.min(plan.data.only.unwrap_or(u64::MAX));
        let mut sent = 0;
        let mut block = vec![0; BLOCK];
        while sent < end {
            let room = block.len().min(usize::try_from(end - sent).unwrap_or(BLOCK));
            let length = payload.bytes.read(&mut block[..room])?;
            if length == 0 {
                break;
            }
            corrupt(plan, sent, &mut block[..length]);
            if let Err(reply) = self.send_block(&mut data, &block[..length])? {
                return Ok(reply);
            }
            sent += length as u64;
        }
        match stop {
            Some((_, stop)) if sent >= end || end >= payload.length => {
                self.break_off(data, stop, plan, Direction::Download)
            }
            _ => {
                if self.shared.options.waits_for_close {
                    data.close_notify();
                    if data.read(&mut block).is_err() {
                        return Ok(UNSURE.to_vec());
                    }
                }
                self.end_data(data, plan);
                Ok(last)
            }
        }
    }

    /// Sends one block, looking for ABOR and for the end of the control connection meanwhile.
    fn send_block(&mut self, data: &mut Channel, block: &[u8]) -> io::Result<Result<(), Vec<u8>>> {
        if data.queue(block).is_err() {
            return Ok(Err(BROKEN.to_vec()));
        }
        loop {
            let flushed = data.try_flush();
            if self.aborted()? {
                return Ok(Err(ABORTED.to_vec()));
            }
            match flushed {
                Ok(true) => break,
                Ok(false) => {}
                Err(_) => return Ok(Err(BROKEN.to_vec())),
            }
        }
        let length = block.len() as u64;
        self.shared.records.note(|events| events.bytes += length);
        Ok(Ok(()))
    }

    fn store(&mut self, verb: &str, argument: &[u8], plan: &Plan) -> io::Result<Vec<u8>> {
        let from = std::mem::take(&mut self.rest);
        if !self.may_create(argument) {
            return Ok(b"553 not that name".to_vec());
        }
        let path = self.local(argument);
        let append = verb == "APPE";
        let open = || {
            let mut file = File::options()
                .write(true)
                .create(true)
                .truncate(from == 0 && !append)
                .open(&path)?;
            file.seek(if append { SeekFrom::End(0) } else { SeekFrom::Start(from) })?;
            Ok(file)
        };
        if path.is_dir() || !path.parent().is_some_and(Path::is_dir) {
            return Ok(b"553 could not create that file".to_vec());
        }
        if self.shared.options.refuse == Some(Refuse::With522) {
            // vsftpd opens, and so empties, the file first.
            if let Err(error) = open() {
                return Ok(refusal(&error));
            }
        }
        let data = match self.open_data(Direction::Upload, plan)? {
            Ok(data) => data,
            Err(reply) => return Ok(reply),
        };
        match open() {
            Ok(file) => self.receive(data, file, plan),
            Err(error) => Ok(refusal(&error)),
        }
    }

    /// Stores what comes on the data connection and returns the final reply.
    fn receive(&mut self, mut data: Channel, mut file: File, plan: &Plan) -> io::Result<Vec<u8>> {
        let mut last = COMPLETE.to_vec();
        if plan.final_early {
            self.reply("", &last, b"")?;
            last.clear();
        }
        let stop = plan.data.stop.as_ref();
        let end = stop.map_or(u64::MAX, |(at, _)| at.offset(None));
        let mut received = 0;
        let mut block = vec![0; BLOCK];
        while received < end {
            if !self.wait_for_data(&mut data)? {
                return Ok(ABORTED.to_vec());
            }
            let room = block.len().min(usize::try_from(end - received).unwrap_or(BLOCK));
            let length = match data.read(&mut block[..room]) {
                Ok(0) => break,
                Ok(length) => length,
                Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
                    self.shared.records.note(|events| events.unclean_uploads += 1);
                    if self.shared.options.strict_eof {
                        return Ok(b"426 Failure reading network stream.".to_vec());
                    }
                    break;
                }
                Err(_) => return Ok(BROKEN.to_vec()),
            };
            let block = &mut block[..length];
            corrupt(plan, received, block);
            self.keep(&mut file, block, received, plan)?;
            received += length as u64;
            self.shared.records.note(|events| events.bytes += length as u64);
        }
        drop(file);
        match stop {
            Some((at, stop)) if received >= end || matches!(at, At::End) => {
                self.break_off(data, stop, plan, Direction::Upload)
            }
            _ => {
                self.end_data(data, plan);
                Ok(last)
            }
        }
    }

    /// Waits for payload; false if the client sent ABOR.
    fn wait_for_data(&mut self, data: &mut Channel) -> io::Result<bool> {
        while !data.has_buffered() {
            let sources = [Source::Wire(&data.wire), Source::Wire(&self.control.wire)];
            let ready = wait(&self.shared.net, &sources, None);
            if ready[1] && self.aborted()? {
                return Ok(false);
            }
            if ready[0] {
                break;
            }
        }
        Ok(true)
    }

    /// Writes a block that begins at `offset` of the upload, as far as the plan lets it.
    fn keep(&self, file: &mut File, block: &[u8], offset: u64, plan: &Plan) -> io::Result<()> {
        let wanted = plan.data.only.unwrap_or(u64::MAX).saturating_sub(offset);
        let length = block.len().min(usize::try_from(wanted).unwrap_or(usize::MAX));
        let block = &block[..length];
        if self.ascii {
            let text: Vec<u8> = block.iter().copied().filter(|byte| *byte != b'\r').collect();
            return file.write_all(&text);
        }
        file.write_all(block)
    }

    /// Breaks a transfer off as the script wants it, and returns the final reply.
    fn break_off(
        &mut self,
        mut data: Channel,
        stop: &Stop,
        plan: &Plan,
        direction: Direction,
    ) -> io::Result<Vec<u8>> {
        let reply = match stop {
            Stop::End(how) => {
                match how {
                    Ending::Reset => data.wire.reset_on_drop(),
                    Ending::Cut => data.wire.finish(),
                }
                if let Some((Moment::WithData, how)) = plan.end {
                    drop(data);
                    return Err(self.ended(how));
                }
                if *how == Ending::Cut {
                    self.lingering = Some(data);
                }
                BROKEN.to_vec()
            }
            Stop::Stall => {
                // More of an upload is no sign that the client gave up.
                let watched = Some(&data).filter(|_| direction == Direction::Download);
                let aborted = self.wait_for_client(watched)?;
                if aborted { ABORTED } else { BROKEN }.to_vec()
            }
            Stop::Content => {
                self.end_data(data, plan);
                COMPLETE.to_vec()
            }
            Stop::Fail { text, keep } => {
                if !keep {
                    data.close_notify();
                    data.wire.finish();
                }
                self.lingering = Some(data);
                text.clone()
            }
        };
        Ok(reply)
    }

    /// Ends a data connection well, or without `close_notify` where the plan says so. The socket stays
    /// until the next transfer: closing it with unread bytes would be an RST.
    fn end_data(&mut self, mut data: Channel, plan: &Plan) {
        if self.shared.options.fin_first {
            let mut buffer = [0; 4096];
            while matches!(data.wire.read(&mut buffer), Ok(1..)) {}
        }
        if !plan.data.no_close_notify {
            data.wire.set_write_limit(None);
            data.close_notify();
        }
        data.wire.finish();
        self.lingering = Some(data);
    }
}

/// Flips one bit, if the byte that the plan names is in this block.
fn corrupt(plan: &Plan, offset: u64, block: &mut [u8]) {
    let at = plan.data.corrupt.and_then(|at| at.checked_sub(offset));
    let at = at.and_then(|at| usize::try_from(at).ok());
    if let Some(byte) = at.and_then(|at| block.get_mut(at)) {
        *byte ^= 1;
    }
}

/// The text of a file with CRLF at the end of every line.
fn with_crlf(mut file: File) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    file.read_to_end(&mut text)?;
    let lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
    Ok(lines.join(&b"\r\n"[..]))
}
