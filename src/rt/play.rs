//! Sounds that play: nodes of a fixed table, each of which belongs to the control floor or to the tick, never to both.
//!
//! The control floor fills a free node and sends its index with a command; from then on it is the tick's, which links
//! it into one queue at a time, plays it, and gives it back by a report. So a node is all that a command carries, and
//! what the node points to is kept by the control floor until the node has come back.

use super::frame::Geometry;
use super::members::NONE;
use super::sync::Turns;
use crate::dsp::ramp::ramp;
use crate::units::Gain;

/// How a play has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u32)]
pub enum PlayEnd {
    /// Its last sample was played.
    Completed = 1,
    /// It was stopped, or another interrupted it.
    Stopped = 2,
    /// Its participant was freed, or its room has ended.
    Dropped = 3,
}

/// What is to play, as the control floor fills it in.
#[derive(Clone, Copy, Debug)]
pub struct Play {
    /// The first sample, at the engine's rate.
    pub data: *const i16,
    /// How many samples: at least 1.
    pub len: u32,
    /// How many times; 0: for ever.
    pub times: u32,
    /// On every sample.
    pub gain: Gain,
    /// It begins when the batch of that number is released; 0: at once.
    pub batch: u64,
    /// The tick with which it begins; one that comes later begins as far on as it would be by then. 0: at once.
    pub begins: u64,
    /// By which number the host knows it; 0: nobody is told of its end.
    pub number: u64,
}

/// One sound that plays or waits.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub struct Node {
    play: Play,
    at: u32,
    next: u32,
    begun: bool,
    stopping: bool,
    end: Option<PlayEnd>,
}

/// A node that one party at a time may touch.
#[derive(Debug)]
pub struct PlayCell(Turns<Node>);

// SAFETY: a node is reached by whoever holds it: see `Plays::node`; rings and the crew's counters order the holders.
unsafe impl Sync for PlayCell {}
// SAFETY: what its pointer points to is not bound to a thread.
unsafe impl Send for PlayCell {}

/// Which nodes of a queue are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// All.
    All,
    /// That whose play has that number.
    Number(u64),
    /// That of this index.
    Node(u32),
}

impl Which {
    /// The play of that number; 0: all.
    pub fn of(number: u64) -> Which {
        if number == 0 { Which::All } else { Which::Number(number) }
    }
}

/// Nodes in the order in which they play.
#[derive(Clone, Copy, Debug)]
pub struct Queue {
    head: u32,
    tail: u32,
}

impl Queue {
    /// No nodes.
    pub const EMPTY: Queue = Queue { head: NONE, tail: NONE };

    /// Whether nothing plays or waits.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.head == NONE
    }
}

/// All nodes of an engine.
#[derive(Debug)]
pub struct Plays {
    nodes: Box<[PlayCell]>,
}

impl PlayCell {
    /// A node that nobody has filled.
    pub fn new() -> PlayCell {
        let play = Play {
            data: core::ptr::null(),
            len: 0,
            times: 1,
            gain: Gain::UNITY,
            batch: 0,
            begins: 0,
            number: 0,
        };
        PlayCell(Turns::new(Node::of(play)))
    }
}

impl Node {
    fn of(play: Play) -> Node {
        Node { play, at: 0, next: NONE, begun: false, stopping: false, end: None }
    }

    /// The samples.
    fn data(&self) -> &[i16] {
        if self.play.data.is_null() {
            return &[];
        }
        // SAFETY: the control floor has filled in the pointer and the length of a prompt, which it keeps, unchanged,
        // until the node has come back.
        unsafe { core::slice::from_raw_parts(self.play.data, self.play.len as usize) }
    }

    /// Whether its tick has come; if that was earlier, it goes on from where it would be at the sample `at` of this one.
    fn has_its_tick_come(&mut self, tick: u64, g: &Geometry, at: usize) -> bool {
        if self.begun || self.play.begins == 0 {
            return true;
        }
        let Some(late) = tick.checked_sub(self.play.begins) else { return false };
        let position = late.wrapping_mul(g.frame as u64).wrapping_add(at as u64);
        self.at = position.checked_rem(u64::from(self.play.len)).unwrap_or_default() as u32;
        true
    }

