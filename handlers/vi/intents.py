"""What a message wants: to log, to ask, to correct, a meeting, a report, help."""

from collections.abc import Sequence
from itertools import chain

from db.catalogue import indicators
from handlers.vi import asked, corrections, dates, units
from handlers.vi.dates import When
from handlers.vi.facts import NONE_LEFT
from handlers.vi.lexicon import Scene
from handlers.vi.reading import Fact, Intent
from handlers.vi.spotting import beginning, covered
from handlers.vi.tree import Mention
from handlers.vi.words import places

_WANTING = frozenset({"units_asked", "meet", "by_question", "amount", "who", "not_yet"})
"""Without one of these cues a message only tells its figures."""
_CORRECTING = frozenset({"slip_exact", "strike_exact", "slip", "mend", "aside", "strike_record", "strike"})
"""Without one of these cues a message corrects only if it begins with a denial."""
_ALREADY = frozenset({"đã", "da", "đạt"})
_LEVELS = frozenset({"stock", "yearly", "ratio"})
_ANSWER = 8  # words; a longer message with "dự" or "vắng" tells of something else
_HELP = 10  # words
_REMARK = 16  # words; a longer message without a question word or mark is no question
_ONE_WORD = 2  # words with a mark or a word of politeness
_ANSWER_BEGINS = 2  # "dạ em dự": the answer stands within the first words
_HOW_MANY = {("bao",), ("bn",), ("nhieu",)}
_DENIES = 6  # words from a "no" to what it makes indefinite
_LAST = 2  # words at the end, where "bao nhiêu" asks even after a number
_LONGEST = 16  # words of a phrase
_NAMES = 2  # figures named in one breath
_NOTHING = frozenset({"chua", "khong", "ko", "chang", "dau"})
_STRAY = 1  # words of a bare name that are not understood
_GREETINGS = frozenset("da em oi chi anh co chu bac e alo , thua".split())
_BEFORE_NUMBER = frozenset({"là", ":", "=", "tổng"})
_POLITE = frozenset(
    {"ạ", "a", "em", "nhỉ", "vậy", "hả", "ta", "nha", "nhé", "dạ", "ha", "vay", "zậy", "z", "chị", "anh", ".", "ơi"}
)


def intent(scene: Scene, facts: Sequence[Fact], when: When, *, scheduled: bool) -> Intent:
    """The intent; `scheduled` says that the message states an hour or a rule of repetition."""
    if not scene.text.lows:
        return "other"
    if facts and (named := _named(scene, facts)):
        facts = [fact for fact in facts if fact.start not in named]
    if _helps(scene, facts):
        return "help"
    if _corrects(scene, facts):
        return "correct"
    if facts and scene.named.isdisjoint(_WANTING) and not _lets_ask(scene) and not _whether(scene):
        return _tells(scene, facts)
    if _reports(scene, facts):
        return "report"
    if _meets(scene, facts, when, scheduled=scheduled):
        return "meeting"
    if asks(scene, facts, when):
        return "ask"
    return _tells(scene, facts)


def _named(scene: Scene, facts: Sequence[Fact]) -> set[int]:
    """Where numbers are part of a name, in the text: the "một phần quà" of "bình quân một phần quà"."""
    known = indicators()
    ratios = [mention for mention in scene.indicators if known[mention.label].kind == "ratio"]
    named = {scene.text.starts[place] for place in covered(ratios)}
    if scene.has("average"):
        named.update(fact.start for fact in facts if fact.value == 1)
    return named


def _helps(scene: Scene, facts: Sequence[Fact]) -> bool:
    length = len(scene.text.lows)
    if length <= _ONE_WORD and scene.has("help_alone"):
        return True
    return scene.has("help") and not facts and length <= _HELP


def _corrects(scene: Scene, facts: Sequence[Fact]) -> bool:
    if len(facts) == 1 and (corrections.insists(scene.text) or corrections.challenges(scene.text)):
        return True
    if not facts and scene.text.digits and corrections.challenges(scene.text):
        return True
    if scene.named.isdisjoint(_CORRECTING) and not corrections.begins_with_denial(scene.text):
        return False
    known = scene.topics, scene.indicators
    if (
        _any_free(scene, "slip", *known)
        or _any_free(scene, "slip_exact", *known)
        or corrections.begins_with_denial(scene.text)
        or (_any_free(scene, "mend", *known) and not _repairs(scene, facts))
    ):
        return True
    if any(cue.first <= 1 for cue in scene.said("aside")):  # "à nhầm, 65 phần": of what was told before
        return True
    if _any_free(scene, "strike_record", *known) or scene.has(
        "strike_exact"
    ):  # "bỏ cái 5tr hồi nãy" names the record by its figure
        return True
    return not facts and (scene.has("aside") or (not scene.has("amount") and _any_free(scene, "strike", *known)))


