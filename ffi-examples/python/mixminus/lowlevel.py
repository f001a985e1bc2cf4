"""The functions of mixminus.h as cffi gives them: `lib.mixminus_participant_write(engine, participant, …)`.

The library is the one that the environment variable MIXMINUS_LIBRARY names, or the one inside this package, or the one
that `make` built in a checkout.
"""

import os
from pathlib import Path

from ._cdef import CALL, MIXMINUS

_HERE = Path(__file__).resolve().parent


def _library():
    named = os.environ.get("MIXMINUS_LIBRARY")
    if named:
        return Path(named)
    places = [_HERE / "libmixminus.so.0"]
    if len(_HERE.parents) > 2:
        places.append(_HERE.parents[2] / "target" / "release" / "libmixminus.so")
    for place in places:
        if place.exists():
            return place
    raise ImportError(f"libmixminus.so is not at {' or '.join(map(str, places))}: run make, or set MIXMINUS_LIBRARY")


PATH = _library()

try:
    # The package has a compiled module, whose calls cost less.
    if os.environ.get("MIXMINUS_LIBRARY"):
        raise ImportError
    from ._mixminus import ffi, lib
except ImportError:
    from cffi import FFI

    ffi = FFI()
    ffi.cdef(MIXMINUS)
    lib = ffi.dlopen(str(PATH))


def call_library():
    """Loads the library of mixminus_call.h, which simulates the call of a script. Returns its ffi and its functions."""
    from cffi import FFI

    call_ffi = FFI()
    call_ffi.cdef(CALL)
    return call_ffi, call_ffi.dlopen(str(PATH.with_name("libmixminus_call.so")))
