"""What to ask back: two near readings, slang, a number that could mean two things, a phrase one letter away."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from db.catalogue import indicators
from handlers.vi import typos
from handlers.vi.lexicon import Scene
from handlers.vi.quantities import Quantity
from handlers.vi.reading import Alternative, Doubt, Fact, Intent, Question, Reading
from handlers.vi.spotting import beginning

_DOUBTFUL = frozenset({"percent", "other"})
_OF_A_FUND = "quy_vnn"
_MOST = 3  # readings offered at once
_REMARK = 12  # words; a longer message that says nothing known is no misspelt figure
_WIDE = 10  # words after "tỷ lệ" among which its object is named
_LAND = ("công đất", "công ruộng", "công vườn", "sào", "mẫu", "thước đất")
_FIELD_OR_DAY = ("công", "cong")
_JOINED_IN = (
    Alternative("bảo hiểm y tế", indicator="ty_le_bhyt"),
    Alternative("phân loại rác", indicator="ty_le_phan_loai_rac"),
    Alternative("thu gom rác", indicator="ty_le_dk_thu_gom_rac"),
)
_FUNDS = (
    Alternative("Quỹ Vì người nghèo", indicator="quy_vnn"),
    Alternative("Quỹ Đền ơn đáp nghĩa", indicator="quy_dodn"),
    Alternative("Quỹ khác", indicator="quy_khac"),
)
_FIELDS = (Decimal(1000), Decimal(500), Decimal(360))  # m² of a công or sào in the South, the Centre, the North


def read(
    scene: Scene, quantities: Sequence[Quantity], facts: Sequence[Fact], intent: Intent, question: Question | None
) -> tuple[Doubt, ...]:
    """All doubts about a message, in the order of its facts."""
    units = _DOUBTFUL | {"dong"} if _OF_A_FUND in [fact.indicator for fact in facts] else _DOUBTFUL
    doubtful = [one for one in quantities if one.doubt or one.slang or one.unit in units]
    places = {fact.start: index for index, fact in enumerate(facts)} if doubtful else {}
    found = [doubt for one in doubtful for doubt in _of_number(scene, one, facts, places.get(one.start))]
    if (intent == "other" and len(scene.text.lows) <= _REMARK) or (
        intent == "ask" and question is not None and question.likely is not None
    ):
        found += _misspelt(scene)
    return tuple(found)


def of_spelling(typed: Reading, meant: Reading, scene: Scene, righted: Scene) -> Reading:
    """Choose between a message as it was typed and as its words may be meant: another figure is asked back."""
    question = meant.question
    if question is None:
        return meant if typed.intent == "other" and meant.intent in _WANTED else typed
    code = question.indicator
    asked = typed.question.indicator if typed.question else None
    if code is None or code == asked or code in [one.label for one in (*scene.indicators, *scene.alone)]:
        return meant
    named = next((one for one in righted.indicators if one.label == code), None)
    text = righted.text
    said = text.raw[text.starts[named.first] : text.ends[named.end - 1]] if named else text.raw
    phrase = " ".join(text.lows[named.first : named.end]) if named and text.accented else indicators()[code].phrases[0]
    doubt = Doubt(_perhaps(said, phrase), None, (Alternative(phrase, indicator=code),))
    return meant._replace(question=question._replace(indicator=None, indicators=(), likely=code), doubts=(doubt,))


_WANTED = frozenset({"meeting", "report", "help"})


def _perhaps(said: str, phrase: str) -> str:
    return f"Dạ, “{said}” có phải là “{phrase}” không ạ?"


def _of_number(scene: Scene, quantity: Quantity, facts: Sequence[Fact], index: int | None) -> Iterator[Doubt]:
    said = scene.text.raw[quantity.start : quantity.end]
    if quantity.doubt:
        yield Doubt(_which(said, quantity.doubt), index, quantity.doubt[:_MOST])
    elif quantity.slang:
        meant = Alternative(f"{_grouped(quantity.value)} đồng", quantity.value, "dong")
        yield Doubt(_which(said, (meant,)), index, (meant,))
    elif index is None:
        return
    elif quantity.unit == "percent" and facts[index].indicator is None and _joining(scene, quantity):
        yield Doubt("Dạ, tỷ lệ người dân tham gia gì ạ?", index, _JOINED_IN)
    elif quantity.unit == "dong" and facts[index].indicator == _OF_A_FUND and _unnamed_fund(scene):
        yield Doubt("Dạ, đây là quỹ nào ạ?", index, _FUNDS)
    elif quantity.unit == "other" and quantity.noun.lower() in _FIELD_OR_DAY:
        yield _field_or_day(said, quantity, index)
    elif quantity.unit == "other" and quantity.noun.lower().startswith(_LAND):
        yield _field(said, quantity, index)


def _which(said: str, readings: Sequence[Alternative]) -> str:
    if len(readings) == 1:
        return f"Dạ, “{said}” là {readings[0].label} phải không ạ?"
    return f"Dạ, “{said}” là {' hay '.join(reading.label for reading in readings[:_MOST])} ạ?"


def _joining(scene: Scene, quantity: Quantity) -> bool:
    """ "Tỷ lệ người dân tham gia … đạt trên 94%": a share of those who join in, and in what is not said."""
    return bool(beginning(scene.said("joining"), quantity.first - _WIDE, quantity.first))


def _unnamed_fund(scene: Scene) -> bool:
    return not any(mention.label.startswith("quy_") for mention in (*scene.topics, *scene.indicators))


def _field(said: str, quantity: Quantity, index: int) -> Doubt:
    """A công or a sào of land is as large as the custom of the place makes it."""
    sizes = tuple(
        Alternative(f"{_grouped(quantity.value * size)} m²", quantity.value * size, "m2", "hien_dat_m2")
        for size in _FIELDS
    )
    return Doubt(f"Dạ, “{said}” ở mình là bao nhiêu m² ạ?", index, sizes)


def _field_or_day(said: str, quantity: Quantity, index: int) -> Doubt:
    land = quantity.value * _FIELDS[0]
    return Doubt(
        f"Dạ, “{said}” là công đất hay ngày công ạ?",
        index,
        (
            Alternative(f"{_grouped(quantity.value)} công đất ({_grouped(land)} m²)", land, "m2", "hien_dat_m2"),
            Alternative(f"{_grouped(quantity.value)} ngày công", quantity.value, "ngay_cong", "ngay_cong"),
        ),
    )


def _grouped(value: Decimal) -> str:
    """A number as one writes it: 21.000.000, 1,5."""
    return f"{value.normalize():,f}".translate(str.maketrans(",.", ".,"))


def _misspelt(scene: Scene) -> list[Doubt]:
    """Nothing was understood: perhaps a letter of a known phrase is wrong."""
    near = typos.nearest(scene.text)
    if near is None:
        return []
    said, meant = near
    names = tuple(Alternative(phrase, indicator=code) for phrase, code in meant[:_MOST])
    return [Doubt(_perhaps(said, names[0].label), None, names)]
