"""Start the command line: `python -m survey`."""

import sys

from survey.cli import main

sys.exit(main())
