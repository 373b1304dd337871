"""TOML files that are mostly lists of phrases, in two thirds of the time that tomllib takes for them."""

import re
import tomllib
from typing import Any

_MARK = "\ue000"  # for private use, so no text has it
_LIST = re.compile(
    r"""^([\w-]+[ ]=[ ])                                  # key =
        \[ \s* ( "[^"\\\n]*" (?: \s*,\s* "[^"\\\n]*" )* )  # strings without escapes and without comments between them
        ,? \s* \] (?=[ ]*(?:\#|$))""",
    re.VERBOSE | re.MULTILINE,
)
_ITEM = re.compile(r'"([^"]*)"')


def loads(text: str) -> dict[str, Any]:
    """Parse TOML as tomllib does; it is handed each plain list of strings as one string. Raises TOMLDecodeError.

    >>> loads('[qua]\\nrank = 50\\nphrases = ["phần quà", "suất quà"]')
    {'qua': {'rank': 50, 'phrases': ['phần quà', 'suất quà']}}
    """
    if _MARK in text:
        return tomllib.loads(text)
    try:
        found = tomllib.loads(_LIST.sub(_joined, text))
    except tomllib.TOMLDecodeError:
        return tomllib.loads(text)  # whose error names the line as it stands in the file
    return {key: _parted(value) for key, value in found.items()}


def _joined(found: re.Match[str]) -> str:
    return f'{found[1]}"{_MARK}{_MARK.join(_ITEM.findall(found[2]))}"'


def _parted(value: Any) -> Any:
    if isinstance(value, str):
        return value[1:].split(_MARK) if value[:1] == _MARK else value
    if isinstance(value, dict):
        return {key: _parted(inner) for key, inner in value.items()}
    return list(map(_parted, value)) if isinstance(value, list) else value
