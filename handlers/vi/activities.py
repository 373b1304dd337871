"""Which activity a message tells of: the topic of highest rank that it mentions."""

from collections.abc import Sequence
from functools import cache

from handlers.vi import lexicon
from handlers.vi.lexicon import Scene
from handlers.vi.reading import Fact, Intent

_TOLD = frozenset({"log", "status", "correct"})


@cache
def _of_indicators() -> dict[str, str]:
    """Indicator → the activity of the first topic that counts in it."""
    topics = reversed(lexicon.topics().values())
    return {code: topic.activity for topic in topics for code in topic.facts.values() if code}


def activity(scene: Scene, facts: Sequence[Fact], intent: Intent) -> str | None:
    """The activity code; "khac" for figures of nothing that is known, None where nothing is told."""
    if intent not in _TOLD:
        return None
    known = lexicon.topics()
    mentioned = [known[mention.label] for mention in scene.topics]
    if mentioned:
        return max(mentioned, key=lambda topic: topic.rank).activity
    told = (_of_indicators().get(str(fact.indicator)) for fact in facts)
    return next((code for code in told if code), "khac" if facts else None)
