#!/bin/sh
# Makes the six recordings of this directory again. Needs espeak-ng and sox.
set -eu
cd "$(dirname "$0")"
parts=$(mktemp -d)
trap 'rm -rf "$parts"' EXIT

# say NAME START VOICE WORDS_A_MINUTE PITCH TEXT: adds to NAME's recording a sentence that begins at START seconds.
say() {
    number=$(ls "$parts" | grep -c "^$1-" || true)
    espeak-ng -v "$3" -s "$4" -p "$5" -w "$parts/spoken.wav" "$6"
    sox -D "$parts/spoken.wav" "$parts/$1-$number.wav" \
        rate 8000 silence 1 0.01 0.1% reverse silence 1 0.01 0.1% reverse norm -6 pad "$2"
}

# write NAME: puts its sentences together; 16-bit, mono, 8 kHz, without dither, so that each run makes the same bytes.
write() {
    name=$1
    set -- "$parts/$name"-*.wav
    if [ $# -gt 1 ]; then set -- -m "$@"; fi
    sox -D "$@" -b 16 -c 1 "$name.wav" norm -6
}

say ada   0.0 en-gb+f3       165 55 "Good morning, this is Ada. Who is with us?"
say ben   2.1 en-us+m3       185 35 "Hi Ada, this is Ben."
say clara 2.8 de+f4          160 70 "Guten Morgen, hier ist Clara."
say dan   4.0 en-gb-scotland 150 15 "Dan speaking. Can you all hear me?"
say elena 4.6 es+f2          190 85 "Sí, muy bien. Soy Elena."
say felix 5.2 fr+m1          175 45 "Bonjour à tous, ici Félix."
say ada   5.9 en-gb+f3       180 55 "Then let us begin!"

for name in ada ben clara dan elena felix; do write "$name"; done

# prompt NAME TEXT: what the hotline of hotline.toml says.
prompt() {
    espeak-ng -v en-gb+f2 -s 165 -p 50 -w "$parts/spoken.wav" "$2"
    sox -D "$parts/spoken.wav" -b 16 -c 1 "prompts/$1.wav" \
        rate 8000 silence 1 0.01 0.1% reverse silence 1 0.01 0.1% reverse norm -9
}

prompt welcome       "Welcome. Press star to leave the conference."
prompt disconnecting "Disconnecting."
prompt wanted        "You are wanted elsewhere."
prompt goodbye       "Goodbye."
