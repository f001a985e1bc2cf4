//! The files of scenarios: any bytes, and tables of the scenario's own words in any order.
//!
//! What must hold: no panic; a mistake has a place within the file and says on one line what was expected; what is
//! accepted keeps to its ranges, and every name in it names something.

use crate::impairments::Impairments;
use crate::input::Input;
use crate::scenario_file::script::{CallAction, Conference, Dtmf, RoomAction, Script, Step, Tune, What};
use crate::scenario_file::{Mistake, Sound, parse};
use mixminus::SampleRate;

/// As long as a file may be: a second less than a WAV file of an hour.
const MAX_SAMPLES: usize = 3599 * 8000;

/// The tables that a file may have, each with the words of its keys.
const TABLES: [(&str, &[&str]); 7] = [
    ("", &["seconds", "engine.rate", "engine.workers", "extra"]),
    ("[engine]", &["rate", "frame_ms", "dtmf_look_ahead_ms", "session_limit", "prefill_ms", "workers"]),
    ("[[prompt]]", &["name", "file"]),
    ("[[room]]", &["id", "account", "environment", "capacity", "limit", "alone", "rate"]),
    (
        "[[call]]",
        &[
            "name",
            "voice",
            "voice_at",
            "at",
            "hang_up",
            "account",
            "environment",
            "rate",
            "encoding",
            "do",
            "do",
        ],
    ),
    (
        "[call.impairments]",
        &["seed", "jitter_ms", "reorder", "loss_percent", "burst", "drift_ppm", "dtx", "packet_ms"],
    ),
    (
        "[[event]]",
        &[
            "at",
            "call",
            "room",
            "dtmf",
            "inject_dtmf",
            "send_dtmf",
            "on_ms",
            "off_ms",
            "level_dbm0",
            "mute",
            "deaf",
            "gain_db",
            "play_tones",
            "hold",
            "music",
            "signal",
            "remove",
            "move",
            "hang_up",
            "say",
            "stop",
            "lose_ms",
            "late_ms",
            "write_rate",
            "read_rate",
            "lock",
            "close",
            "account",
        ],
    ),
];

/// Values, the good ones of some key each.
const VALUES: [&str; 27] = [
    "\"a\"",
    "\"b\"",
    "\"beep\"",
    "\"5*\"",
    "\"*\"",
    "\"x.wav\"",
    "\"mulaw\"",
    "\"\"",
    "true",
    "false",
    "0",
    "1",
    "20",
    "100",
    "8000",
    "16000",
    "1.5",
    "-10.0",
    "1e300",
    "nan",
    "-inf",
    "[]",
    "[\"a\", \"*\"]",
    "5000000000",
    "{}",
    "1979-05-27",
    "\"\"\"\nö\"\"\"",
];

/// The words of a step, and of a conference in it.
const STEP: [&str; 6] = ["say", "wait", "conference", "hang_up", "write_rate", "read_rate"];
const CONFERENCE: [&str; 12] = [
    "id",
    "allow_signals",
    "interdigit_timeout",
    "mute",
    "deaf",
    "gain_db",
    "play_tones",
    "terminator",
    "join_prompt",
    "leave_prompt",
    "on_choice",
    "on_signal",
];

/// Checks what a file of these bytes, or of tables that they choose, comes to.
pub fn run(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    if input.byte().is_multiple_of(3) {
        check(input.rest());
    } else {
        check(file(&mut input).as_bytes());
    }
}

/// A file of tables.
fn file(input: &mut Input) -> String {
    let mut text = String::from("[[call]]\nname = \"a\"\n");
    while !input.is_empty() && text.len() < 4000 {
        let (header, keys) = input.pick(&TABLES);
        text.push_str(header);
        text.push('\n');
        for _ in 0..input.below(5) {
            let key = input.pick(keys);
            let value = value(input, key, 0);
            text.push_str(&format!("{key} = {value}\n"));
        }
        if input.seldom(40) {
            let at = input.below(text.len()) / 2;
            let at = (at..).find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            text.insert(at, input.pick(&['\n', '"', '[', '=', '\u{7f}']));
        }
    }
    text
}

/// A value, for some keys of the form that they want.
fn value(input: &mut Input, key: &str, depth: usize) -> String {
    let is_steps = matches!(key, "do" | "on_choice" | "on_signal");
    if !is_steps && key != "conference" || depth > 60 || input.seldom(16) {
        return input.pick(&VALUES).into();
    }
    let words: &[&str] = if is_steps { &STEP } else { &CONFERENCE };
    let mut pairs = |count: usize| {
        let pair = |_| {
            let key = input.pick(words);
            format!("{key} = {}", value(input, key, depth + 1))
        };
        format!("{{ {} }}", (0..count).map(pair).collect::<Vec<_>>().join(", "))
    };
    if is_steps { format!("[{}]", pairs(1)) } else { pairs(4) }
}

/// A second of sound, for most names.
fn sound(name: &str) -> Result<Sound, String> {
    match name.len() {
        0 => Err("expected a name".into()),
        length => Ok(Sound { samples: vec![1; 8000], rate_hz: if length == 1 { 16_000 } else { 8000 } }),
    }
}

