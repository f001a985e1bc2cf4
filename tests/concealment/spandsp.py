"""spandsp's packet loss concealment, as spandsp/plc.h declares it. Debian: libspandsp2, or libspandsp-dev, which brings it."""

import ctypes

import numpy as np

NAMES = ["libspandsp.so.2", "libspandsp.so.3", "libspandsp.so", "libspandsp.dylib"]


def load():
    """The library, or None if this machine does not have it."""
    for name in NAMES:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        library.plc_init.restype = ctypes.c_void_p
        library.plc_init.argtypes = [ctypes.c_void_p]
        library.plc_free.argtypes = [ctypes.c_void_p]
        for call in (library.plc_rx, library.plc_fillin):
            call.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_int16), ctypes.c_int]
        return library
    return None


def play(library, clip, lost, frame):
    """What it plays of a clip, at once and without delay. It blends the start of the first frame after a gap in place."""
    played = np.array(clip, np.int16)
    state = library.plc_init(None)
    if not state:
        raise MemoryError("plc_init returned NULL")
    for at, is_lost in enumerate(lost):
        part = played[at * frame : (at + 1) * frame]
        if is_lost:
            part[:] = 0
        call = library.plc_fillin if is_lost else library.plc_rx
        call(state, part.ctypes.data_as(ctypes.POINTER(ctypes.c_int16)), len(part))
    library.plc_free(state)
    return played
