//! The sounds of an engine that play: nodes of a fixed table, each of which has one owner.
//!
//! A [`PlayHandle`] owns a node, and so does the [`PlayQueue`] in which it is linked. The control layer fills a free
//! node and sends its handle with a command; the tick links it into one queue at a time, plays it, and gives the handle
//! back by a report. Until then the control layer keeps the samples of the node.

use super::play_node::{Node, Play, PlaySounds};
use crate::dsp::LinearGain;
use crate::rt::frame::AudioFormat;
use crate::rt::index::NONE;
use crate::rt::message::event::PlayEnd;
use crate::rt::message::play_handle::{PlayHandle, PlaySelection};
use crate::rt::sync::exclusive::Exclusive;

/// A queue of nodes, which it owns, in the order in which they play.
#[derive(Debug)]
pub struct PlayQueue {
    head: u32,
    tail: u32,
}

impl PlayQueue {
    /// No nodes.
    pub const EMPTY: PlayQueue = PlayQueue { head: NONE, tail: NONE };

    /// Returns true if nothing plays or waits.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.head == NONE
    }
}

/// All nodes of an engine.
#[derive(Debug)]
pub struct Plays {
    nodes: Box<[Exclusive<Node>]>,
}

/// A node that is free.
pub fn free_node() -> Exclusive<Node> {
    Exclusive::new(Node::of(Play {
        sounds: PlaySounds::NONE,
        times: 1,
        gain: LinearGain::UNITY,
        batch: 0,
        begins: 0,
        number: 0,
        recording: 0,
    }))
}

impl Plays {
    /// A table of those nodes.
    pub fn new(nodes: Box<[Exclusive<Node>]>) -> Plays {
        Plays { nodes }
    }

    /// The memory, for locking it.
    pub fn region(&self) -> (*const u8, usize) {
        (self.nodes.as_ptr().cast(), size_of_val(&*self.nodes))
    }

    /// The node of that index, for its owner.
    ///
    /// # Safety
    /// The caller borrows the handle of the node, or the queue in which it is, as long as the reference is alive.
    #[allow(clippy::mut_from_ref)]
    #[inline(always)]
    unsafe fn node(&self, index: u32) -> Option<&mut Node> {
        // SAFETY: a node has one owner, its handle or its queue, which the caller borrows: nobody else reaches it.
        self.nodes.get(index as usize).map(|cell| unsafe { cell.get() })
    }

    /// The node that a handle owns.
    fn owned(&self, handle: &PlayHandle) -> Option<&Node> {
        // SAFETY: the handle owns the node, is borrowed, and lends it to be read only.
        unsafe { self.node(handle.index()) }.map(|node| &*node)
    }

    /// Fills a node.
    pub fn fill(&self, handle: &mut PlayHandle, play: Play) {
        // SAFETY: the handle owns the node, and is borrowed exclusively.
        if let Some(node) = unsafe { self.node(handle.index()) } {
            *node = Node::of(play);
        }
    }

    /// The number of a node's play.
    pub fn number(&self, handle: &PlayHandle) -> u64 {
        self.owned(handle).map_or(0, Node::number)
    }

    /// How a node's play has ended, if it had begun and the tick has seen its end.
    pub fn end(&self, handle: &PlayHandle) -> Option<PlayEnd> {
        self.owned(handle).and_then(Node::end)
    }

    /// The last tick before the participant counted as having received a node's announcement; `None` if that is not
    /// known.
    pub fn announced_at(&self, handle: &PlayHandle) -> Option<u64> {
        self.owned(handle).and_then(Node::announced_at)
    }

    /// Puts a node at the end of a queue.
    pub fn append(&self, queue: &mut PlayQueue, handle: PlayHandle) {
        let index = handle.index();
        // SAFETY: the handle owned the node, and is used up.
        let Some(node) = (unsafe { self.node(index) }) else { return };
        node.next = NONE;
        // SAFETY: the queue owns its last node and is borrowed exclusively; it is another node than `index`.
        match unsafe { self.node(queue.tail) } {
            Some(tail) => tail.next = index,
            None => queue.head = index,
        }
        queue.tail = index;
    }

    /// Takes the first node out of a queue.
    fn take_first(&self, queue: &mut PlayQueue) -> Option<PlayHandle> {
        let index = queue.head;
        // SAFETY: the node is the queue's, which is borrowed exclusively.
        queue.head = unsafe { self.node(index) }?.next;
        if queue.head == NONE {
            queue.tail = NONE;
        }
        // SAFETY: the node has just been taken out of its queue.
        Some(unsafe { PlayHandle::from_index(index) })
    }

    /// The first node of a queue.
    fn first<'a>(&'a self, queue: &'a mut PlayQueue) -> Option<&'a mut Node> {
        // SAFETY: the node is the queue's, which stays borrowed exclusively.
        unsafe { self.node(queue.head) }
    }

