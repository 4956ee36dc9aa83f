"""The way to the scripts."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
if str(ROOT) not in sys.path:  # `scripts` is no package that is installed
    sys.path.insert(0, str(ROOT))
