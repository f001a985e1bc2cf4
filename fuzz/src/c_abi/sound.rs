//! Samples are written and read.

use super::ear::Answer;
use super::voice::Loss;
use super::world::World;
use super::{Host, Kind, judge};
use crate::abi::{self, Grown, ReadInfo, WriteInfo};
use std::collections::hash_map::Entry;
use std::ptr;

/// What a buffer holds before a read, to see whether it was filled.
const MARK: i16 = 0x5a5a;

/// So many marks may wait at least.
const MARKS: usize = 32;

/// MIXMINUS_ENCODING_S16.
const LINEAR: u32 = 0;

impl Host<'_> {
    /// A number of samples: none, one, a frame or some milliseconds, or any.
    fn count(&mut self, w: usize) -> usize {
        let limits = self.worlds[w].model.limits;
        match self.input.below(8) {
            0 => 0,
            1 => 1,
            2 => usize::from(self.input.byte()),
            3 => usize::from(self.input.short()) % limits.samples(300),
            4 => limits.samples(limits.max_write_ms),
            _ => limits.frame(),
        }
    }

    pub(super) fn write(&mut self, w: usize) {
        let handle = self.handle(w, Kind::Participant);
        let count = self.count(w);
        let samples = self.samples(count);
        let is_null = self.input.byte() == 255;
        let mut faults = Vec::new();
        if is_null && count > 0 {
            faults.push(abi::INVALID_ARGUMENT);
        }
        let engine = self.engine(w, &mut faults);
        let found = self.find(w, Kind::Participant, handle);
        faults.extend(found.as_ref().err().into_iter().flatten());
        let mut taken = 7;
        let place = if is_null { ptr::null() } else { samples.as_ptr() };
        // SAFETY: the engine is NULL or lives; the samples are NULL or so many.
        let status = unsafe { abi::mixminus_participant_write(engine, handle, place, count, &mut taken) };
        if !judge(status, &faults) {
            assert_eq!(taken, 0);
        } else if let Ok(session) = found {
            self.worlds[w].wrote(session, &samples, &Loss::default(), taken);
        }
    }

    pub(super) fn write_ex(&mut self, w: usize) {
        let handle = self.handle(w, Kind::Participant);
        let count = self.count(w);
        let samples = self.samples(count);
        let mut faults = Vec::new();
        let mut info = Grown::<WriteInfo>::new();
        info.shape(self.form(&mut faults));
        let loss = self.loss(w, handle, count);
        info.value.lost = loss.lost;
        info.value.timestamp = loss.timestamp.unwrap_or(5);
        info.value.has_timestamp = u32::from(loss.timestamp.is_some());
        match self.input.byte() {
            255 => info.value.has_timestamp = 2,
            254 => info.value.starts_talkspurt = 2,
            byte => info.value.starts_talkspurt = u32::from(byte % 4 == 3),
        }
        if info.value.has_timestamp > 1 || info.value.starts_talkspurt > 1 {
            faults.push(abi::INVALID_ARGUMENT);
        }
        let engine = self.engine(w, &mut faults);
        let found = self.find(w, Kind::Participant, handle);
        faults.extend(found.as_ref().err().into_iter().flatten());
        let mut taken = 7;
        let (place, info) = (samples.as_ptr(), &info.value);
        let status = if self.input.below(4) == 0 {
            let place = place.cast();
            // SAFETY: the engine is NULL or lives; the samples are so many, the struct as long as it says.
            unsafe {
                abi::mixminus_participant_write_encoded(
                    engine, handle, place, count, LINEAR, info, &mut taken,
                )
            }
        } else {
            // SAFETY: the engine is NULL or lives; the samples are so many, the struct as long as it says.
            unsafe { abi::mixminus_participant_write_ex(engine, handle, place, count, info, &mut taken) }
        };
        if !judge(status, &faults) {
            assert_eq!(taken, 0);
        } else if let Ok(session) = found {
            self.worlds[w].wrote(session, &samples, &loss, taken);
        }
    }

    pub(super) fn flush(&mut self, w: usize) {
        let handle = self.handle(w, Kind::Participant);
        let mut faults = Vec::new();
        let engine = self.engine(w, &mut faults);
        let found = self.find(w, Kind::Participant, handle);
        faults.extend(found.as_ref().err().into_iter().flatten());
        // SAFETY: the engine is NULL or lives.
        let status = unsafe { abi::mixminus_participant_flush(engine, handle) };
        if judge(status, &faults)
            && let Ok(session) = found
            && let it = &mut self.worlds[w].model.sessions[session]
            && it.room.is_some()
        {
            it.voice.flush();
        }
    }

    pub(super) fn mark(&mut self, w: usize) {
        let handle = self.handle(w, Kind::Participant);
        let mut faults = Vec::new();
        let engine = self.engine(w, &mut faults);
        let found = self.find(w, Kind::Participant, handle);
        faults.extend(found.as_ref().err().into_iter().flatten());
        let (mut value, mut is_full) = (0, false);
        if let Ok(session) = found {
            let it = &self.worlds[w].model.sessions[session];
            value = it.marks as i64 - 2;
            is_full = it.voice.is_lost || it.marks - self.worlds[w].fold.marks(it.handle) >= MARKS;
            faults.extend(it.room.is_none().then_some(abi::NOT_IN_ROOM));
        }
        // SAFETY: the engine is NULL or lives.
        let status = unsafe { abi::mixminus_participant_mark(engine, handle, value) };
        if is_full && status == abi::QUEUE_FULL {
            return;
        }
        if judge(status, &faults)
            && let Ok(session) = found
        {
            self.worlds[w].model.sessions[session].marks += 1;
        }
    }

    /// What a write of so many samples says of itself.
    fn loss(&mut self, w: usize, handle: u64, count: usize) -> Loss {
        let lost = match self.input.below(8) {
            0 => u32::from(self.input.short()),
            1 => u32::MAX,
            2 => 1,
            3 => self.worlds[w].model.limits.frame() as u32,
            _ => 0,
        };
        let follows = match self.handles.get(&handle) {
            Some(&(owner, Kind::Participant, index)) => {
                self.worlds[owner].model.sessions[index].voice.next_timestamp
            }
            _ => None,
        };
        let timestamp = match (self.input.below(8), follows) {
            (0 | 1, Some(next)) => Some(next),
            (2, Some(next)) => Some(next.wrapping_add(u64::from(self.input.byte()))),
            (3, Some(next)) => Some(next.wrapping_sub(u64::from(self.input.byte()))),
            (4, Some(next)) => Some(next.wrapping_sub(count as u64)),
            (0..=4, None) => Some(self.input.pick(&[0, 1 << 40, u64::MAX - 100, 1 << 63])),
            (5, _) => Some(self.input.long()),
            _ => None,
        };
        Loss { lost, timestamp }
    }

    pub(super) fn read(&mut self, w: usize) {
        let handle = self.handle(w, Kind::Participant);
        let count = self.count(w);
        let is_null = self.input.byte() == 255;
        let mut faults = Vec::new();
        if is_null && count > 0 {
            faults.push(abi::INVALID_ARGUMENT);
        }
        let engine = self.engine(w, &mut faults);
        let found = self.find(w, Kind::Participant, handle);
        faults.extend(found.as_ref().err().into_iter().flatten());
        let mut buffer = vec![MARK; count];
        let mut real = 7;
        let place = if is_null { ptr::null_mut() } else { buffer.as_mut_ptr() };
        // SAFETY: the engine is NULL or lives; there is room for so many samples, or the place is NULL.
        let status = unsafe { abi::mixminus_participant_read(engine, handle, place, count, &mut real) };
        if !judge(status, &faults) {
            let left_alone = status == abi::INVALID_ARGUMENT;
            assert!(real == 0 && buffer.iter().all(|&sample| sample == if left_alone { MARK } else { 0 }));
        } else if let Ok(session) = found {
            let answer = self.worlds[w].due(session, count);
            let is_lost = self.worlds[w].model.sessions[session].ear.is_lost;
            assert!(is_lost || real == answer.samples.len());
            self.worlds[w].has_read(session, &answer, &buffer);
        }
    }

    pub(super) fn read_ex(&mut self, w: usize) {
        let handle = self.handle(w, Kind::Participant);
        let count = self.count(w);
        let mut faults = Vec::new();
        let mut info = Grown::<ReadInfo>::new();
        let form = self.form(&mut faults);
        faults.retain(|_| form == abi::Form::Short);
        info.shape(form);
        let engine = self.engine(w, &mut faults);
        let found = self.find(w, Kind::Participant, handle);
        faults.extend(found.as_ref().err().into_iter().flatten());
        let mut buffer = vec![MARK; count];
        let place = buffer.as_mut_ptr();
        let info_place = &raw mut info.value;
        let status = if self.input.below(4) == 0 {
            let place = place.cast();
            // SAFETY: the engine is NULL or lives; there is room for so many samples; the struct is as long as it says.
            unsafe {
                abi::mixminus_participant_read_encoded(engine, handle, place, count, LINEAR, info_place)
            }
        } else {
            // SAFETY: the engine is NULL or lives; there is room for so many samples; the struct is as long as it says.
            unsafe { abi::mixminus_participant_read_ex(engine, handle, place, count, info_place) }
        };
        if !judge(status, &faults) {
            let left_alone = status == abi::INVALID_ARGUMENT || status == abi::STRUCT_SIZE;
            assert!(buffer.iter().all(|&sample| sample == if left_alone { MARK } else { 0 }));
        } else if let Ok(session) = found {
            let answer = self.worlds[w].due(session, count);
            self.worlds[w].check_read(session, &answer, &info.value, &buffer);
        }
    }
}