def _repairs(scene: Scene, facts: Sequence[Fact]) -> bool:
    """Say whether what is mended is a thing and no record: "nhà văn hóa sửa lại hết 18tr", "sửa giùm bà Năm nhà"."""
    bares = scene.text.bares
    for cue in scene.said("mend"):
        behind = bares[cue.end : cue.end + _NEAR_THING]
        spent = facts and not _SPENT.isdisjoint(behind) and all(fact.unit in {"dong", "can_nha"} for fact in facts)
        if spent and "nha" in bares[: cue.first] and not _BROKEN.isdisjoint(bares[: cue.first]):
            continue  # "nhà chị Sáu hư rồi nên khu phố sửa lại tốn 12 triệu"
        if bares[cue.first] != "sua" or not _AMENDS.isdisjoint(behind):
            return False
        if not spent and not (behind[:1] and behind[0] in _OWNERS and not _THINGS.isdisjoint(behind)):
            return False
    return True


_NEAR_THING = 6  # words
_AMENDS = frozenset({"thanh", "la", "so", "dong", "lai"})
_BROKEN = frozenset("hu dot nat sap toc xieu muc sut nghieng chay".split())
_SPENT = frozenset({"het", "ton", "mat"})
_OWNERS = frozenset("ba ong co chu bac anh chi cu di cau me thim mo ho".split())
_THINGS = frozenset("nha mai cua bep cau cong nen vach giuong xe".split())


def _any_free(scene: Scene, name: str, *known: Sequence[Mention]) -> bool:
    """Say whether a cue stands in no known phrase, nor that in part: "xin sửa nhà" repairs a house and no record."""
    for cue in scene.said(name):
        near = chain.from_iterable(beginning(mentions, cue.first - _LONGEST, cue.end) for mentions in known)
        if not any(_overlaps(one, cue) for one in near):
            return True
    return False


def _overlaps(one: Mention, cue: Mention) -> bool:
    """Say whether a phrase shares words with a cue and does not lie within it, as giúp in "sửa giúp" does."""
    shared = one.first < cue.end and cue.first < one.end
    return shared and not (cue.first <= one.first and one.end <= cue.end and one.end - one.first < cue.end - cue.first)


def _reports(scene: Scene, facts: Sequence[Fact]) -> bool:
    if facts or scene.has("not_handed_in"):
        return False
    asks_one = scene.has("amount") and bool(scene.indicators)  # "báo cáo năm ngoái còn mấy hộ nghèo"
    if scene.has("report_of") and not scene.has("report_ask") and asks_one:
        return False
    return scene.has("report_ask", "report_of") or (_asks_what_was_done(scene) and not scene.indicators)


def _asks_what_was_done(scene: Scene) -> bool:
    """Say whether what was done is asked for; "chưa làm được gì" only says that nothing was."""
    bares = scene.text.bares
    return any(cue.first == 0 or bares[cue.first - 1] not in _NOTHING for cue in scene.said("what_done"))


def _meets(scene: Scene, facts: Sequence[Fact], when: When, *, scheduled: bool) -> bool:
    short = len(scene.text.lows) <= _ANSWER
    if not facts and (
        _any_free(scene, "agenda", scene.indicators) or _any_free(scene, "absent_list", scene.indicators)
    ):
        return True
    if short and not facts and _answers(scene):
        return True
    if not _about_meeting(scene) or scene.has("how_often") or _counts_meetings(scene):
        return False
    if facts and not scheduled:
        return False
    if scene.has("remind"):
        return True
    if scene.indicators and scene.has("show"):
        return False  # mai giao ban rồi, cho cô biết số hộ
    if scheduled or when.future:
        return not scene.has("not_planned_only") or when.future
    return not facts and asks(scene, facts, when)


def _about_meeting(scene: Scene) -> bool:
    """Say whether a meeting of the committee is named, and not one of the people, which is counted."""
    if not scene.has("meet"):
        return False
    others = covered((*scene.said("not_meet"), *scene.indicators))
    return any(cue.first not in others for cue in scene.said("meet"))


def _counts_meetings(scene: Scene) -> bool:
    """Say whether meetings of the people are counted: "họp tổ được mấy buổi"."""
    if "tuyen_truyen" not in [topic.label for topic in scene.topics]:
        return False
    found = (units.at(scene.text, cue.end) for cue in scene.said("amount"))
    return any(unit is not None and unit[0].code in _HELD for unit in found)


