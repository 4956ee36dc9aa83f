"""What a report of another kind is about: sport has its executions, weather its casualties."""

from saksi.reading.korean.lexicon import cues

TOPICS = ("sport", "weather", "show", "accident")
EACH = 3  # different words of a topic
ALL = 8  # words of a topic in a text of up to a thousand characters; longer ones need as many a thousand
OTHER_NEWS = 4  # words of other news before a report may be about something else
BESIDE = 2  # times the words of repression


def topic_of(text: str) -> str:
    """Return what a report is about that is no repression: a topic, or "other news"; empty where it may be.

    A report is other news where words of crime between people, war, disease, markets and the like stand at
    least `BESIDE` times as often as words of repression.

    Parameters
    ----------
    text
        The text in southern spelling.
    """
    for topic in TOPICS:
        counts = [text.count(word) for word in cues(topic)]
        if sum(count > 0 for count in counts) >= EACH and sum(counts) * 1_000 >= ALL * max(1_000, len(text)):
            return topic
    other, own = (sum(text.count(word) for word in cues(name)) for name in ("elsewhere", "repression"))
    return "other news" if other >= max(OTHER_NEWS, BESIDE * own) else ""