    /// Plays into `out` as much as there is and fits, and no more than a ramp's length if it is to stop; answers how
    /// many samples that was. What follows a node that has ended begins there.
    fn lay(&mut self, out: &mut [i16], ramp_samples: usize) -> usize {
        self.begun = true;
        let most = if self.stopping { ramp_samples.min(out.len()) } else { out.len() };
        let out = out.get_mut(..most).unwrap_or_default();
        let mut filled = 0;
        // Each turn takes a sample at least, or ends the play.
        while filled < out.len() && self.end.is_none() {
            let rest = out.get_mut(filled..).unwrap_or_default();
            let data = self.data().get(self.at as usize..).unwrap_or_default();
            let n = data.len().min(rest.len());
            rest.iter_mut().zip(data).for_each(|(to, from)| *to = *from);
            filled += n;
            self.at += n as u32;
            if self.at >= self.play.len {
                if self.play.times == 1 || n == 0 {
                    self.end = Some(PlayEnd::Completed);
                }
                self.play.times = self.play.times.saturating_sub(1);
                self.at = 0;
            }
        }
        let laid = out.get_mut(..filled).unwrap_or_default();
        let gain = self.play.gain;
        if self.stopping {
            ramp(laid, gain, Gain::ZERO, ramp_samples);
            self.end = self.end.or(Some(PlayEnd::Stopped));
        } else if gain != Gain::UNITY {
            ramp(laid, gain, gain, 1);
        }
        filled
    }
}

impl Plays {
    /// A table of those nodes.
    pub fn new(nodes: Box<[PlayCell]>) -> Plays {
        Plays { nodes }
    }

    /// The memory, for locking it.
    pub fn region(&self) -> (*const u8, usize) {
        (self.nodes.as_ptr().cast(), size_of_val(&*self.nodes))
    }

    /// Fills a node that is about to be sent.
    ///
    /// # Safety
    /// Only for the control floor, under its lock, of a node that is not with the tick.
    pub unsafe fn fill(&self, index: u32, play: Play) {
        // SAFETY: by the contract above nobody else has the node.
        if let Some(node) = unsafe { self.node(index) } {
            *node = Node::of(play);
        }
    }

    /// A node.
    ///
    /// # Safety
    /// Only for who holds it: the control floor until it is sent; then the ticking thread outside the fork, and within
    /// it the worker that has claimed the room, or the booth, in whose queue it is. No other reference may be alive.
    #[allow(clippy::mut_from_ref)]
    unsafe fn node(&self, index: u32) -> Option<&mut Node> {
        // SAFETY: by the contract above nobody else has a reference.
        self.nodes.get(index as usize).map(|cell| unsafe { &mut *cell.0.change() })
    }

    /// The number of a node's play.
    ///
    /// # Safety
    /// As of `node`.
    pub unsafe fn number(&self, index: u32) -> u64 {
        // SAFETY: the caller's contract is the same.
        unsafe { self.node(index) }.map_or(0, |node| node.play.number)
    }

    /// How a node's play has ended, if it had begun and the tick has seen its end.
    ///
    /// # Safety
    /// As of `node`.
    pub unsafe fn end(&self, index: u32) -> Option<PlayEnd> {
        // SAFETY: the caller's contract is the same.
        unsafe { self.node(index) }.and_then(|node| node.end)
    }

    /// Puts a node at the end of a queue.
    ///
    /// # Safety
    /// As of `node`, of it and of the queue's.
    pub unsafe fn append(&self, queue: &mut Queue, index: u32) {
        // SAFETY: the caller's contract is the same; one node at a time.
        unsafe {
            let Some(node) = self.node(index) else { return };
            node.next = NONE;
            match self.node(queue.tail) {
                Some(tail) => tail.next = index,
                None => queue.head = index,
            }
        }
        queue.tail = index;
    }

