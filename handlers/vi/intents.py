"""What a message wants: to log, to ask, to correct, a meeting, a report, help."""

from collections.abc import Sequence

from db.catalogue import indicators
from handlers.vi.dates import When
from handlers.vi.lexicon import Scene
from handlers.vi.reading import Fact, Intent

_LEVELS = frozenset({"stock", "yearly", "ratio"})
_ANSWER = 8  # words; a longer message with "dự" or "vắng" tells of something else
_HELP = 10  # words
_REMARK = 12  # words; a longer message without a question word or mark is no question


def intent(scene: Scene, facts: Sequence[Fact], when: When, *, scheduled: bool) -> Intent:
    """The intent; `scheduled` says that the message states an hour or a rule of repetition."""
    if not scene.text.lows:
        return "other"
    if _helps(scene, facts):
        return "help"
    if _corrects(scene, facts):
        return "correct"
    if _reports(scene, facts):
        return "report"
    if _meets(scene, facts, when, scheduled=scheduled):
        return "meeting"
    if asks(scene, facts):
        return "ask"
    return _tells(scene, facts)


def _helps(scene: Scene, facts: Sequence[Fact]) -> bool:
    return scene.has("help") and not facts and len(scene.text.lows) <= _HELP


def _corrects(scene: Scene, facts: Sequence[Fact]) -> bool:
    if scene.has("slip", "mend"):
        return True
    strikes = {(cue.first) for cue in scene.cues.get("strike", ())}
    strikes -= {cue.first for cue in scene.cues.get("not_strike", ())}
    strikes -= {cue.first + 1 for cue in scene.cues.get("not_strike", ())}
    if strikes and not facts:
        return True
    return scene.has("aside") and not facts


def _reports(scene: Scene, facts: Sequence[Fact]) -> bool:
    if facts or scene.has("not_handed_in"):
        return False
    return scene.has("report_ask", "report_of") or (scene.has("what_done") and not scene.indicators)


def _meets(scene: Scene, facts: Sequence[Fact], when: When, *, scheduled: bool) -> bool:
    short = len(scene.text.lows) <= _ANSWER
    if scene.has("agenda", "absent_list") and not facts:
        return True
    if short and not facts and _answers(scene):
        return True
    if not scene.has("meet"):
        return False
    if facts and not scheduled:
        return False
    if scene.has("remind"):
        return True
    if scheduled or when.future:
        return not scene.has("not_planned_only") or when.future
    return not facts and _questioning(scene) and not (scene.has("people_meet") and scene.has("amount"))


def _answers(scene: Scene) -> bool:
    """A bare answer to an invitation: "Dự", "em vắng nha", "bận không đi được"."""
    if scene.has("by_question", "amount", "who", "when", "where"):
        return False
    begins = {cue.first for cue in (*scene.cues.get("come", ()), *scene.cues.get("stay_away", ()))}
    return bool(begins) and min(begins) <= 2 and not scene.topics


def _questioning(scene: Scene) -> bool:
    return scene.has("by_question", "who", "when", "where", "what", "amount", "show", "list", "how_often")


def asks(scene: Scene, facts: Sequence[Fact]) -> bool:
    """Say whether a message that is about figures asks for one."""
    if scene.has("by_question", "how_often", "who", "when", "list", "units_asked", "not_handed_in") and not facts:
        return True
    if scene.has("by_question") and _questioning(scene) and scene.has("amount", "who", "when", "share", "what"):
        return True
    amount = {cue.first for cue in scene.cues.get("amount", ())} - {
        cue.first for cue in scene.cues.get("no_amount", ())
    }
    if amount and not facts:
        return True
    if facts:
        return scene.has("who") and not scene.has("done")
    about_figures = bool(scene.indicators or scene.topics)
    if scene.has("share", "average", "compare", "show", "all_figures", "how_often"):
        return True
    if not about_figures:
        return False
    if _ends_in_doubt(scene):
        return True
    return _bare_name(scene)


def _ends_in_doubt(scene: Scene) -> bool:
    """ "nộp phường chưa", "có tăng không ạ": the last words ask yes or no."""
    length = len(scene.text.lows)
    return any(
        cue.end >= length - 2 and cue.first > 1
        for name in ("not_yet", "no", "what")
        for cue in scene.cues.get(name, ())
    )


def _bare_name(scene: Scene) -> bool:
    """A name of a figure and nothing told: "hộ nghèo kp 9", "tổng tiền quà từ đầu năm tới giờ"."""
    return bool(scene.indicators) and not scene.has("done") and len(scene.text.lows) <= _REMARK


def _tells(scene: Scene, facts: Sequence[Fact]) -> Intent:
    if scene.has("none_left", "none_left_near", "none_left_house"):
        return "status"
    if facts:
        known = [fact for fact in facts if fact.indicator]
        levels = known and all(indicators()[str(fact.indicator)].kind in _LEVELS for fact in known)
        return "status" if levels and not any(fact.change for fact in known) else "log"
    return "log" if scene.topics and scene.has("done") else "other"
