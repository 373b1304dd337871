"""Everything the bot can say, in every branch, in docs/loi-noi.md for proofreading, and none of it too long to send.

KHUPHO_WRITE_TEXTS=1 writes the page anew. What a function is told is made up by the names of its parameters.
"""

import ast
import importlib
import inspect
import os
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from db.catalogue import indicators
from db.figure import Figure, Ratio, Source
from db.models import Entry, Record
from handlers.message import Chart, Table
from handlers.texts.meetings import News

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "loi-noi.md"
MODULES = [f"handlers.texts.{path.stem}" for path in sorted((ROOT / "handlers" / "texts").glob("[!_]*.py"))]
TELEGRAM, ZALO = 4096, 2000  # letters of one message
SAMPLES: dict[str, Any] = {
    "who": "bác", "title": "bác", "name": "Trần Văn Mẫu", "unit": "Khu phố 9", "number": "KP9-0142", "code": "S1027",
    "when": "thứ Bảy 05/12/2026", "period": "tháng 11/2026", "value": "70 phần quà", "place": "nhà văn hóa",
    "by": "chị Lê Thị Thử", "on": "05/12/2026", "role": "secretary",
    "example": "sửa #KP9-0142 thành 75 phần", "indicator": "qua_so_phan", "url": "http://127.0.0.1:8080/…",
}  # fmt: skip
ABOUT_FIGURES = {
    f"handlers.texts.{part}" for part in ("asking", "book", "charts", "comparing", "corrections", "figures", "records")
}
OF_FIGURES = {"name": "Số phần quà đã tặng", "title": "Số phần quà đã tặng", "where": "Khu phố 9, năm 2026"}
DAY = date(2026, 12, 5)
SOURCE, LATER = (
    Source(
        Entry(id=number, record_id=number, line=1, version=1, indicator="gdvh_ho_dat", value=Decimal(298), unit_id=1,
              day_from=DAY, day_to=DAY, at=datetime(2026, 12, 5, 12, number, tzinfo=UTC), person_id=1),
        Record(number=f"KP9-{number:04}", unit_id=1, person_id=1, at=datetime(2026, 12, 5, 12, tzinfo=UTC), text="…",
               day_from=DAY, day_to=DAY),
    )
    for number in (1, 2)
)  # fmt: skip
PART, WHOLE = (
    Figure(indicators()[code], Decimal(value), "exact", DAY, DAY, (SOURCE,))
    for code, value in (("gdvh_ho_dat", 298), ("so_ho", 319))
)
RATIO = Ratio(indicators()["ty_le_gdvh_tren_tong"], Decimal("93.42"), "exact", PART, WHOLE)
BY_NAME: dict[str, tuple[Any, ...]] = {
    "some": ((), (("bác Trần Văn Mẫu", "chair"), ("chị Lê Thị Thử", "secretary")))
}  # fmt: skip
"""What a parameter of pairs is told whose second half is looked up."""
BY_TYPE: dict[str, tuple[Any, ...]] = {
    "str": ("…",), "int": (1, 3), "bool": (False, True), "float": (1.5,), "Decimal": (Decimal(70),),
    "date": (date(2026, 12, 5),), "datetime": (datetime(2026, 12, 5, 12, tzinfo=UTC),), "None": (None,),
    "ZoneInfo": (ZoneInfo("Asia/Ho_Chi_Minh"),), "Sequence[str]": ((), ("một", "hai")),
    "list[str]": ([], ["một", "hai"]),
    "Sequence[tuple[str, str]]": ((), (("một", "hai"),)), "Sequence[date]": ((), (date(2026, 11, 1),)),
    "Sequence[str | None]": (("một", None, "hai"),),
    "Sequence[tuple[str, Sequence[str]]]": ((), (("Họp:", ("một", "hai")),)),
    "tuple[str, str]": (("một", "hai"),), "Sequence[tuple[str, int]]": ((), (("một", 2),)),
    "Sequence[tuple[int, str]]": ((), ((1, "một"), (2, "hai"))),
    "Sequence[tuple[str, bool, bool, bool]]": ((("một", False, True, False), ("hai", True, False, True)),),
    "Sequence[tuple[str, date, date]]": ((("một", date(2026, 11, 1), date(2026, 12, 5)),),),
    "News": (News(0, called=False, cancelled=False), News(2, called=True, cancelled=True)),
    "Ratio": (RATIO, replace(RATIO, numerator=None)),
    "Sequence[tuple[Source, str]]": (((SOURCE, "chị Lê Thị Thử"),), ((SOURCE, "chị Lê Thị Thử"), (LATER, "bác Mẫu"))),
    "Table": (Table(("Tháng", "Số liệu"), (("1/2026", "20 phần"), ("2/2026", "–"))),),
    "Chart": (Chart("Quà", "phần", "KP 9", ("1/2026", "2/2026"), (Decimal(20), None), ""),),
}  # fmt: skip
"""What a parameter of a type is told; without one its function cannot be rendered."""