_HELD = frozenset({"cuoc", "buoi"})


def _answers(scene: Scene) -> bool:
    """A bare answer to an invitation: "Dự", "em vắng nha", "bận không đi được"."""
    if scene.has("by_question", "amount", "who", "when", "where"):
        return False
    if scene.has("excused"):
        return True
    begins = {cue.first for cue in (*scene.said("come"), *scene.said("stay_away"))}
    return bool(begins) and min(begins) <= _ANSWER_BEGINS and not scene.topics and not scene.indicators


def asks(scene: Scene, facts: Sequence[Fact], when: When) -> bool:
    """Say whether a message asks for something."""
    if scene.has("joining_chat") and not scene.has("amount"):
        return False  # "em vào nhóm zalo được không" asks for no figure
    if _leaves_open(scene) and not scene.has("who_gave"):
        return False
    words = _question_words(scene)
    if _lets_ask(scene):
        return True
    if scene.has("by_question"):
        return not facts or bool(words) or scene.has("share", "average")
    if facts:
        last = _end(scene) - _LAST
        wanted = "amount" in words and (
            _begins_with_how_many(scene) or any(end > last for end in _amount_ends(scene, facts))
        )
        return (
            wanted
            or _whether(scene)
            or whether_done(scene, facts)
            or ("who" in words and (not scene.has("done") or scene.has("show") or _begins(scene, "who")))
        )
    if words or scene.has("show", "share", "average", "compare", "not_handed_in"):
        return True
    if dates.sets_side_by_side(scene.text, when):
        return True
    if _states_a_number(scene, when):
        return False
    if _begins(scene, "show_first") or (scene.indicators and _begins(scene, "total_first", "number_of")):
        return True
    return _bare_word(scene, when) or (
        bool(scene.indicators or scene.topics or scene.has("done_yet"))
        and (_ends_in_doubt(scene) or _bare_name(scene, when))
    )


def _lets_ask(scene: Scene) -> bool:
    """Say whether a message begins with "cho em hỏi"."""
    return not _LETS_ASK.isdisjoint((scene.text.bares[:3], scene.text.bares[1:4]))


_LETS_ASK = frozenset(("cho", who, "hoi") for who in ("em", "toi", "bac", "chi", "anh", "co", "chu", "minh", "tui"))


def _leaves_open(scene: Scene) -> bool:
    """Say whether a question word stands for anything: ai cũng, không có vụ nào hết; not "kp nào hết hộ nghèo"."""
    bares = (*scene.text.bares, ".")
    return any(
        bares[cue.end - 1] != "het" or cue.end >= _end(scene) or not bares[cue.end].isalpha()
        for cue in scene.said("any")
    )


def _begins_with_how_many(scene: Scene) -> bool:
    """Say whether a message begins with "bao nhiêu"; "mấy cháu nhận 25 phần quà" does not ask."""
    starts = {_start(scene), *(cue.end for cue in scene.said("show"))}
    asked_first = [cue.first for cue in scene.said("amount") if cue.first in starts]
    return any(scene.text.bares[first : first + 1] in _HOW_MANY for first in asked_first)


def _amount_ends(scene: Scene, facts: Sequence[Fact]) -> set[int]:
    """Where each "bao nhiêu" ends, with the "phần trăm" behind it; the mấy of "3 triệu mấy" is part of a figure."""
    starts, bares = scene.text.starts, scene.text.bares
    ends = {
        cue.end
        for cue in scene.said("amount")
        if not any(fact.start <= starts[cue.first] < fact.end for fact in facts)
        and not (bares[cue.first] == "may" and bares[cue.first - 1] in _GIVEN_TO)  # "150 lồng đèn cho mấy bé"
    }
    return ends | {share.end for share in scene.said("share") if not ends.isdisjoint((share.first, share.first + 1))}


_GIVEN_TO = frozenset({"cho", "tang", "giup", "biet"})


def whether_done(scene: Scene, facts: Sequence[Fact]) -> bool:
    """Say whether a message asks if its figures are reached and does not tell them: "đã thu được 80% chỉ tiêu chưa".

    So do "hết hộ nghèo chưa" and "khu phố nào hết hộ nghèo".
    """
    doubt = _ends_in_doubt(scene, "not_yet")
    if not facts or not (doubt or scene.has("units_asked")):
        return False
    if not any(fact.value for fact in facts):
        return doubt or "nao" in scene.text.bares
    if not doubt:
        return False
    text = scene.text
    already = [place for place in places(text.lows, _ALREADY) if text.bares[place - 1 : place] != ("toi",)]  # tối đa
    return bool(already) and text.starts[already[0]] < facts[0].start


