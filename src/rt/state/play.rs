//! Sounds that play: nodes of a fixed table, each of which belongs to the control floor or to the tick, never to both.
//!
//! The control floor fills a free node and sends its index with a command; from then on it is the tick's, which links
//! it into one queue at a time, plays it, and gives it back by a report. So a node is all that a command carries, and
//! what the node points to is kept by the control floor until the node has come back.

use super::members::NONE;
use crate::dsp::LinearGain;
use crate::dsp::level::ramp::ramp;
use crate::rt::frame::Geometry;
use crate::rt::message::event::PlayEnd;
use crate::rt::sync::atomics::Exclusive;

/// In which order samples play: from `start` to `to`, then from `from` to `to` again and again. Where `from` is not
/// before `to`, they play once from there to the end of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Track {
    /// The first that plays.
    pub start: u32,
    /// The first of the loop.
    pub from: u32,
    /// The one after the last of the loop.
    pub to: u32,
}

impl Track {
    /// All of `len` samples, again and again.
    pub fn whole(len: u32) -> Track {
        Track { start: 0, from: 0, to: len }
    }

    /// Samples of the loop; 0 if there is none.
    fn cycle(&self) -> u32 {
        self.to.saturating_sub(self.from)
    }

    /// Where it is after so many samples.
    fn after(&self, samples: u64) -> u32 {
        let at = u64::from(self.start).saturating_add(samples);
        let (from, to) = (u64::from(self.from), u64::from(self.to));
        if at < to {
            return at as u32;
        }
        let beyond = at - to;
        (from + beyond.checked_rem(u64::from(self.cycle())).unwrap_or(beyond)) as u32
    }
}

/// What is to play, as the control floor fills it in.
#[derive(Clone, Copy, Debug)]
pub struct Play {
    /// The first sample, at the engine's rate.
    pub data: *const i16,
    /// How many samples there are.
    pub len: u32,
    /// The order in which they play.
    pub track: Track,
    /// How many samples play in all; [`u64::MAX`]: for ever.
    pub total: u64,
    /// On every sample.
    pub gain: LinearGain,
    /// It begins when the batch of that number is released; 0: at once.
    pub batch: u64,
    /// The tick with which it begins; one that comes later begins as far on as it would be by then. 0: at once.
    pub begins: u64,
    /// By which number the host knows it; 0: nobody is told of its end.
    pub number: u64,
    /// The recording that it announces to one participant, or [`AGAIN`]; 0: none.
    pub notice: u64,
}

/// In place of a recording: it was announced to the participant before, and nothing waits for that.
pub const AGAIN: u64 = u64::MAX;

/// How often an announcement begins once more at most, where frames of it were lost.
const MOST_REPEATS: u32 = 8;

/// One sound that plays or waits.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub struct Node {
    play: Play,
    at: u32,
    /// Samples that are still to play.
    left: u64,
    next: u32,
    begun: bool,
    stopping: bool,
    end: Option<PlayEnd>,
    /// Of an announcement: the tick that has laid its last sample.
    laid: u64,
    /// Of an announcement: the last tick before it counted as heard; 0: it does not yet.
    heard: u64,
    repeats: u32,
}

/// A node that one party at a time may touch.
#[derive(Debug)]
pub struct PlayCell(Exclusive<Node>);

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
            track: Track::whole(0),
            total: 0,
            gain: LinearGain::UNITY,
            batch: 0,
            begins: 0,
            number: 0,
            notice: 0,
        };
        PlayCell(Exclusive::new(Node::of(play)))
    }
}

impl Node {
    fn of(play: Play) -> Node {
        let (at, left) = (play.track.start, play.total);
        Node {
            play,
            at,
            left,
            next: NONE,
            begun: false,
            stopping: false,
            end: None,
            laid: 0,
            heard: 0,
            repeats: 0,
        }
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
        self.at = self.play.track.after(position);
        self.left = self.play.total.saturating_sub(position);
        true
    }

