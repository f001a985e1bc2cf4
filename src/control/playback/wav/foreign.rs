//! Recognises audio files of other kinds by their first bytes.

/// The kind of a file, if it is known.
pub fn name(start: &[u8]) -> Option<&'static str> {
    let at = |at: usize, bytes: &[u8]| start.get(at..).is_some_and(|rest| rest.starts_with(bytes));
    let frame = |mask: u8, bits: u8| {
        start.first() == Some(&0xff) && start.get(1).is_some_and(|byte| byte & mask == bits)
    };
    // Neither the bit rate nor the sample rate is the invalid one.
    let mpeg_rates = start.get(2).is_some_and(|byte| byte & 0xf0 != 0xf0 && byte & 0x0c != 0x0c);
    let known = [
        (at(0, b"RIFX"), "a big-endian WAV file (RIFX)"),
        (at(0, b"FORM") && (at(8, b"AIFF") || at(8, b"AIFC")), "an AIFF file"),
        (at(0, b"RIFF") && at(8, b"AVI "), "an AVI file"),
        (at(0, b"fLaC"), "a FLAC file"),
        (at(0, b"OggS"), "an Ogg file (Vorbis, Opus or another)"),
        (at(0, b"ID3"), "an MP3 file"),
        (at(4, b"ftyp"), "an MP4 file (AAC or another)"),
        (at(0, b"\x1a\x45\xdf\xa3"), "a Matroska or WebM file"),
        (at(0, b"#!AMR"), "an AMR file"),
        (at(0, b".snd"), "an AU file"),
        (at(0, b"caff"), "a CAF file"),
        (at(0, b"wvpk"), "a WavPack file"),
        (at(0, b"MAC "), "a Monkey's Audio file"),
        (at(0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11"), "a Windows Media file"),
        (at(0, b"MThd"), "a MIDI file"),
        // The header of an ADTS frame, then that of an MPEG frame of layer I, II or III.
        (frame(0xf6, 0xf0), "an AAC file"),
        (frame(0xe0, 0xe0) && !frame(0x06, 0) && mpeg_rates, "an MP3 file"),
    ];
    known.into_iter().find(|(is_it, _)| *is_it).map(|(_, name)| name)
}
