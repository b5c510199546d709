//! The faults a script can order. Each is a small change to the [`Plan`] of one command, so faults
//! combine: `Fault::delay(d).and(Fault::cut(10))`.

use std::time::Duration;

use super::super::pki::Identity;
use super::plan::{At, Ending, Event, Instead, Moment, Opening, Passive, Plan, Preliminary, Stop};

/// A change to the plan of one command.
type Change = dyn Fn(&mut Plan, &Event) + Send + Sync;

/// One way to go wrong.
pub struct Fault(Box<Change>);

impl Fault {
    /// Any change to the plan, decided when the command is there; may touch the files too.
    pub fn custom(change: impl Fn(&mut Plan, &Event) + Send + Sync + 'static) -> Self {
        Self(Box::new(change))
    }

    fn plain(change: impl Fn(&mut Plan) + Send + Sync + 'static) -> Self {
        Self::custom(move |plan, _| change(plan))
    }

    /// This one and another one.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self::custom(move |plan, event| {
            self.apply(plan, event);
            other.apply(plan, event);
        })
    }

    /// Changes the plan.
    pub fn apply(&self, plan: &mut Plan, event: &Event) {
        (self.0)(plan, event);
    }

    // Replies.

    /// Answers with this (code and text) and does nothing. A data connection is left open.
    pub fn reply(text: impl AsRef<[u8]>) -> Self {
        let text = text.as_ref().to_vec();
        Self::plain(move |plan| plan.instead = Some(Instead::Reply(text.clone())))
    }

    /// The same, and closes the data connection or its listener.
    pub fn reply_closing_data(text: impl AsRef<[u8]>) -> Self {
        let text = text.as_ref().to_vec();
        Self::plain(move |plan| plan.instead = Some(Instead::ReplyClosingData(text.clone())))
    }

    /// Answers with this and closes the control connection: `421 too many commands`.
    pub fn farewell(text: impl AsRef<[u8]>) -> Self {
        Self::reply(text).and(Self::close(Moment::AfterReply))
    }

    /// Does the command, transfer included, and then gives this final reply.
    pub fn final_reply(text: impl AsRef<[u8]>) -> Self {
        let text = text.as_ref().to_vec();
        Self::plain(move |plan| plan.final_reply = Some(text.clone()))
    }

    /// Writes these bytes as they are, instead of a reply (or of a banner, or of a TLS handshake).
    pub fn raw(bytes: impl AsRef<[u8]>) -> Self {
        let bytes = bytes.as_ref().to_vec();
        Self::plain(move |plan| plan.instead = Some(Instead::Raw(bytes.clone())))
    }

    /// The same in clear, past the TLS that is in force, and ends the connection (vsftpd: `500 OOPS`).
    pub fn in_clear(bytes: impl AsRef<[u8]>) -> Self {
        let bytes = bytes.as_ref().to_vec();
        let said = Self::plain(move |plan| plan.instead = Some(Instead::Clear(bytes.clone())));
        said.and(Self::close(Moment::AfterReply))
    }

    /// Writes `head`, then `again` over and over: an endless reply, an endless line.
    pub fn flood(head: impl AsRef<[u8]>, again: impl AsRef<[u8]>) -> Self {
        let (head, again) = (head.as_ref().to_vec(), again.as_ref().to_vec());
        Self::plain(move |plan| plan.instead = Some(Instead::Flood(head.clone(), again.clone())))
    }

    /// Writes these bytes behind the reply, in the same segment (in clear behind a 234).
    pub fn behind_reply(bytes: impl AsRef<[u8]>) -> Self {
        let bytes = bytes.as_ref().to_vec();
        Self::plain(move |plan| plan.behind_reply.clone_from(&bytes))
    }

    /// Sends this reply over and over, one every `pause`: `150 soon`.
    pub fn drip(text: impl AsRef<[u8]>, pause: Duration) -> Self {
        let line = [text.as_ref(), b"\r\n"].concat();
        Self::plain(move |plan| plan.instead = Some(Instead::Drip(line.clone(), pause)))
    }

    /// Sends one more reply `pause` after the final one, before it reads the next command.
    pub fn again_after(pause: Duration, text: impl AsRef<[u8]>) -> Self {
        let text = text.as_ref().to_vec();
        Self::plain(move |plan| plan.again = Some((pause, text.clone())))
    }

    /// Does the command at once and answers so much later.
    pub fn answer_after(time: Duration) -> Self {
        Self::plain(move |plan| plan.answer_delay = Some(time))
    }

    /// Answers nothing, does nothing, and reads on.
    pub fn silence() -> Self {
        Self::raw("")
    }

    /// Never answers, and reads nothing more.
    pub fn hang() -> Self {
        Self::plain(|plan| plan.instead = Some(Instead::Hang))
    }

    /// Waits before it does the command.
    pub fn delay(time: Duration) -> Self {
        Self::plain(move |plan| plan.delay = Some(time))
    }

    /// SIZE is one too many, MDTM an hour late, a digest another one; REST says 350 and is forgotten.
    pub fn lie() -> Self {
        Self::plain(|plan| plan.lie = true)
    }

    // The control connection.

    /// Closes the control connection.
    pub fn close(moment: Moment) -> Self {
        Self::plain(move |plan| plan.end = Some((moment, Ending::Cut)))
    }

    /// Resets the control connection.
    pub fn reset(moment: Moment) -> Self {
        Self::plain(move |plan| plan.end = Some((moment, Ending::Reset)))
    }

    // The order of a transfer.

    /// Sends the final reply before the data.
    pub fn early_final() -> Self {
        Self::plain(|plan| plan.final_early = true)
    }

    /// Never sends the 1yz.
    pub fn no_preliminary() -> Self {
        Self::plain(|plan| plan.preliminary = Preliminary::Never)
    }

    /// Sends the 1yz only when TLS stands on the data connection.
    pub fn late_preliminary() -> Self {
        Self::plain(|plan| plan.preliminary = Preliminary::AfterHandshake)
    }

    // The data connection.

    /// FIN without `close_notify` at this place; 426.
    pub fn cut(at: impl Into<At>) -> Self {
        Self::stop(at, || Stop::End(Ending::Cut))
    }

    /// RST at this place; 426.
    pub fn reset_data(at: impl Into<At>) -> Self {
        Self::stop(at, || Stop::End(Ending::Reset))
    }

    /// RST on the data connection at this place, and on the control connection too: the line broke.
    pub fn lose_line(at: impl Into<At>) -> Self {
        Self::reset_data(at).and(Self::reset(Moment::WithData))
    }

    /// Nothing moves any more from this place on.
    pub fn stall(at: impl Into<At>) -> Self {
        Self::stop(at, || Stop::Stall)
    }

    /// Takes or sends so much, closes the data connection well and says 226.
    pub fn stop_early(at: impl Into<At>) -> Self {
        Self::stop(at, || Stop::Content)
    }

    /// Takes all, stores only this many bytes and says 226; or sends only so many of a download.
    pub fn only(bytes: u64) -> Self {
        Self::plain(move |plan| plan.data.only = Some(bytes))
    }

    /// Answers with this at this place, and closes the data connection.
    pub fn fail(at: impl Into<At>, text: impl AsRef<[u8]>) -> Self {
        let text = text.as_ref().to_vec();
        Self::stop(at, move || Stop::Fail { text: text.clone(), keep: false })
    }

    /// Answers with this at this place, and leaves the data connection open.
    pub fn fail_keeping_data(at: impl Into<At>, text: impl AsRef<[u8]>) -> Self {
        let text = text.as_ref().to_vec();
        Self::stop(at, move || Stop::Fail { text: text.clone(), keep: true })
    }

    /// All the data, and FIN without `close_notify`.
    pub fn no_close_notify() -> Self {
        Self::plain(|plan| plan.data.no_close_notify = true)
    }

    /// Never takes the data connection.
    pub fn never_accept() -> Self {
        Self::plain(|plan| plan.data.opening = Opening::NeverAccepted)
    }

    /// 150, takes the data connection, closes it before TLS, 226: an empty file of some servers.
    pub fn end_before_tls() -> Self {
        Self::plain(|plan| plan.data.opening = Opening::EndedBeforeTls)
    }

    /// Takes the data connection and never answers the `ClientHello`.
    pub fn never_handshake() -> Self {
        Self::plain(|plan| plan.data.opening = Opening::NeverShaken)
    }

    /// Shows another certificate on the data connection, with a full handshake.
    pub fn data_certificate(identity: Identity) -> Self {
        Self::plain(move |plan| plan.data.identity = Some(identity))
    }

    /// Flips one bit of the byte at this offset, in either direction.
    pub fn corrupt(offset: u64) -> Self {
        Self::plain(move |plan| plan.data.corrupt = Some(offset))
    }

    /// Sends these bytes as the listing.
    pub fn listing(bytes: impl AsRef<[u8]>) -> Self {
        let bytes = bytes.as_ref().to_vec();
        Self::plain(move |plan| plan.data.listing = Some(bytes.clone()))
    }

    // EPSV and PASV.

    /// Names port 0.
    pub fn port_zero() -> Self {
        Self::plain(|plan| plan.passive = Passive::PortZero)
    }

    /// Names a port where nobody listens.
    pub fn dead_port() -> Self {
        Self::plain(|plan| plan.passive = Passive::DeadPort)
    }

    /// PASV names this address, with the right port.
    pub fn pasv_address(address: [u8; 4]) -> Self {
        Self::plain(move |plan| plan.passive = Passive::Address(address))
    }

    // Files.

    /// Writes a file (path relative to the served folder) before the command is done.
    pub fn change_file(path: &'static str, content: impl AsRef<[u8]>) -> Self {
        let content = content.as_ref().to_vec();
        Self::custom(move |_, event| {
            std::fs::write(event.root.join(path), &content).expect("changing a served file");
        })
    }

    fn stop(at: impl Into<At>, make: impl Fn() -> Stop + Send + Sync + 'static) -> Self {
        let at = at.into();
        Self::plain(move |plan| plan.data.stop = Some((at, make())))
    }
}
