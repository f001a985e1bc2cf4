<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** How a DTMF digit was received. */
enum DtmfSource: int
{
    /** In-band: as tones in the participant's audio. */
    case InBand = 1;
    /** Out-of-band: by mixminus_participant_telephone_event, mixminus_participant_inject_dtmf_press or mixminus_participant_inject_dtmf_begin. */
    case OutOfBand = 2;
    /** Both, as far as is known when the event is reported. */
    case Both = 3;
}
