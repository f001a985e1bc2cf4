"""What every package says of itself: the one description of names, versions and files."""

import tomllib

from header import ROOT

_CARGO = tomllib.loads((ROOT / "Cargo.toml").read_text())["package"]

NAME = "mixminus"
VERSION = _CARGO["version"]
LICENSE = _CARGO["license"]
HOMEPAGE = _CARGO.get("homepage") or _CARGO.get("repository", "")
AUTHORS = "The mixminus authors"
SUMMARY = "A conference mixer to embed in a telephony host: mix-minus rooms, DTMF, prompts, taps and recordings"
DESCRIPTION = """\
mixminus mixes conferences for telephony hosts. Everyone in a room hears the sum of all the others and never itself
(mix-minus, N-1). It detects DTMF and keeps it from the other members, plays prompts, records, and ends or interrupts a
participant's conference by key, by signal, by time limit or by hang-up. Linear PCM in, linear PCM out: no SIP, RTP or
codecs.
"""
