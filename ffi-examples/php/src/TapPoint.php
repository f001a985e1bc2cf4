<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** Where a tap takes its frames. */
enum TapPoint: int
{
    /** Of a room: the sum of all contributions, limited to 16 bits. */
    case Mix = 0;
    /** Of a participant: its audio after DTMF suppression and the delay of that, before mute and gain. */
    case BeforeMute = 1;
    /** Of a participant: its contribution to the mix, after mute, gain and ramps. */
    case AfterMute = 2;
    /** Of a participant: its output, each frame for which its out-ring has space. */
    case Output = 3;
}
