"""Write the table of stems: every verb of the Korean act lexicon, analysed once.

Usage: table.py OUTPUT
"""

import json
import sys
from pathlib import Path

from kiwipiepy import __version__

from saksi.reading.korean.lexicon import act_rules, light_verbs
from saksi.reading.korean.patterns import light_frame
from saksi.reading.korean.stems import FRAMES, analysed


def table() -> dict[str, dict[str, list[str]]]:
    """Return frame to verb to its stems, each stem a string with spaces between the morphemes."""
    wanted = [
        (FRAMES[voice], word)
        for rule in act_rules()
        for voice, words in (("passive", rule.passive), ("active", rule.active))
        for word in words
    ]
    wanted += [(light_frame(word), word) for words in light_verbs().values() for word in words]
    found: dict[str, dict[str, list[str]]] = {}
    for frame, word in sorted(set(wanted)):
        found.setdefault(frame, {})[word] = [" ".join(stem) for stem in analysed(word, frame)]
    return found


if __name__ == "__main__":
    text = json.dumps(
        {"kiwipiepy": __version__, "stems": table()}, ensure_ascii=False, indent=0, sort_keys=True
    )
    Path(sys.argv[1]).write_text(text + "\n", encoding="utf-8")