impl World {
    /// Writes samples of a participant, plainly.
    pub fn write(&mut self, session: usize, samples: &[i16]) {
        let (handle, mut taken) = (self.model.sessions[session].handle, 7);
        let (place, count) = (samples.as_ptr(), samples.len());
        // SAFETY: the engine lives; the samples are so many.
        let status =
            unsafe { abi::mixminus_participant_write(self.engine, handle, place, count, &mut taken) };
        judge(status, &[]);
        self.wrote(session, samples, &Loss::default(), taken);
    }

    /// Reads samples of a participant and checks them.
    pub fn read_frame(&mut self, session: usize, count: usize) {
        let handle = self.model.sessions[session].handle;
        let (mut buffer, mut info) = (vec![MARK; count], Grown::<ReadInfo>::new());
        let place = buffer.as_mut_ptr();
        // SAFETY: the engine lives; there is room for so many samples; the struct is as its `_init` made it.
        let status =
            unsafe { abi::mixminus_participant_read_ex(self.engine, handle, place, count, &mut info.value) };
        judge(status, &[]);
        let answer = self.due(session, count);
        self.check_read(session, &answer, &info.value, &buffer);
    }

    /// The engine has taken so many of these samples.
    fn wrote(&mut self, session: usize, samples: &[i16], loss: &Loss, taken: usize) {
        let (limits, now) = (self.model.limits, self.model.now);
        let it = &mut self.model.sessions[session];
        let least = match it.room {
            Some(_) => it.voice.write(&limits, now, samples, loss, taken),
            None => it.voice.write_discarded(samples.len()),
        };
        assert!((least..=samples.len()).contains(&taken), "{taken} taken of {}, not {least}", samples.len());
    }

