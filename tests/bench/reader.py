"""How fast a message is read, and how other libraries read the same sentences in the same run."""

import importlib
import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime

from handlers import vi
from handlers.vi.words import split
from tests.vi import messages

_ON = date(2026, 11, 21)
_MESSAGE = "hôm qua KP mình tặng 70 phần quà cho hộ nghèo, mỗi phần 300k, 20 suất học bổng, 5 xe đạp, hết 31tr5"
_SENTENCES = (
    "hôm qua tặng 70 phần quà, hết hai mươi mốt triệu đồng",
    "ngày 10/11 trao 50 suất quà, tổng trị giá 15.000.000đ",
    "rằm tháng 7 thu quỹ được 2tr5",
    "tang 70 phan qua tri gia 21tr",
)
_ROUNDS = 300
_LONG = 1000  # messages in one of a hundred thousand characters
_Read = Callable[[str], str]


def main() -> None:
    """Print the time of one message and of a cold start, then every reader beside the others."""
    facts = len(vi.read(_MESSAGE, _ON).facts)
    print(f"reader: {len(_MESSAGE)} characters, {facts} facts: median {_median(_ours, _MESSAGE):.0f} µs")
    others = [row.said for row in messages.rows("messages.txt")]
    print(f"reader: {len(others)} other messages, as people type them: median {_median_of_many(others):.0f} µs")
    print("reader: cold start {:.0f} ms to import, {:.0f} ms to the first message".format(*_cold_start()))
    print(f"reader: {_LONG * len(_MESSAGE)} characters: {_once(_MESSAGE * _LONG):.0f} ms")
    print(f"reader: a loop of 300 000 additions, to compare machines: {_loop():.1f} ms")
    for name, open_reader in {
        "ours": lambda: _ours,
        "duckling": _duckling,
        "dateparser": _dateparser,
        "itntext": _itntext,
    }.items():
        try:
            read = open_reader()
        except ImportError as missing:
            print(f"{name}: skipped, {missing}")
            continue
        for sentence in _SENTENCES:
            print(f"{name:10} {_median(read, sentence):6.0f} µs  {sentence} → {read(sentence)}")


def _median(read: _Read, sentence: str) -> float:
    """Give the median processor time of one call in microseconds."""
    times = []
    for _ in range(_ROUNDS):
        split.cache_clear()  # each time as if it were another message
        start = time.process_time()
        read(sentence)
        times.append(time.process_time() - start)
    return statistics.median(times) * 1e6


def _median_of_many(sentences: list[str]) -> float:
    """Give the median of the processor times of several messages, in microseconds; of each the best of five rounds."""
    times = [math.inf] * len(sentences)
    for _ in range(5):
        for place, sentence in enumerate(sentences):
            split.cache_clear()
            start = time.process_time()
            vi.read(sentence, _ON)
            times[place] = min(times[place], time.process_time() - start)
    return statistics.median(times) * 1e6


_FIRST = """
import time
start = time.process_time()
import datetime
import handlers.vi
print((time.process_time() - start) * 1000)
handlers.vi.read("tặng 70 phần quà, hết 21tr", datetime.date(2026, 11, 21))
print((time.process_time() - start) * 1000)
"""


def _cold_start() -> tuple[float, float]:
    """Give the milliseconds of processor time until a new process has the readers, and has read: the best of five."""
    # The best of five runs has the compiled modules of the first, if Python may keep them.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    runs = [subprocess.run([sys.executable, "-c", _FIRST], env=kept, capture_output=True, check=True) for _ in range(5)]
    return min((read, imported) for imported, read in (map(float, run.stdout.split()) for run in runs))[::-1]


def _once(message: str) -> float:
    """Give the milliseconds of processor time of one call."""
    start = time.process_time()
    vi.read(message, _ON)
    return (time.process_time() - start) * 1000


def _loop() -> float:
    """Give the milliseconds of a plain loop, the best of five."""
    times = []
    for _ in range(5):
        start, total = time.process_time(), 0
        for number in range(300_000):
            total += number
        times.append(time.process_time() - start)
    return min(times) * 1000


def _ours(sentence: str) -> str:
    reading = vi.read(sentence, _ON)
    return ", ".join([str(reading.day or "-"), *(f"{fact.value:f} {fact.unit}" for fact in reading.facts)])


def _duckling() -> _Read:
    duckling = importlib.import_module("duckling")
    zones = duckling.load_time_zones("/usr/share/zoneinfo")
    noon = int(datetime(2026, 11, 21, 5, tzinfo=UTC).timestamp())
    locale = duckling.parse_locale("VI_VN", duckling.default_locale_lang(duckling.parse_lang("VI")))
    context = duckling.Context(duckling.parse_ref_time(zones, "Asia/Ho_Chi_Minh", noon), locale)
    dimensions = duckling.parse_dimensions(["amount-of-money", "number", "quantity", "time"])

    def read(sentence: str) -> str:
        found = duckling.parse(sentence, context, dimensions)
        return ", ".join(f"{one['value'].get('value')} {one['value'].get('unit', one['dim'])}" for one in found)

    return read


def _dateparser() -> _Read:
    search = importlib.import_module("dateparser.search")
    settings = {"RELATIVE_BASE": datetime(2026, 11, 21)}  # noqa: DTZ001 - the library wants it naive

    def read(sentence: str) -> str:
        found = search.search_dates(sentence, languages=["vi"], settings=settings) or []
        return ", ".join(str(day.date()) for _, day in found) or "-"

    return read


def _itntext() -> _Read:
    normalizer = importlib.import_module("itntext").Normalizer(lang="vi", operator="itn")
    return lambda sentence: str(normalizer.normalize(sentence))
