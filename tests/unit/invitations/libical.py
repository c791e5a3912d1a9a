"""libical's own check of iTIP messages (icalrestriction_check) through ctypes: a foreign judge."""

import ctypes
import ctypes.util
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest


@cache
def library() -> ctypes.CDLL:
    """Return libical; where it is not installed the test is skipped, in CI it fails."""
    name = ctypes.util.find_library("ical") or next((str(file) for file in _usual_places()), None)
    if name is None:
        reason = "libical is not installed (Debian and Ubuntu: apt-get install libical3)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    loaded = ctypes.CDLL(name)
    loaded.icalparser_parse_string.restype = ctypes.c_void_p
    loaded.icalparser_parse_string.argtypes = [ctypes.c_char_p]
    loaded.icalrestriction_check.restype = ctypes.c_int
    loaded.icalrestriction_check.argtypes = [ctypes.c_void_p]
    loaded.icalcomponent_count_errors.restype = ctypes.c_int
    loaded.icalcomponent_count_errors.argtypes = [ctypes.c_void_p]
    loaded.icalcomponent_free.argtypes = [ctypes.c_void_p]
    return loaded


def accepts(file: bytes) -> bool:
    """Tell whether libical parses the file without an error and finds it right for its METHOD."""
    ical = library()
    component = ical.icalparser_parse_string(file)
    if not component:
        return False
    try:
        right = ical.icalrestriction_check(component) == 1
        return right and ical.icalcomponent_count_errors(component) == 0
    finally:
        ical.icalcomponent_free(component)


def _usual_places() -> Iterator[Path]:
    # Where ldconfig and a compiler are missing, find_library finds nothing.
    for folder in ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib"):
        yield from sorted(Path(folder).glob("libical.so*"))
        yield from sorted(Path(folder).glob("*-linux-gnu/libical.so*"))
        yield from sorted(Path(folder).glob("libical.dylib"))
