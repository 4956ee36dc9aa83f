"""Where the documents are; and the way to the scripts that write them."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:  # `scripts` is no package that is installed
    sys.path.insert(0, str(ROOT))
