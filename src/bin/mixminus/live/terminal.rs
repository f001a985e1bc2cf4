//! The terminal: taken for the screen, and given back as it was however the program ends.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::style::Print;
use crossterm::terminal::{
    DisableLineWrap, EnableLineWrap, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode, size,
};
use crossterm::{execute, queue};

/// What a terminal is taken for that does not say its size.
const USUAL_SIZE: (u16, u16) = (80, 24);

static IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal, until it is given back.
#[derive(Debug)]
pub struct Terminal;

impl Terminal {
    /// Takes the terminal.
    pub fn new() -> io::Result<Terminal> {
        take()?;
        Ok(Terminal)
    }

    /// Whether it is still taken: a thread that has panicked has given it back.
    pub fn is_taken(&self) -> bool {
        IS_TAKEN.load(Ordering::Relaxed)
    }

    /// Gives it back for as long as `meanwhile` takes.
    pub fn without(&self, meanwhile: impl FnOnce()) -> io::Result<()> {
        give_back();
        meanwhile();
        take()
    }

    /// Columns and lines.
    pub fn size(&self) -> (usize, usize) {
        let (width, height) =
            size().ok().filter(|(width, height)| *width > 0 && *height > 0).unwrap_or(USUAL_SIZE);
        (width.into(), height.into())
    }

    /// Draws as many lines as the terminal has, each so many columns wide.
    pub fn draw(&self, lines: &[String], width: usize) -> io::Result<()> {
        let mut out = io::stdout().lock();
        for (row, line) in (0..).zip(lines) {
            // Spaces, since clearing what follows a full line would take its last letter.
            queue!(out, MoveTo(0, row), Print(format_args!("{line:<width$}")))?;
        }
        out.flush()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

fn take() -> io::Result<()> {
    enable_raw_mode()?;
    IS_TAKEN.store(true, Ordering::Relaxed);
    execute!(io::stdout(), EnterAlternateScreen, Hide, DisableLineWrap)
}

/// Gives it back, if it is taken. Any thread may.
pub fn give_back() {
    if IS_TAKEN.swap(false, Ordering::Relaxed) {
        // Nothing can be done about a terminal that has gone.
        let _ = execute!(io::stdout(), EnableLineWrap, Show, LeaveAlternateScreen);
        let _ = disable_raw_mode();
    }
}