fn check(bytes: &[u8]) {
    match parse(bytes, MAX_SAMPLES, &sound) {
        Ok(script) => check_script(&script),
        Err(mistake) => check_mistake(bytes, &mistake),
    }
}

/// The place is in the file, or just behind its last line.
fn check_mistake(bytes: &[u8], mistake: &Mistake) {
    let Mistake { line, column, message } = mistake;
    let text = String::from_utf8_lossy(bytes);
    let lines: Vec<&str> = text.split('\n').collect();
    assert!((1..=lines.len()).contains(line), "{mistake}");
    assert!((1..=lines[line - 1].chars().count() + 1).contains(column), "{mistake}");
    assert!(message.len() > 8 && !message.contains(['\n', '\r']), "{message:?}");
    let reported = mistake.to_string();
    assert!(reported.starts_with(&format!("{line}:{column}: ")));
}

fn check_script(script: &Script) {
    let prompts = script.prompts.len();
    assert!(
        (1..=64).contains(&script.workers) && script.dtmf_look_ahead_ms <= 20 && script.prefill_ms <= 160
    );
    assert!(!script.calls.is_empty() && script.ticks >= 1);
    for room in &script.rooms {
        assert!((1..=1024).contains(&room.capacity) && is_tune(room.alone, prompts));
        assert!(is_name(&room.name.account) && is_name(&room.name.environment) && is_name(&room.name.id));
    }
    for (at, call) in script.calls.iter().enumerate() {
        assert!(script.calls[..at].iter().all(|other| other.name != call.name));
        assert!(script.ticks as usize * script.frame_len.samples(call.line.rate) <= MAX_SAMPLES);
        call.line.impairments.iter().for_each(|impairments| check_impairments(impairments, call.line.rate));
        assert!(is_name(&call.name) && !call.name.contains(['/', '\0']) && !call.name.starts_with('.'));
        check_steps(&call.steps, prompts);
    }
    assert!(script.events.is_sorted_by_key(|event| event.before));
    for event in &script.events {
        match &event.what {
            What::Call(call, action) => {
                assert!(*call < script.calls.len());
                check_action(action, prompts);
            }
            What::Room(name, action) => {
                assert!(is_name(&name.id));
                match action {
                    RoomAction::Merge(id) => assert!(is_name(id)),
                    RoomAction::Say(tune) => assert!(is_tune(*tune, prompts)),
                    RoomAction::Lock(_) | RoomAction::Close | RoomAction::Stop => {}
                }
            }
        }
    }
}

fn check_impairments(impairments: &Impairments, rate: SampleRate) {
    let Impairments { jitter_ms, loss_ppb, burst_thousandths, drift_ppb, packet_ms, .. } = *impairments;
    assert!(jitter_ms <= 1000 && loss_ppb <= 500_000_000 && (-500_000..=500_000).contains(&drift_ppb));
    assert!(burst_thousandths.is_none_or(|burst| (1000..=100_000).contains(&burst)));
    assert!((10..=100).contains(&packet_ms) && (rate.hz() * packet_ms).is_multiple_of(1000));
}

fn check_steps(steps: &[Step], prompts: usize) {
    for step in steps {
        match step {
            Step::Say(tune) => assert!(is_tune(*tune, prompts)),
            Step::Conference(conference) => check_conference(conference, prompts),
            Step::Wait(_) | Step::HangUp | Step::SetRates(_) => {}
        }
    }
}

fn check_conference(conference: &Conference, prompts: usize) {
    assert!(is_name(&conference.id) && conference.interdigit_timeout_ms <= 3_600_000);
    assert!(is_tune(conference.join_prompt, prompts) && is_tune(conference.leave_prompt, prompts));
    let names = conference.allow_signals.iter().flatten();
    assert!(names.clone().count() <= 64 && names.clone().all(|name| name.len() <= 255));
    check_steps(&conference.on_choice, prompts);
    check_steps(&conference.on_signal, prompts);
}

fn check_action(action: &CallAction, prompts: usize) {
    match action {
        CallAction::Press(dtmf) | CallAction::Inject(dtmf) | CallAction::Send(dtmf) => check_dtmf(dtmf),
        CallAction::Gain(_) => {}
        CallAction::Hold(_, tune) | CallAction::Say(tune) => assert!(is_tune(*tune, prompts)),
        CallAction::Signal(name) | CallAction::Move(name) => assert!(is_name(name)),
        CallAction::Remove(text) => assert!(text.len() <= 255),
        CallAction::Lose(ticks) | CallAction::Late(ticks) => assert!((1..=1000).contains(ticks)),
        CallAction::Mute(_)
        | CallAction::Deaf(_)
        | CallAction::PlayTones(_)
        | CallAction::HangUp
        | CallAction::Stop
        | CallAction::SetRates(_) => {}
    }
}

fn check_dtmf(dtmf: &Dtmf) {
    assert!((1..=32).contains(&dtmf.digits.len()) && (-55_000..=-3000).contains(&dtmf.level_mdbm0));
    assert!([dtmf.on_ms, dtmf.off_ms].iter().all(|ms| (20..=5000).contains(ms)));
}

fn is_tune(tune: Tune, prompts: usize) -> bool {
    !matches!(tune, Tune::Prompt(index) if index >= prompts)
}

fn is_name(name: &str) -> bool {
    (1..=255).contains(&name.len())
}
