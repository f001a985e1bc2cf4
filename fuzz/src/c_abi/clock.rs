//! One tick of the model: commands are applied, rooms mix, those who have left go; and what events tell of it.

use super::ear::Mix;
use super::model::{COMMAND, Command, Model, Seat, Settings};
use super::voice::UNKNOWN;
use crate::abi::{self, Event};

/// At most so many commands are applied a tick, as the design says.
const COMMANDS_PER_TICK: usize = 256;

impl Model {
    /// One tick.
    pub fn tick(&mut self) {
        self.now += 1;
        for session in std::mem::take(&mut self.changed) {
            self.take_up(session);
        }
        for _ in 0..COMMANDS_PER_TICK {
            let Some(command) = self.commands.pop_front() else {
                break;
            };
            self.applied += 1;
            match command {
                Command::Join(session, seat) => self.sit_down(session, seat),
                Command::Move(session, seat) => self.change_seats(session, seat),
                Command::Key(_) => {}
                Command::Dial(session, seat, count, samples) => {
                    if self.lasting_seat(session, seat.join).is_some() {
                        self.sessions[session].ear.dial(count, samples);
                    }
                }
            }
        }
        let open: Vec<usize> = (0..self.rooms.len()).filter(|&room| self.rooms[room].open).collect();
        for &room in &open {
            self.mix(room);
        }
        for &room in &open {
            self.rooms[room].parted = false;
            if self.rooms[room].seats.is_empty() {
                self.rooms[room].open = false;
                self.tell_of_room(room, abi::ENDED, 0);
            }
        }
    }

    fn sit_down(&mut self, session: usize, seat: Seat) {
        if let Some(old) = self.sessions[session].seat {
            self.tell_of_leave(session, old, COMMAND);
            self.stand_up(session, old.room);
        }
        self.sessions[session].voice.begin();
        self.sessions[session].ear.begin();
        self.take_seat(session, seat);
        self.tell(session, abi::JOINED, i64::from(seat.settings.gain_mdb));
        if self.sessions[session].settings != seat.settings {
            self.take_up(session);
        }
    }

    fn change_seats(&mut self, session: usize, to: Seat) {
        let Some(old) = self.lasting_seat(session, to.join) else {
            return;
        };
        self.stand_up(session, old.room);
        self.sessions[session].voice.move_on();
        self.sessions[session].ear.move_on();
        self.take_seat(session, Seat { settings: old.settings, ..to });
        let from = self.rooms[old.room].handle;
        self.tell(session, abi::MOVED, from as i64);
    }

    /// The latest settings of a participant hold for the seat of its current join, if it has that already.
    fn take_up(&mut self, session: usize) {
        let it = &self.sessions[session];
        let (settings, last) = (it.settings, it.joins.len().wrapping_sub(1));
        let Some(old) = self.lasting_seat(session, last) else {
            return;
        };
        self.sessions[session].seat = Some(Seat { settings, ..old });
        self.tell(session, abi::CHANGED, i64::from(settings.gain_mdb));
    }

    /// The seat of a participant, if it has it by a join that has not ended.
    fn lasting_seat(&self, session: usize, join: usize) -> Option<Seat> {
        let it = &self.sessions[session];
        it.seat.filter(|seat| seat.join == join && it.joins[join].ended == 0)
    }

    fn take_seat(&mut self, session: usize, seat: Seat) {
        self.sessions[session].seat = Some(seat);
        self.rooms[seat.room].seats.push(session);
        if !self.rooms[seat.room].open {
            self.rooms[seat.room].open = true;
            self.tell_of_room(seat.room, abi::OPENED, COMMAND);
        }
    }

    fn stand_up(&mut self, session: usize, room: usize) {
        self.rooms[room].seats.retain(|&member| member != session);
        self.rooms[room].parted = true;
    }

    /// One frame of a room.
    fn mix(&mut self, room: usize) {
        let limits = self.limits;
        let mut mix = Mix::new(&limits, self.rooms[room].parted);
        let mut staying = Vec::new();
        for session in self.rooms[room].seats.clone() {
            let it = &mut self.sessions[session];
            let Some(seat) = it.seat else { unreachable!("a seat without its room's knowing") };
            let join = it.joins[seat.join];
            // A later join waits behind more commands than a tick applies: what it says may go with what is dropped.
            it.voice.is_lost |= seat.join + 1 < it.joins.len();
            let frame = it.voice.speak(&limits, &seat, &join, seat.join + 1 == it.joins.len());
            let frame = if join.altered { vec![UNKNOWN; limits.frame()] } else { frame };
            mix.add(&frame);
            if join.ended == 0 {
                staying.push((session, frame));
            } else {
                self.tell_of_leave(session, seat, 0);
                self.sessions[session].seat = None;
            }
        }
        for (session, own) in &staying {
            let it = &mut self.sessions[*session];
            let deaf = it.seat.is_some_and(|seat| seat.settings.deaf);
            it.ear.hear(&limits, self.now, deaf, mix.without(own));
        }
        self.rooms[room].seats = staying.into_iter().map(|(session, _)| session).collect();
    }

    fn tell_of_room(&mut self, room: usize, kind: u32, sequence: u64) {
        let room = self.rooms[room].handle;
        self.reported.push(Event { tick: self.now, room, kind, sequence, ..Event::default() });
    }

    fn tell_of_leave(&mut self, session: usize, seat: Seat, sequence: u64) {
        let reason = self.sessions[session].joins[seat.join].ended;
        let left = Seat { settings: Settings::NONE, ..seat };
        let event = self.event(session, left, abi::LEFT, 0);
        self.reported.push(Event { reason, sequence, ..event });
    }

    fn tell(&mut self, session: usize, kind: u32, value: i64) {
        let Some(seat) = self.sessions[session].seat else {
            return;
        };
        let event = self.event(session, seat, kind, value);
        self.reported.push(Event { sequence: COMMAND, ..event });
    }

    fn event(&self, session: usize, seat: Seat, kind: u32, value: i64) -> Event {
        let it = &self.sessions[session];
        Event {
            tick: self.now,
            room: self.rooms[seat.room].handle,
            participant: it.handle,
            user: it.user,
            state: seat.settings.state(),
            kind,
            value,
            ..Event::default()
        }
    }
}
