"""No dead ends: every answer in every dialogue says what can be done next, or is whole as it stands.

An answer goes on where it has a button, asks something, asks for help ("giúp em"), or says what may be written or
opened. A figure carries a code ("[S13]") that opens what is behind it; a table or a chart is asked on by its names.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

DIALOGUES = sorted((Path(__file__).parent / "dialogues").glob("*.txt"))
_GOES_ON = re.compile(
    r"^\[.+\]$|\?|\[S\d+\]|^📎 |Biểu đồ \(|giúp em|ví dụ"
    r"|\b(?:nhắn|bấm|gõ|gửi|hỏi|mời|mở tệp)\b",
    re.MULTILINE | re.IGNORECASE,
)


def answers(path: Path) -> Iterator[str]:
    """What the bot says between one message of a member and the next."""
    said: list[str] = []
    for line in [*path.read_text("utf-8").splitlines(), "> "]:
        if line.startswith("<"):
            said.append(line[2:])
        elif said:
            yield "\n".join(said)
            said = []


@pytest.mark.parametrize("path", DIALOGUES, ids=lambda path: path.stem)
def test_every_answer_goes_on(path: Path) -> None:
    assert [answer for answer in answers(path) if not _GOES_ON.search(answer)] == []


@pytest.mark.parametrize(
    ("said", "goes_on"),
    [
        ("Đã lưu #KP9-0001, em cảm ơn bác ạ!", False),
        ("Đã lưu #KP9-0001, em cảm ơn bác ạ!\n[Hoàn tác]", True),
        ("Dạ em đã rút #KP9-0001, số này không còn được tính nữa.", False),
        ("Dạ em đã rút #KP9-0001. Tính lại thì nhắn “khôi phục #KP9-0001”.", True),
        ("70 phần quà\nSố phần quà đã tặng · Khu phố 9, năm 2022\nNguồn: 2 lần ghi (#KP9-0001, #KP9-0002) [S13]", True),
    ],
)
def test_the_rule_itself(said: str, *, goes_on: bool) -> None:
    assert bool(_GOES_ON.search(said)) is goes_on
