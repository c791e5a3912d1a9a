"""Starts Rasa, tuned, and without its libraries' warnings about each other: nobody could act on them."""

import sys
import warnings

from engine import tuning
from rasa.__main__ import main

if __name__ == "__main__":
    tuning.apply()
    warnings.showwarning = lambda *_arguments, **_options: None
    sys.argv[0] = "rasa"
    main()
