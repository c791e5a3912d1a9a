"""Starts Rasa without its libraries' warnings about each other, which nobody who reads the log can act on."""

import sys
import warnings

from rasa.__main__ import main

if __name__ == "__main__":
    warnings.showwarning = lambda *_args, **_options: None
    sys.argv[0] = "rasa"
    main()
