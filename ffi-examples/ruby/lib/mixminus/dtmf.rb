# frozen_string_literal: true

module Mixminus
  # The DTMF of a participant, which must be in a room. Levels are in dBm0.
  module Dtmf
    # Reports digits in its audio as events, or not.
    def detect_dtmf=(on)
      check(Native.participant_set_detect_dtmf(@pointer, handle, Flag.of("detectDtmf", on)))
    end

    # Lets the others hear its tones, or suppresses them.
    def play_tones=(on)
      check(Native.participant_set_play_tones(@pointer, handle, Flag.of("playTones", on)))
    end

    # Generates tones for digits that are injected, or not.
    def generate_dtmf=(on)
      check(Native.participant_set_generate_dtmf(@pointer, handle, Flag.of("generateDtmf", on)))
    end

    # Passes on a packet of a telephone event (RFC 4733): event, end, volume, duration, timestamp, ssrc, clock_rate.
    def telephone_event(**fields)
      packet = Settings.make(Native::TelephoneEvent, :telephone_event_init, fields)
      check(Native.participant_telephone_event(@pointer, handle, packet))
    end

    # Reports a whole press that arrived out of band (SIP INFO).
    def inject_dtmf(digit, duration_ms: 100, level_db: -10)
      level = Decibels.thousandths("level_db", level_db)
      check(Native.participant_inject_dtmf_press(@pointer, handle, code(digit), level,
                                                      Settings.whole(:duration_ms, duration_ms)))
    end

    # Reports the beginning of a press. It ends by itself after limit_ms (0: 5 seconds).
    def inject_dtmf_begin(digit, level_db: -10, limit_ms: 0)
      level = Decibels.thousandths("level_db", level_db)
      check(Native.participant_inject_dtmf_begin(@pointer, handle, code(digit), level,
                                                      Settings.whole(:limit_ms, limit_ms)))
    end

    # Reports the end of a press.
    def inject_dtmf_end(digit)
      check(Native.participant_inject_dtmf_end(@pointer, handle, code(digit)))
    end

    # Sends digits to the participant, for a machine at the other end of its line.
    def send_dtmf(digits, level_db: -10, on_ms: 100, off_ms: 100)
      digits = digits.to_s
      level = Decibels.thousandths("level_db", level_db)
      check(Native.participant_send_dtmf(@pointer, handle, digits, digits.bytesize, level,
                                             Settings.whole(:on_ms, on_ms), Settings.whole(:off_ms, off_ms)))
    end

    private

    def code(digit)
      text = digit.to_s
      return text.ord if text.bytesize == 1 && text.ascii_only?

      raise Error.argument("digit: #{Text.json(digit)}, must be one of 0-9 * # A-D")
    end
  end
end
