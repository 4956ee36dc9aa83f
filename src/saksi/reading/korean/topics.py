"""What a report of another kind is about: sport has its executions, weather its casualties."""

from saksi.reading.korean.lexicon import cues

TOPICS = ("sport", "weather", "show")
EACH = 3  # different words of a topic
ALL = 8  # words of a topic in a text of up to a thousand characters; longer ones need as many a thousand


def topic_of(text: str) -> str:
    """Return the topic of a report that is about sport, weather or show business; empty for others.

    Parameters
    ----------
    text
        The text in southern spelling.
    """
    for topic in TOPICS:
        counts = [text.count(word) for word in cues(topic)]
        if sum(count > 0 for count in counts) >= EACH and sum(counts) * 1_000 >= ALL * max(1_000, len(text)):
            return topic
    return ""
