//! The sending end of the command ring. It remembers which account each waiting command belongs to.

use crate::control::accounts::counted::Counted;
use crate::control::accounts::usage::{Accounts, Owner};
use crate::control::os::fallible::queue;
use crate::error::{Result, Status};
use crate::rt::message::command::Command;
use rtrb::Producer;
use std::collections::VecDeque;

/// The queue of commands to the tick.
#[derive(Debug)]
pub struct Commands {
    ring: Producer<Command>,
    /// The owners of the commands that are not known to be applied yet, in order.
    owners: VecDeque<Owner>,
}

impl Commands {
    /// An empty queue.
    pub fn new(ring: Producer<Command>) -> Result<Commands> {
        let owners = queue(ring.buffer().capacity())?;
        Ok(Commands { ring, owners })
    }

    /// Bytes of the list of owners for that many commands.
    pub fn bytes(commands: usize) -> u64 {
        (commands * size_of::<Owner>()) as u64
    }

    /// Sends a command of an account. `QueueFull`, with nothing changed, if the account's share is used up.
    pub fn send(&mut self, accounts: &mut Accounts, owner: Owner, command: Command) -> Result<()> {
        accounts.take(Counted::Commands, owner)?;
        // The ring has room for every command that the shares allow.
        self.ring.push(command).map_err(|_| Status::QueueFull)?;
        self.owners.push_back(owner);
        Ok(())
    }

    /// Returns to the accounts the shares of commands that ticks have applied.
    pub fn settle(&mut self, accounts: &mut Accounts) {
        let waiting = self.ring.buffer().capacity() - self.ring.slots();
        for owner in self.owners.drain(..self.owners.len() - waiting) {
            accounts.give_back(Counted::Commands, owner);
        }
    }
}