def functions(module: ModuleType) -> Iterator[Callable[..., object]]:
    """The public functions of a module, in the order in which they stand."""
    own = [f for _, f in inspect.getmembers(module, inspect.isfunction) if f.__module__ == module.__name__]
    yield from sorted((f for f in own if not f.__name__.startswith("_")), key=lambda f: f.__code__.co_firstlineno)


def renderings(function: Callable[..., object]) -> list[str] | None:
    """What a function says, each of its parameters in each of its values once; None when it cannot be called so."""
    names = list(inspect.signature(function).parameters)
    values = [told(function, name, str(inspect.signature(function).parameters[name].annotation)) for name in names]
    if not all(values):
        return None
    base = {name: each[-1] for name, each in zip(names, values, strict=True)}
    wanted = [base | {name: value} for name, each in zip(names, values, strict=True) for value in each] or [{}]
    said = [one for arguments in wanted if (one := _as_text(_called(function, arguments))) is not None]
    return list(dict.fromkeys(said)) or None


def _as_text(said: object) -> str | None:
    """A text, the lines of one, or a table as its rows."""
    if isinstance(said, Table):
        return "\n".join(" | ".join(row) for row in (said.heads, *said.rows))
    return "\n".join(said) if isinstance(said, list) else said if isinstance(said, str) else None


def _called(function: Callable[..., object], arguments: dict[str, Any]) -> object:
    try:
        return function(**arguments)
    except (LookupError, AttributeError, TypeError, ValueError):  # a shape or a code that the samples do not have
        return None


def told(function: Callable[..., object], name: str, kind: str) -> Sequence[Any]:
    """The values of a parameter: those that the function looks up or compares with, else a sample."""
    kind = re.sub(r"[\w.]+\.(?=\w)", "", kind.removeprefix("<class '").removesuffix("'>"))
    looked_up = _keys(function, name)
    if looked_up:
        return looked_up
    if name in BY_NAME:
        return BY_NAME[name]
    parts = [part.strip() for part in re.split(r" \| (?![^\[]*\])", kind)]
    sample = OF_FIGURES.get(name) if function.__module__ in ABOUT_FIGURES else None
    if parts[0] == "str" and (sample or name in SAMPLES):
        return [*([None] if "None" in parts else []), sample or SAMPLES[name]]
    return [value for part in reversed(parts) for value in BY_TYPE.get(part, ())]


def _keys(function: Callable[..., object], name: str) -> list[Any]:
    """The keys of the tables that a parameter is looked up in: "{...}[why]", "_EXERCISES[name]"."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    found: list[Any] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Name) and node.slice.id == name:
            found += _table(function, node.value)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id != function.__name__:
            called = getattr(importlib.import_module(function.__module__), node.func.id, None)
            places = [at for at, given in enumerate(node.args) if isinstance(given, ast.Name) and given.id == name]
            if inspect.isfunction(called) and places:
                found += _keys(called, list(inspect.signature(called).parameters)[places[0]])
    return list(dict.fromkeys(found))


def _table(function: Callable[..., object], node: ast.expr) -> list[Any]:
    if isinstance(node, ast.Dict):
        return [key.value for key in node.keys if isinstance(key, ast.Constant)]
    known = getattr(importlib.import_module(function.__module__), node.id, {}) if isinstance(node, ast.Name) else {}
    return list(known) if isinstance(known, dict) else []


def page() -> tuple[str, list[str]]:
    """The page for proofreading, and the functions that cannot be rendered."""
    lines = ["# Lời của bot", "", "Mọi câu bot có thể nói, để soát chính tả và xưng hô. Tệp này do máy viết ra", "",
             "(`KHUPHO_WRITE_TEXTS=1 python -m pytest tests/test_texts.py -n0`); muốn sửa câu nào thì sửa trong", "",
             "`handlers/texts/`."]  # fmt: skip
    left_out = []
    for name in MODULES:
        module = importlib.import_module(name)
        lines += ["", f"## {name.removeprefix('handlers.texts.')}"]
        for function in functions(module):
            said = renderings(function)
            if said is None:
                left_out.append(f"{name}.{function.__name__}")
                continue
            lines += ["", f"### {(function.__doc__ or function.__name__).strip().splitlines()[0]}"]
            lines += ["\n".join(["", *(f"> {line}".rstrip() for line in one.split("\n"))]) for one in said if one]
    return "\n".join(lines) + "\n", left_out


def test_the_page_for_proofreading_shows_what_the_bot_says_today() -> None:
    shown, left_out = page()
    if os.environ.get("KHUPHO_WRITE_TEXTS"):
        PAGE.write_text(shown, "utf-8")
    assert PAGE.read_text("utf-8") == shown
    assert left_out == []


@pytest.mark.parametrize("name", MODULES)
def test_every_text_fits_into_one_message_of_every_messenger(name: str) -> None:
    for function in functions(importlib.import_module(name)):
        for said in renderings(function) or []:
            assert len(said.encode("utf-16-le")) // 2 <= min(TELEGRAM, ZALO), function.__name__