    /// Calls `visit` with each node of a queue, until that returns `false`.
    #[inline(always)]
    fn each(&self, queue: &mut PlayQueue, mut visit: impl FnMut(&mut Node) -> bool) {
        let mut index = queue.head;
        // SAFETY: the nodes are the queue's, which is borrowed exclusively; one at a time.
        while let Some(node) = unsafe { self.node(index) } {
            if !visit(node) {
                return;
            }
            index = node.next;
        }
    }

    /// Plays a queue into `out`, one node after the other, up to the batch `released`. Where nothing plays, `out` is
    /// not changed. Nodes that have ended stay until [`Plays::sweep`].
    pub fn render(
        &self,
        queue: &mut PlayQueue,
        format: &AudioFormat,
        tick: u64,
        released: u64,
        out: &mut [i16],
    ) {
        let mut at = 0;
        self.each(queue, |node| {
            if node.end().is_some() {
                return true;
            }
            let rest = out.get_mut(at..).unwrap_or_default();
            if rest.is_empty() {
                return false;
            }
            let Some(laid) = node.render(format, tick, released, at, rest) else { return false };
            at += laid;
            node.end().is_some()
        });
    }

    /// Fades out the first node of a queue into `out`, for a pause; it begins from its start the next time.
    pub fn pause(&self, queue: &mut PlayQueue, format: &AudioFormat, out: &mut [i16]) {
        if let Some(node) = self.first(queue) {
            node.pause(format, out);
        }
    }

    /// Returns true if the first node of a queue has begun.
    pub fn has_begun(&self, queue: &mut PlayQueue) -> bool {
        self.first(queue).is_some_and(|node| node.has_begun())
    }

    /// Stops nodes of a queue: those that play fade out in the next [`Plays::render`], those that wait are handed to
    /// `give` at once.
    pub fn stop(
        &self,
        queue: &mut PlayQueue,
        which: PlaySelection,
        mut give: impl FnMut(PlayHandle, u64, PlayEnd),
    ) {
        let mut all = core::mem::replace(queue, PlayQueue::EMPTY);
        while let Some(handle) = self.take_first(&mut all) {
            let number = self.number(&handle);
            let is_meant = match which {
                PlaySelection::All => true,
                PlaySelection::Number(of) => number == of,
                PlaySelection::Node(of) => handle.index() == of,
            };
            // SAFETY: the handle owns the node; this function owns the handle.
            let sounds = !is_meant || unsafe { self.node(handle.index()) }.is_some_and(Node::stop);
            if sounds {
                self.append(queue, handle);
            } else {
                give(handle, number, PlayEnd::Stopped);
            }
        }
    }

    /// Takes nodes that have ended out of a queue and hands them to `give`.
    pub fn sweep(&self, queue: &mut PlayQueue, mut give: impl FnMut(PlayHandle, u64, PlayEnd)) {
        while let Some((number, end)) = self.first(queue).and_then(|node| Some((node.number(), node.end()?)))
        {
            if let Some(handle) = self.take_first(queue) {
                give(handle, number, end);
            }
        }
    }

    /// Reports each recording whose announcement, in this queue of one participant, the participant has not received to
    /// the end yet. `is_received` returns true if it has received the frame of a tick.
    pub fn unannounced_recordings(
        &self,
        queue: &mut PlayQueue,
        is_received: impl Fn(u64) -> bool,
        mut report: impl FnMut(u64),
    ) {
        self.each(queue, |node| {
            if let Some(recording) = node.unannounced_recording(&is_received) {
                report(recording);
            }
            true
        });
    }

    /// Notes, for nodes of a queue that have just ended, that their last samples are in the frame of `tick`.
    pub fn note_last_tick(&self, queue: &mut PlayQueue, tick: u64) {
        self.each(queue, |node| {
            node.note_last_tick(tick);
            true
        });
    }

    /// Restarts the nodes of a queue that have begun, since frames of them were lost.
    pub fn restart(&self, queue: &mut PlayQueue) {
        self.each(queue, |node| {
            node.restart();
            true
        });
    }

    /// Ends the nodes of a queue that are to stop, since the queue is not audible now.
    pub fn end_stopping(&self, queue: &mut PlayQueue) {
        self.each(queue, |node| {
            node.end_if_stopping();
            true
        });
    }

    /// Takes announcements out of a queue that were stopped, or that the participant has received by tick `until`, and
    /// hands them to `give`.
    pub fn sweep_announced(
        &self,
        queue: &mut PlayQueue,
        is_received: impl Fn(u64) -> bool,
        until: u64,
        mut give: impl FnMut(PlayHandle, u64, PlayEnd),
    ) {
        while let Some((number, end)) =
            self.first(queue).and_then(|node| Some((node.number(), node.end_announced(&is_received, until)?)))
        {
            if let Some(handle) = self.take_first(queue) {
                give(handle, number, end);
            }
        }
    }

    /// Takes all nodes out of a queue and hands them to `give`.
    pub fn clear(&self, queue: &mut PlayQueue, mut give: impl FnMut(PlayHandle, u64, PlayEnd)) {
        while let Some(handle) = self.take_first(queue) {
            let (number, end) = (self.number(&handle), self.end(&handle));
            give(handle, number, end.unwrap_or(PlayEnd::Dropped));
        }
    }
}
