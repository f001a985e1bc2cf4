<?php

// Bridges two calls, a frame of 20 ms at a time: bridge.php [A.WAV B.WAV], 16-bit mono files of 8000 Hz.

require __DIR__ . '/../autoload.php';

/** The whole frames of a WAV file with a plain header of 44 bytes. */
function frames(string $path): array
{
    return array_filter(str_split(substr(file_get_contents($path), 44), 320), fn ($frame) => strlen($frame) === 320);
}

$demo = __DIR__ . '/../../../demo';
[$ada, $ben] = [frames($argv[1] ?? "$demo/ada.wav"), frames($argv[2] ?? "$demo/ben.wav")];
$engine = new Mixminus\Engine(dtmfLookAheadMs: 0);
[$left, $right] = [$engine->participant(), $engine->participant()];
$left->join('1337', prefillMs: 0, playTones: true);
$right->join('1337', prefillMs: 0, playTones: true);
$heard = ['', ''];
for ($i = 0; $i < min(count($ada), count($ben)); $i++) {
    $left->write($ada[$i]);
    $right->write($ben[$i]);
    $engine->tick();
    $heard[0] .= $left->read();
    $heard[1] .= $right->read();
}
$ramp = 80; // bytes: 5 ms, in which a participant is faded in
$isSame = substr($heard[1], $ramp) === substr(implode($ada), $ramp, strlen($heard[1]) - $ramp)
    && substr($heard[0], $ramp) === substr(implode($ben), $ramp, strlen($heard[0]) - $ramp);
echo $i * 20, ' ms bridged, ', $isSame ? "sample for sample\n" : "not the same samples\n";