def _whether(scene: Scene) -> bool:
    """Say whether a message asks if there was something: "có tặng quà cho 20 em không"."""
    return scene.has("no") and "co" in scene.text.bares[:_HAVE] and _ends_in_doubt(scene, "no")


_HAVE = 5  # words, of the day or who is asked, before "có"


def _states_a_number(scene: Scene, when: When) -> bool:
    """ "Số hộ sau sáp nhập là 1042" and "3/4 số hộ" tell, even where the number is not understood."""
    lows = scene.text.lows
    if any(lows[place - 1] in _BEFORE_NUMBER for place in scene.text.digits if place):
        return True
    dated = set(chain.from_iterable(range(first, end) for first, end in when.places))
    return any(lows[place + 1 : place + 2] == ("/",) and place not in dated for place in scene.text.digits)


def _begins(scene: Scene, *names: str) -> bool:
    start = _start(scene)
    return any(cue.first == start for name in names for cue in scene.said(name))


def _start(scene: Scene) -> int:
    """Where a message begins but for words of address."""
    start = 0
    while start < len(scene.text.lows) and scene.text.bares[start] in _GREETINGS:
        start += 1
    return start


def _question_words(scene: Scene) -> set[str]:
    """The kinds of question words, but for those that a "no" before them makes indefinite: "chưa có căn nào"."""
    spoilt = {cue.first for cue in asked.idle(scene)}
    denied = {cue.first for name in ("not_yet", "no") for cue in scene.said(name)}
    found = set()
    for name in ("amount", "who", "when", "where", "list", "units_asked", "how_often", "what"):
        for cue in scene.said(name):
            if name == "units_asked" and not scene.indicators and "nao" not in scene.text.bares[cue.first : cue.end]:
                continue  # "các kp chuẩn bị sổ sách nha"
            indefinite = name != "amount" and not denied.isdisjoint(range(cue.first - _DENIES, cue.first))
            if not indefinite and not (name == "amount" and cue.first in spoilt):
                found.add(name)
    return found


def _ends_in_doubt(scene: Scene, *names: str) -> bool:
    """ "Nộp phường chưa", "có tăng không ạ": the last word but for politeness asks yes or no."""
    end = _end(scene)
    return any(cue.end == end and cue.first > 1 for name in names or ("not_yet", "no") for cue in scene.said(name))


def _end(scene: Scene) -> int:
    """Where a message ends but for words of politeness."""
    end = len(scene.text.lows)
    while end and scene.text.lows[end - 1] in _POLITE:
        end -= 1
    return end


def _bare_word(scene: Scene, when: When) -> bool:
    """A word that names a figure by itself, and over which days: "quỹ tháng này", "vệ sinh năm nay"."""
    if when.span is None or when.day is not None or scene.indicators or len(scene.text.lows) > _BARE_WORDS:
        return False
    named = covered((*scene.alone, *scene.topics))
    dated = set(chain.from_iterable(range(first, end) for first, end in when.places))
    said = [place for place in range(_start(scene), _end(scene)) if place not in dated]
    return bool(said) and named.issuperset(said) and said[-1] < min(dated) and bool(asked.codes(scene))


_BARE_WORDS = 8


def _bare_name(scene: Scene, when: When) -> bool:
    """A name of a figure and little else: "hộ nghèo kp 9", not "tổ 5 đi phát quà tết"."""
    if scene.has("going_to_give") or not 0 < len(scene.indicators) <= _NAMES or len(scene.text.lows) > _REMARK:
        return False
    named = covered((*scene.indicators, *scene.said("circumstance")))
    named.update(chain.from_iterable(range(first, end) for first, end in when.places))
    said = range(_start(scene), _end(scene))
    denied = any(cue.first < scene.indicators[0].first for name in ("not_yet", "no") for cue in scene.said(name))
    if denied and scene.text.lows[-1] not in _SURPRISED:
        return False  # hôm qua không tặng quà
    rest = [place for place in said if place not in named and scene.text.kinds[place] == "word"]
    return len(rest) <= _STRAY


_SURPRISED = frozenset({"hả", "ha", "hở", "à", "sao", "ta", "nhỉ"})


def _tells(scene: Scene, facts: Sequence[Fact]) -> Intent:
    if scene.has(*NONE_LEFT):
        return "status"
    if facts:
        known = [fact for fact in facts if fact.indicator]
        levels = known and all(indicators()[str(fact.indicator)].kind in _LEVELS for fact in known)
        changing = any(fact.change for fact in known)
        return "status" if levels and not changing and not scene.has("event") else "log"
    return "log" if scene.topics and scene.has("done") and not scene.has("joining_chat") else "other"