    /// What a read of so many samples answers now.
    fn due(&mut self, session: usize, count: usize) -> Answer {
        let (limits, now) = (self.model.limits, self.model.now);
        let it = &mut self.model.sessions[session];
        let cap_ms = it.joins.last().filter(|_| it.room.is_some()).map(|join| join.cap_ms);
        it.ear.take(&limits, now, cap_ms.map(|ms| (ms / limits.frame_ms).max(1) as u64), count)
    }

    fn has_read(&mut self, session: usize, answer: &Answer, buffer: &[i16]) {
        let limits = self.model.limits;
        self.model.sessions[session].ear.compare(&limits, answer, buffer);
    }

    fn check_read(&mut self, session: usize, answer: &Answer, info: &ReadInfo, buffer: &[i16]) {
        let reported =
            (info.real as usize, info.tick, info.offset as usize, info.flags & !abi::OVERLOAD, info.reserved);
        let due = (answer.samples.len(), answer.tick, answer.offset, answer.flags, 0);
        assert!(self.model.sessions[session].ear.is_lost || reported == due, "{reported:?}, not {due:?}");
        self.has_read(session, answer, buffer);
        let real = &buffer[..info.real as usize];
        match info.mix_id {
            0 => {}
            1 => assert!(real.iter().all(|&sample| sample == 0), "silence is not silent"),
            mix => match self.common.entry((mix, info.tick, info.offset, info.real)) {
                Entry::Occupied(same) => assert_eq!(same.get(), real, "one mix, other samples"),
                Entry::Vacant(place) => {
                    place.insert(real.to_vec());
                }
            },
        }
    }
}
