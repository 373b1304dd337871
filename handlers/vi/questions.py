"""What a question asks for: the indicator, how it is to be computed, the period and the committee."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from db.catalogue import indicators, rests_on
from handlers.vi import asked, committees, cues, dates, periods, shares, spans, typos, words
from handlers.vi.dates import When
from handlers.vi.lexicon import Scene
from handlers.vi.reading import Aggregate, Fact, Question, Span

_UP_TO = cues.listed("up_to", "day")
_ANYTHING = frozenset({"ho", "nguoi", "luot"})  # "mỗi hộ bao nhiêu tiền" may be about anything
_GIVING_TIMES = frozenset({"tet", "trung_thu"})
_BY_KIND: dict[str, Aggregate] = {"flow": "sum", "stock": "latest", "yearly": "latest", "ratio": "ratio"}


def read(
    scene: Scene, when: When, on: date, facts: Sequence[Fact] = (), taken: Sequence[tuple[int, int]] = ()
) -> Question:  # fmt: skip
    """Read a message that is known to be a question; `taken` are the words of its numbers and days."""
    told = [fact.indicator for fact in facts if fact.indicator]
    codes = asked.distinct(told) if told and scene.has("who") else asked.codes(scene, taken)
    beside_another = (
        when.versus is not None
        or dates.sets_side_by_side(scene.text, when)
        or (asked.sets_beside(scene) and (when.pair is not None or "với" in scene.text.lows))
    )
    second = when.second if not beside_another and when.second is not None and _asks_twice(scene) else None
    two_years = when.pair is not None and when.occasion is not None and all(map(spans.is_year, when.pair))
    beside_another = beside_another or second is not None or two_years  # quà tết năm nay với năm ngoái
    if not codes and when.occasion in _GIVING_TIMES and scene.has("money_asked"):
        codes = ["qua_tri_gia"]  # trung thu năm nay hết bao nhiêu tiền
    codes, aggregate = _computed(scene, codes, compared=beside_another)
    if when.versus and when.versus.start == when.versus.end and codes and indicators()[codes[0]].kind == "flow":
        when = when._replace(versus=None)  # nothing adds up on the one day of "so với đầu năm"
    near = None if codes else typos.nearest(scene.text)
    likely, aggregate = _computed(scene, [near[1][0][1]], compared=beside_another) if near else ([], aggregate)
    both = (when.span, second) if when.span and second else when.pair
    period = _period(scene, when, aggregate)
    ends = _ends_of_year(scene, when, on, codes, aggregate)
    if ends is not None:
        aggregate, period, other = ends
        both = (period, other) if other else None
    beside = both if aggregate == "compare" and when.versus is None else None
    return Question(
        indicator=codes[0] if codes else None,
        aggregate=aggregate,
        period=beside[0] if beside else period,
        unit=_unit(scene),
        indicators=tuple(codes),
        occasion=when.occasion,
        against=beside[1] if beside else when.versus,
        likely=likely[0] if likely else None,
    )


def _ends_of_year(
    scene: Scene, when: When, on: date, codes: Sequence[str], aggregate: Aggregate
) -> tuple[Aggregate, Span, Span | None] | None:  # fmt: skip
    """What is asked of the beginning of a year: of a level that day alone, or both ends beside each other.

    "Đầu năm bao nhiêu hộ nghèo, cuối năm bao nhiêu"; of what adds up the two halves of the year.
    """
    if (when.span is not None and not spans.is_year(when.span)) or when.day or when.versus or aggregate == "compare":
        return None
    year = when.span.start.year if when.span else on.year
    begins = periods.as_the_year_began(scene.text.bares, year)
    if begins is None:
        return None
    level = bool(codes) and rests_on(indicators()[codes[0]], "stock")
    if not periods.until_it_ended(scene.text.bares):
        return (aggregate, begins, None) if level else None
    if level or not codes:
        return "compare", begins, spans.year(year)
    return "compare", spans.part_of_year(year, 6, "đầu"), spans.part_of_year(year, 6, "cuối")


def _asks_twice(scene: Scene) -> bool:
    """Say whether a number is asked for twice: "6 tháng đầu bao nhiêu, 6 tháng cuối bao nhiêu"."""
    idle = asked.idle(scene)
    return len({cue.end for cue in scene.said("amount") if cue not in idle}) > 1


def when_asked(scene: Scene, when: When, on: date) -> When:
    """What the question itself says of time, where what stands before it only tells what is coming up.

    "Mai tiếp xúc cử tri, năm nay có mấy cuộc rồi" asks for this year, "chiều nay họp, hộ nghèo còn mấy" for no day.
    """
    text = scene.text
    breaks = sorted([*scene.clauses, *[cue.first - 1 for cue in scene.said("show")]])
    end = next((place for place in breaks if place > 0), None)
    if end is None or not when.places or not scene.has("appointment"):
        return when
    if scene.said("appointment")[0].first >= end or when.places[0][0] >= end or end + 1 >= len(text.lows):
        return when
    rest = dates.when(words.split(text.raw[text.starts[end + 1] :]), on)
    begins = when.day or (when.span.start if when.span else on)
    coming = begins >= on and any(mention.first > end for mention in scene.indicators)
    return rest._replace(places=when.places) if coming or rest.words else when


def _computed(scene: Scene, codes: list[str], *, compared: bool) -> tuple[list[str], Aggregate]:
    """How the indicators are to be computed, and the ratios they become where a share or an average is asked for.

    `compared` says that two spans are set beside each other.
    """
    against = _against_target(scene, codes)
    if against:
        beside = compared or scene.has("units_asked", "ranking")
        return [against], "compare" if beside else "list" if scene.has("who", "recount") else "ratio"
    codes = _averaged(scene, codes)
    share = _share(scene, codes)
    if (
        compared
        or scene.has("compare", "risen")
        or _level_risen(scene, codes)
        or (scene.has("most", "many") and _among_committees(scene))
    ):
        beside = compared or scene.has("units_asked", "ranking")
        over = share and not beside and (scene.has("register") or indicators()[share[0]].denominator in codes)
        return (share, "ratio") if over else (share or codes, "compare")
    if share:
        return share, "list" if scene.has("who", "recount") else "ratio"
    return codes, _aggregate(scene, codes)


def _level_risen(scene: Scene, codes: list[str]) -> bool:
    """Say whether "tang bao nhieu" without marks is of a level, which nobody gives away: nhan khau tang bao nhieu."""
    bares = scene.text.bares
    if scene.text.accented or "tang" not in bares or not codes or not rests_on(indicators()[codes[0]], "stock"):
        return False
    return bares[bares.index("tang") + 1 :][:1] in {("bao",), ("may",), ("bn",), ("khong",), ("hay",), ("nhieu",)}


def _averaged(scene: Scene, codes: list[str]) -> list[str]:
    """The averages that are asked for, trung bình, mỗi phần, một căn, in place of what they are made of."""
    if scene.has("average"):
        codes = asked.distinct(_average_of(code) or code for code in codes)
    one = asked.one_of(scene)
    ratio = _average_over(one, frozenset(codes)) if one else None
    if ratio is not None and asked.counts_otherwise(scene, ratio):
        return []  # "mỗi hộ bao nhiêu ký" either
    if ratio is not None and scene.has("money_asked") and indicators()[ratio].unit != "dong":
        return []  # "mỗi hộ góp bao nhiêu tiền" is no number of people
    return [ratio] if ratio else codes


def _aggregate(scene: Scene, codes: list[str]) -> Aggregate:
    if scene.has("recount"):
        return "list"
    if scene.has("units_count") or (scene.has("how_often") and not (codes and indicators()[codes[0]].unit == "cuoc")):
        return "count"  # mấy lần tặng quà; "mấy lần tiếp xúc cử tri" are summed, being what is counted
    if scene.has("share") and not codes:
        return "ratio"
    if scene.has("list", "who", "not_handed_in") or not codes:
        return "list"
    return "latest" if scene.has("when") else _BY_KIND[indicators()[codes[0]].kind]


def _against_target(scene: Scene, codes: list[str]) -> str | None:
    """ "Đạt bao nhiêu % chỉ tiêu quỹ?" is a fund over its target; "chỉ tiêu quỹ bao nhiêu?" the target itself."""
    if not asked.of_target(scene):
        return None
    funds = [one.label for one in scene.indicators if indicators()[one.label].paid_by]
    named = funds if codes[:1] == ["quy_ton"] else codes  # "còn thiếu bao nhiêu" asks for no balance
    fund = named[0].removesuffix("_chi_tieu") if named else "quy_vnn"
    return fund if fund.startswith("ty_le_") else shares.of(fund, to_target=True)


def _share(scene: Scene, codes: list[str]) -> list[str]:
    """The shares of what is named, each over the whole that is named with it if there is one."""
    if not scene.has("share"):
        return []
    whole = ["gdvh_ho_dang_ky"] if scene.has("register") else codes
    found = [shares.of(code, whole=whole) or code for code in codes]
    below = {indicators()[code].denominator for code in found[:1]}
    ratios = [ratio for code, ratio in zip(codes, found, strict=True) if ratio != code or code not in below]
    known = [
        code for code in ratios if indicators()[code].kind == "ratio" and indicators()[code].numerator not in below
    ]
    return asked.distinct(known or found)


@cache
def _average_of(code: str) -> str | None:
    ratios = indicators().values()
    return next((ratio.code for ratio in ratios if ratio.numerator == code and ratio.unit != "percent"), None)


@cache
def _average_over(unit: str, codes: frozenset[str]) -> str | None:
    """The average whose denominator counts in a unit and which, or a part of which, is asked about."""
    if not codes and unit in _ANYTHING:
        return None
    for ratio in indicators().values():
        below = indicators()[ratio.denominator] if ratio.denominator and ratio.unit != "percent" else None
        if below and unit in {below.unit, *below.also} and codes <= {ratio.code, ratio.numerator, below.code}:
            return ratio.code
    return None


def _period(scene: Scene, when: When, aggregate: Aggregate) -> Span | None:
    """The span asked about; what is summed "tính tới hôm nay", "đến hết tháng 10" is so since the year began."""
    last = when.day or (when.span.end if when.span else None)
    if last and aggregate != "latest" and any(_UP_TO.before(scene.text, first) for first, _ in when.places):
        return Span(last.replace(month=1, day=1), last, f"từ đầu năm đến {when.words}")
    if when.span:
        return when.span
    if when.day and (when.future or _is_a_festival(scene, when)):
        return None  # of a day to come there are no figures: mai họp, cho biết số hộ
    return Span(when.day, when.day) if when.day else when.versus


def _is_a_festival(scene: Scene, when: When) -> bool:
    """Say whether a day only names its festival, which may be held on another: bao nhiêu người đi ngày hội 18/11."""
    return when.occasion is not None and any(
        scene.text.bares[first - 2 : first] == ("ngay", "hoi") for first, _ in when.places if first > 1
    )


def _unit(scene: Scene) -> str | None:
    named = committees.named(scene.text)
    beside = scene.has("units_asked") and scene.has("most", "compare")  # "kp 3 với kp 5 kp nào nhiều hơn"
    if beside or (named is None and scene.has("units_asked", "units_count")):
        return committees.WARD
    among = named is None and (
        (scene.has("most", "ranking") and _among_committees(scene)) or committees.begins_with_ward(scene.text)
    )
    return committees.WARD if among else named


def _among_committees(scene: Scene) -> bool:
    """Say whether committees are compared: "kp nào nhiều nhất", "quà nhiều nhất là khu phố"."""
    return scene.has("units_asked") or committees.any_of_them(scene.text)
