//! From a command to the transfer that runs: the hello with the command, and the guard (RFC 959 section 5.2,
//! RFC 4217). How the connection is made is left to `passive`, how it goes on to `transfer`.

use super::channel::Channel;
use super::passive::Opening;
use super::transfer::{Download, Upload};
use crate::error::Result;
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;
use crate::ftp::wire::command::Command;

impl Session {
    /// Begins a download at `offset` (RFC 3659 section 5). Returns also where it really begins: at
    /// 0 where the server refuses REST.
    pub fn retrieve_from(&mut self, path: &RemotePath, offset: u64) -> Result<(Download<'_>, u64)> {
        let command = self.about("RETR", path)?;
        let (channel, begun) = self.open_data_at(offset, command)?;
        Ok((Download::new(self, channel).end_our_side(), begun))
    }

    /// Begins an upload.
    pub fn store(&mut self, path: &RemotePath) -> Result<Upload<'_>> {
        self.store_from(path, 0).map(|(upload, _)| upload)
    }

    /// Begins an upload at `offset`. Returns also where it really begins, as for downloads: at 0
    /// the file is a new one.
    pub fn store_from(&mut self, path: &RemotePath, offset: u64) -> Result<(Upload<'_>, u64)> {
        let command = self.about("STOR", path)?;
        let (channel, begun) = self.open_data_at(offset, command)?;
        Ok((Upload::new(self, channel), begun))
    }

    /// Begins a download of text (TYPE A), as the wire has it.
    pub fn retrieve_text(&mut self, path: &RemotePath) -> Result<Download<'_>> {
        let command = self.about("RETR", path)?;
        let channel = self.open_text(command)?;
        Ok(Download::new(self, channel))
    }

    /// Begins an upload of text (TYPE A), as the wire has it.
    pub fn store_text(&mut self, path: &RemotePath) -> Result<Upload<'_>> {
        let command = self.about("STOR", path)?;
        let channel = self.open_text(command)?;
        Ok(Upload::new(self, channel))
    }

    /// Begins an upload that appends to the file.
    pub fn append(&mut self, path: &RemotePath) -> Result<Upload<'_>> {
        let command = self.about("APPE", path)?;
        let (channel, _) = self.open_data_at(0, command)?;
        Ok(Upload::new(self, channel))
    }

    pub(in crate::ftp) fn download(&mut self, command: Command) -> Result<Download<'_>> {
        let (channel, _) = self.open_data_at(0, command)?;
        Ok(Download::new(self, channel))
    }

    fn open_data_at(&mut self, offset: u64, command: Command) -> Result<(Channel, u64)> {
        let (exchange, port) = self.channels();
        let opening = port.open(exchange)?;
        self.begin(opening, offset, command)
    }

    /// The type is set last, since all that is sent before wants bytes as they are.
    fn open_text(&mut self, command: Command) -> Result<Channel> {
        let (exchange, port) = self.channels();
        let opening = port.open(exchange)?;
        exchange.use_text().map_err(|error| error.during("asking for text"))?;
        self.begin(opening, 0, command).map(|(channel, _)| channel)
    }

    /// Sends the hello, REST, if it is needed, and the command at once; returns where the transfer
    /// begins. In active mode the hello follows when the server has connected.
    fn begin(&mut self, opening: Opening, offset: u64, command: Command) -> Result<(Channel, u64)> {
        let (exchange, port) = self.channels();
        let rest = match offset {
            0 => None,
            offset => Some(exchange.send(Command::new("REST", offset.to_string())?)),
        };
        // The hello goes out first: a server that answers the command with its own side of the
        // handshake finds it there already.
        let mut channel = match opening {
            Opening::Connected(stream) => Channel::begin(*stream, port.tls(), exchange, command)?,
            Opening::Listening(port_of_ours) => {
                Channel::begin_active(&port_of_ours, port.tls(), exchange, command)?
            }
        };
        let begun = match rest {
            Some(rest) => exchange.answer(rest).map(|reply| reply.code() == 350),
            None => Ok(false),
        };
        let begun = begun.and_then(|granted| {
            channel.establish(exchange)?;
            port.check_resumed(channel.is_resumed())?;
            Ok(if granted { offset } else { 0 })
        });
        match begun {
            Ok(begun) => {
                self.trace_tls(&channel);
                Ok((channel, begun))
            }
            Err(error) => {
                exchange.abandon(channel.handle());
                Err(error)
            }
        }
    }

    fn trace_tls(&self, channel: &Channel) {
        if let Some(facts) = channel.stream().tls_facts() {
            let kind = if facts.resumed { "resumed" } else { "full handshake" };
            let left = match self.tickets_left() {
                None => "session reusable".to_owned(),
                Some(n) => format!("{n} tickets left"),
            };
            self.trace()
                .fact(&format!("data TLS {} {}, {kind}, {left}", facts.version, facts.suite));
        }
    }
}
