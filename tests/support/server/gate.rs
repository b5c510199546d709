//! What stands behind the gate of `turns`: bytes and connections that arrived and may not be seen yet.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{self, Read};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;

/// Names a connection or a listener behind the gate.
pub type Id = u64;

/// The sockets that the umpire looks at: connections, then listeners.
type Sockets = (Vec<(Id, Arc<TcpStream>)>, Vec<(Id, Arc<TcpListener>)>);

#[derive(Default)]
pub(super) struct State {
    pub(super) next_id: Id,
    pub(super) lines: BTreeMap<Id, Line>,
    pub(super) doors: BTreeMap<Id, Door>,
    /// Groups (a control connection with its data connections) with a SYN not yet answered.
    pub(super) opening: BTreeSet<Id>,
    /// Server threads that are not waiting behind the gate.
    pub(super) running: usize,
    pub(super) waiting: BTreeMap<u64, Vec<Id>>,
    pub(super) next_waiter: u64,
    pub(super) quiet: u32,
    pub(super) counted: bool,
    pub(super) turns: usize,
    pub(super) turns_at_reply: usize,
    /// Folders of `/proc` with a thread each, or with all threads of a process.
    pub(super) clients: Vec<PathBuf>,
    pub(super) stopping: bool,
}

/// One connection.
pub(super) struct Line {
    pub(super) stream: Arc<TcpStream>,
    pub(super) group: Id,
    pub(super) visible: VecDeque<u8>,
    pub(super) soon: Vec<u8>,
    pub(super) later: Vec<u8>,
    pub(super) end: Option<End>,
}

/// How a connection ended, and when the server may see it.
pub(super) struct End {
    pub(super) kind: Option<io::ErrorKind>,
    pub(super) generations_left: u8,
}

/// One listener; connections move from `syn` through `acknowledged` to `ready`.
pub(super) struct Door {
    pub(super) listener: Arc<TcpListener>,
    pub(super) group: Option<Id>,
    pub(super) syn: Vec<(Arc<TcpStream>, Id)>,
    pub(super) acknowledged: Vec<(Arc<TcpStream>, Id)>,
    pub(super) ready: VecDeque<(Arc<TcpStream>, Id)>,
}

impl State {
    pub(super) fn fresh_id(&mut self) -> Id {
        self.next_id += 1;
        self.next_id
    }

    pub(super) fn open_sockets(&self) -> Sockets {
        let lines = self.lines.iter().filter(|(_, line)| line.end.is_none());
        (
            lines.map(|(id, l)| (*id, Arc::clone(&l.stream))).collect(),
            self.doors.iter().map(|(id, door)| (*id, Arc::clone(&door.listener))).collect(),
        )
    }

    pub(super) fn take_connection(&mut self, id: Id) {
        let fresh = self.fresh_id();
        let Some(door) = self.doors.get_mut(&id) else {
            return;
        };
        let Ok((stream, _)) = door.listener.accept() else {
            return;
        };
        let stream = Arc::new(stream);
        let _ = stream.set_nonblocking(false);
        let group = door.group.unwrap_or(fresh);
        door.syn.push((Arc::clone(&stream), fresh));
        self.lines.insert(fresh, Line::new(stream, group));
        self.opening.insert(group);
    }

    pub(super) fn take_bytes(&mut self, id: Id, mut stream: &TcpStream) {
        let Some(line) = self.lines.get_mut(&id) else {
            return;
        };
        let behind_syn = self.opening.contains(&line.group);
        let mut buffer = [0; 16384];
        let end = match stream.read(&mut buffer) {
            Ok(0) => None,
            Ok(length) => {
                let kept = if behind_syn || !line.later.is_empty() {
                    &mut line.later
                } else {
                    &mut line.soon
                };
                return kept.extend_from_slice(&buffer[..length]);
            }
            Err(error) => Some(error.kind()),
        };
        line.end = Some(End { kind: end, generations_left: if behind_syn { 2 } else { 1 } });
    }

    pub(super) fn has_something_kept_back(&self) -> bool {
        let kept = |line: &Line| {
            let ending = line.end.as_ref().is_some_and(|e| e.generations_left > 0);
            ending || !line.soon.is_empty() || !line.later.is_empty()
        };
        let coming = |door: &Door| !door.syn.is_empty() || !door.acknowledged.is_empty();
        self.lines.values().any(kept) || self.doors.values().any(coming)
    }

    /// Whether some server thread runs, or is about to.
    pub(super) fn is_busy(&self) -> bool {
        self.running > 0 || self.waiting.values().any(|ids| self.any_ready(ids))
    }

    pub(super) fn any_ready(&self, ids: &[Id]) -> bool {
        ids.iter().any(|id| self.is_ready(*id))
    }

    pub(super) fn is_ready(&self, id: Id) -> bool {
        let line = self.lines.get(&id).map(|line| {
            let ended = line.end.as_ref().is_some_and(|e| e.generations_left == 0);
            !line.visible.is_empty() || ended
        });
        let door = self.doors.get(&id).map(|door| !door.ready.is_empty());
        self.stopping || line.or(door).unwrap_or(true)
    }

    /// Begins a generation: all that was kept back becomes visible together.
    pub(super) fn open_gate(&mut self) {
        self.counted = false;
        self.quiet = 0;
        self.opening.clear();
        for line in self.lines.values_mut() {
            line.visible.extend(std::mem::take(&mut line.soon));
            line.soon = std::mem::take(&mut line.later);
            if let Some(end) = &mut line.end {
                end.generations_left = end.generations_left.saturating_sub(1);
            }
        }
        let mut answered = false;
        for door in self.doors.values_mut() {
            door.ready.extend(std::mem::take(&mut door.acknowledged));
            answered |= !door.syn.is_empty();
            door.acknowledged = std::mem::take(&mut door.syn);
        }
        if answered {
            self.count();
        }
    }

    pub(super) fn count(&mut self) {
        if !self.counted {
            self.counted = true;
            self.turns += 1;
        }
    }
}

impl Line {
    pub(super) fn new(stream: Arc<TcpStream>, group: Id) -> Self {
        Self {
            stream,
            group,
            visible: VecDeque::new(),
            soon: Vec::new(),
            later: Vec::new(),
            end: None,
        }
    }
}