    /// One copy of what plays next, into `out` behind its first `filled` samples, which this play has laid there.
    /// Returns how many samples that was.
    ///
    /// What lies in `out` already is the loop, once that is as long: each copy doubles it. So a frame takes some ten
    /// copies at most, however short the loop is.
    fn copy(&mut self, out: &mut [i16], filled: usize) -> usize {
        let Some((laid, rest)) = out.split_at_mut_checked(filled) else { return 0 };
        let track = self.play.track;
        let whole = filled - filled.checked_rem(track.cycle() as usize).unwrap_or(filled);
        if whole > 0 {
            let cycles = laid.get(filled - whole..).unwrap_or_default();
            rest.iter_mut().zip(cycles).for_each(|(to, from)| *to = *from);
            let copied = rest.len().min(whole);
            self.at = Track { start: self.at, ..track }.after(copied as u64);
            return copied;
        }
        let end = if self.at < track.to { track.to } else { self.play.len };
        let data = self.data().get(self.at as usize..end as usize).unwrap_or_default();
        rest.iter_mut().zip(data).for_each(|(to, from)| *to = *from);
        let copied = rest.len().min(data.len());
        self.at += copied as u32;
        if self.at == track.to {
            self.at = track.from;
        }
        copied
    }
    /// Plays into `out` as much as there is and fits, and no more than a ramp's length if it is to stop; answers how
    /// many samples that was. What follows a node that has ended begins there.
    fn lay(&mut self, out: &mut [i16], ramp_samples: usize) -> usize {
        self.begun = true;
        let most = if self.stopping { ramp_samples.min(out.len()) } else { out.len() };
        let most = most.min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let out = out.get_mut(..most).unwrap_or_default();
        let mut filled = 0;
        while filled < out.len() {
            let copied = self.copy(out, filled);
            if copied == 0 {
                self.left = 0;
                break;
            }
            filled += copied;
        }
        self.left = self.left.saturating_sub(filled as u64);
        if self.left == 0 {
            self.end = Some(PlayEnd::Completed);
        }
        let laid = out.get_mut(..filled).unwrap_or_default();
        let gain = self.play.gain;
        if self.stopping {
            ramp(laid, gain, LinearGain::ZERO, ramp_samples);
            self.end = self.end.or(Some(PlayEnd::Stopped));
        } else if gain != LinearGain::UNITY {
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

    /// Calls `look` with each node of a queue.
    ///
    /// # Safety
    /// As of `node`, of the queue's.
    unsafe fn each(&self, queue: &Queue, mut look: impl FnMut(&mut Node)) {
        let mut index = queue.head;
        // SAFETY: the caller holds the queue's nodes; one at a time.
        while let Some(node) = unsafe { self.node(index) } {
            look(node);
            index = node.next;
        }
    }

    /// Tells `owed` of each recording whose announcement, in this queue of one participant, does not count as heard:
    /// `is_heard` says it of the tick that has laid the last sample.
    ///
    /// # Safety
    /// As of `node`, of the queue's.
    pub unsafe fn owed(&self, queue: &Queue, is_heard: impl Fn(u64) -> bool, mut owed: impl FnMut(u64)) {
        let is_over = |node: &Node| node.end == Some(PlayEnd::Completed) && is_heard(node.laid);
        // SAFETY: the caller holds the queue's nodes.
        unsafe {
            self.each(queue, |node| {
                if node.play.notice != AGAIN && !is_over(node) {
                    owed(node.play.notice);
                }
            });
        }
    }

    /// Notes that `tick` has laid the last samples of those nodes of a queue that have just ended.
    ///
    /// # Safety
    /// As of `node`, of the queue's.
    pub unsafe fn note_laid(&self, queue: &Queue, tick: u64) {
        // SAFETY: the caller holds the queue's nodes.
        unsafe {
            self.each(queue, |node| {
                if node.end.is_some() && node.laid == 0 {
                    node.laid = tick;
                }
            });
        }
    }

    /// The nodes of a queue that have begun begin once more, since frames of them were lost.
    ///
    /// # Safety
    /// As of `node`, of the queue's.
    pub unsafe fn begin_again(&self, queue: &Queue) {
        // SAFETY: the caller holds the queue's nodes.
        unsafe {
            self.each(queue, |node| {
                if node.begun && !node.stopping && node.repeats < MOST_REPEATS {
                    let repeats = node.repeats + 1;
                    *node = Node { next: node.next, repeats, ..Node::of(node.play) };
                }
            });
        }
    }

    /// Those nodes of a queue that are to stop end, since nothing of it sounds.
    ///
    /// # Safety
    /// As of `node`, of the queue's.
    pub unsafe fn end_stopping(&self, queue: &Queue) {
        // SAFETY: the caller holds the queue's nodes.
        unsafe {
            self.each(queue, |node| {
                if node.stopping {
                    node.end = node.end.or(Some(PlayEnd::Stopped));
                }
            });
        }
    }

    /// As [`Plays::sweep`] of announcements: hands on what was stopped, and what counts as heard after tick `until`.
    ///
    /// # Safety
    /// As of `node`, of the queue's.
    pub unsafe fn sweep_heard(
        &self,
        queue: &mut Queue,
        is_heard: impl Fn(u64) -> bool,
        until: u64,
        mut give: impl FnMut(u32, u64, PlayEnd),
    ) {
        // SAFETY: the caller holds the queue's nodes; one at a time.
        while let Some(node) = unsafe { self.node(queue.head) } {
            let Some(end) = node.end else { return };
            if end == PlayEnd::Completed && !node.stopping && !is_heard(node.laid) {
                return;
            }
            node.heard = until;
            let index = core::mem::replace(&mut queue.head, node.next);
            give(index, node.play.number, end);
        }
        queue.tail = NONE;
    }

    /// The last tick before a node's announcement counted as heard; `None` if that is not known.
    ///
    /// # Safety
    /// As of `node`.
    pub unsafe fn heard(&self, index: u32) -> Option<u64> {
        // SAFETY: the caller holds the node.
        unsafe { self.node(index) }.map(|node| node.heard).filter(|&tick| tick != 0)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Plays frames; returns the samples, and the most copies that a frame took.
    fn play(data: &[i16], track: Track, total: u64, frame: usize, frames: usize) -> (Vec<i16>, usize) {
        let (gain, len) = (LinearGain::UNITY, data.len() as u32);
        let mut node = Node::of(Play {
            data: data.as_ptr(),
            len,
            track,
            total,
            gain,
            batch: 0,
            begins: 0,
            number: 0,
            notice: 0,
        });
        let (mut out, mut most) = (Vec::new(), 0);
        for _ in 0..frames {
            let mut samples = vec![0; frame];
            let (mut filled, mut copies) = (0, 0);
            while filled < frame {
                filled += node.copy(&mut samples, filled);
                copies += 1;
            }
            out.extend(samples);
            most = most.max(copies);
        }
        (out, most)
    }

    /// Samples that are all different.
    fn samples(count: usize) -> Vec<i16> {
        (0..count as i16).collect()
    }

    #[test]
    fn a_frame_takes_few_copies_however_short_the_loop_is() {
        for frame in [80, 160, 320, 640, 960] {
            for len in (1..=2 * frame).chain([20 * frame]) {
                let data = samples(len);
                let (out, copies) = play(&data, Track::whole(len as u32), u64::MAX, frame, 5);
                assert!(out.iter().eq(data.iter().cycle().take(5 * frame)), "{len} in {frame}");
                assert!(copies <= 12, "{copies} copies of {len} in {frame}");
            }
        }
    }

    #[test]
    fn a_loop_that_begins_in_the_middle_goes_on_at_its_first() {
        let data = samples(50);
        for (start, from, to) in [(49, 10, 50), (10, 10, 50), (20, 0, 21), (7, 7, 8)] {
            let (out, _) = play(&data, Track { start, from, to }, u64::MAX, 160, 3);
            let first = data[start as usize..to as usize].iter();
            let exact = first.chain(data[from as usize..to as usize].iter().cycle());
            assert!(out.iter().eq(exact.take(480)), "{start} {from} {to}");
        }
    }

    #[test]
    fn a_part_that_is_left_out_is_passed_over_once() {
        let (data, track) = (samples(50), Track { start: 0, from: 30, to: 10 });
        let (out, copies) = play(&data, track, 30, 30, 1);
        assert!(out.iter().eq(data[..10].iter().chain(&data[30..])));
        assert_eq!(copies, 2);
    }

    #[test]
    fn a_place_is_found_as_playing_finds_it() {
        let data = samples(50);
        for track in
            [Track { start: 49, from: 10, to: 50 }, Track::whole(50), Track { start: 0, from: 30, to: 10 }]
        {
            let samples = if track.cycle() == 0 { 30 } else { 300 };
            let (out, _) = play(&data, track, u64::MAX, samples, 1);
            for (at, sample) in out.iter().enumerate() {
                assert_eq!(data[track.after(at as u64) as usize], *sample, "{track:?} after {at}");
            }
        }
    }
}