    /// Plays a queue into `out`, one node after the other, from where it stands, batches up to `released` included.
    /// Where nothing plays `out` stays as it is. What has ended waits for [`Plays::sweep`].
    ///
    /// # Safety
    /// As of `node`, of the queue's.
    pub unsafe fn render(&self, queue: &Queue, g: &Geometry, tick: u64, released: u64, out: &mut [i16]) {
        let (mut at, mut index) = (0, queue.head);
        // SAFETY: the caller's contract is the same; one node at a time.
        while let Some(node) = unsafe { self.node(index) } {
            let rest = out.get_mut(at..).unwrap_or_default();
            if node.end.is_none() {
                if rest.is_empty() || node.play.batch > released || !node.has_its_tick_come(tick, g, at) {
                    return;
                }
                at += node.lay(rest, g.ramp);
                if node.end.is_none() {
                    return;
                }
            }
            index = node.next;
        }
    }

    /// As [`Plays::render`] of a queue whose first node is to fall silent for a while: what sounds fades out, and
    /// begins anew the next time.
    ///
    /// # Safety
    /// As of `node`, of the queue's.
    pub unsafe fn pause(&self, queue: &Queue, g: &Geometry, out: &mut [i16]) {
        // SAFETY: the caller's contract is the same.
        let Some(node) = (unsafe { self.node(queue.head) }) else { return };
        if !node.begun || node.end.is_some() {
            return;
        }
        let ends = core::mem::replace(&mut node.stopping, true);
        node.lay(out, g.ramp);
        if !ends {
            *node = Node { next: node.next, ..Node::of(node.play) };
        }
    }

    /// Whether the first node of a queue has begun.
    ///
    /// # Safety
    /// As of `node`, of the queue's.
    pub unsafe fn has_begun(&self, queue: &Queue) -> bool {
        // SAFETY: the caller's contract is the same.
        unsafe { self.node(queue.head) }.is_some_and(|node| node.begun)
    }

    /// Stops nodes of a queue: what sounds fades out by the next [`Plays::render`], what waits is handed to `give` at
    /// once.
    ///
    /// # Safety
    /// As of `node`, of the queue's.
    pub unsafe fn stop(&self, queue: &mut Queue, which: Which, mut give: impl FnMut(u32, u64, PlayEnd)) {
        let mut index = core::mem::replace(queue, Queue::EMPTY).head;
        // SAFETY: the caller's contract is the same; one node at a time.
        while let Some(node) = unsafe { self.node(index) } {
            let next = node.next;
            let (begun, number) = (node.begun, node.play.number);
            let meant = match which {
                Which::All => true,
                Which::Number(of) => number == of,
                Which::Node(of) => index == of,
            };
            node.stopping |= meant && begun;
            if meant && !begun {
                give(index, number, PlayEnd::Stopped);
            } else {
                // SAFETY: as above.
                unsafe { self.append(queue, index) };
            }
            index = next;
        }
    }

    /// Takes what has ended out of a queue and hands it to `give`.
    ///
    /// # Safety
    /// As of `node`, of the queue's.
    pub unsafe fn sweep(&self, queue: &mut Queue, mut give: impl FnMut(u32, u64, PlayEnd)) {
        // SAFETY: the caller's contract is the same; one node at a time.
        while let Some(node) = unsafe { self.node(queue.head) } {
            let Some(end) = node.end else { return };
            let index = core::mem::replace(&mut queue.head, node.next);
            give(index, node.play.number, end);
        }
        queue.tail = NONE;
    }

    /// Takes everything out of a queue and hands it to `give`.
    ///
    /// # Safety
    /// As of `node`, of the queue's.
    pub unsafe fn clear(&self, queue: &mut Queue, mut give: impl FnMut(u32, u64, PlayEnd)) {
        // SAFETY: the caller's contract is the same; one node at a time.
        while let Some(node) = unsafe { self.node(queue.head) } {
            let index = core::mem::replace(&mut queue.head, node.next);
            give(index, node.play.number, node.end.unwrap_or(PlayEnd::Dropped));
        }
        queue.tail = NONE;
    }
}
