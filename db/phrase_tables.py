"""TOML files of phrases, in a fifth of the time that tomllib takes, which every new process would wait for.

Read here is only what such files are made of: tables, and in them texts, numbers, days, true and false, lists of these,
and texts in braces. A file with anything else is left to tomllib; so is one with a mistake, to be told where it is.
"""

import re
from collections.abc import Callable
from datetime import date
from os import PathLike
from os.path import dirname, join
from typing import Any

_LETTERS = r'[^"\\\x00-\x1f\x7f]*'
_TRUTH = {"true": True, "false": False}
_TEXT = rf'"{_LETTERS}(?:\\"{_LETTERS})*"'
_KEY = rf'(?:[\w-]+|"{_LETTERS}")'
_PLAIN = r"(?:true|false|[0-9]{4}-[0-9]{2}-[0-9]{2}|-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,9})?)"
_REST = r"[ ]*(?:\#[^\x00-\x1f\x7f]*)?(?:\n|\Z)"  # of a line
_BETWEEN = r"(?:[ ]*\n|[ ]*\#[^\x00-\x1f\x7f]*(?:\n|\Z))*"
_STATEMENT = re.compile(
    rf"""(?: \[(?P<table>{_KEY})\]
           | \[\[(?P<row>{_KEY})\]\]
           | (?P<key>{_KEY})[ ]=[ ]
             (?: \[\s*(?P<texts>{_TEXT}(?:\s*,\s*{_TEXT})*)\s*,?\s*\]
               | (?P<text>{_TEXT})
               | (?P<plain>{_PLAIN})
               | \[[ ]*(?P<plains>(?:{_PLAIN}(?:[ ]*,[ ]*{_PLAIN})*)?)[ ]*\]
               | \{{[ ]*(?P<pairs>(?:{_KEY}[ ]=[ ]{_TEXT}(?:[ ]*,[ ]*{_KEY}[ ]=[ ]{_TEXT})*)?)[ ]*\}} )
         ){_REST}{_BETWEEN}""",
    re.VERBOSE | re.ASCII,
)
_OPENING = re.compile(_BETWEEN)
_ONE_TEXT = re.compile(_TEXT)
_ONE_PAIR = re.compile(rf"({_KEY}) = ({_TEXT})", re.ASCII)


def beside(module: str, name: str) -> str:
    """Give the path of a file that lies beside a module, given by its `__file__`."""
    return join(dirname(module), name)  # noqa: PTH118, PTH120 - to import pathlib takes a tenth of a cold start


def load(path: str | PathLike[str]) -> dict[str, Any]:
    """Read a file. Raises OSError, and ValueError where it is no text or no TOML."""
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - see beside
        return loads(file.read())


def loads(text: str) -> dict[str, Any]:
    """Parse TOML as tomllib does. Raises TOMLDecodeError, which is a ValueError.

    >>> loads('[qua]\\nrank = 50\\nphrases = ["phần quà", "suất quà"]')
    {'qua': {'rank': 50, 'phrases': ['phần quà', 'suất quà']}}
    """
    try:
        return _tables(text)
    except ValueError:
        import tomllib

        return tomllib.loads(text)


def _tables(text: str) -> dict[str, Any]:
    """Parse a text that holds nothing unusual; raises ValueError where it does."""
    tables: dict[str, Any] = {}
    rows: dict[str, list[dict[str, Any]]] = {}
    table = tables
    opening = _OPENING.match(text)
    reach = opening.end() if opening else 0
    for statement in _STATEMENT.finditer(text):
        if statement.start() != reach:
            break
        reach = statement.end()
        kind = str(statement.lastgroup)
        name = (statement["key"] or statement[kind]).strip('"')
        if kind in _READERS:
            _add(table, name, _READERS[kind](statement[kind]))
            continue
        table = {}
        if kind == "table":
            _add(tables, name, table)
        else:
            if name not in rows:
                _add(tables, name, rows.setdefault(name, []))
            rows[name].append(table)
    if reach < len(text):
        raise ValueError(text[reach:])
    return tables


def _add(table: dict[str, Any], name: str, value: Any) -> None:
    if name in table:
        raise ValueError(name)
    table[name] = value


def _text(said: str) -> str:
    return said[1:-1].replace('\\"', '"')


def _texts(said: str) -> list[str]:
    return list(map(_text, _ONE_TEXT.findall(said)))


def _plain(said: str) -> bool | int | float | date:
    if said in _TRUTH:
        return _TRUTH[said]
    if said[4:5] == "-":
        return date.fromisoformat(said)
    return float(said) if "." in said else int(said)


def _plains(said: str) -> list[bool | int | float | date]:
    return list(map(_plain, said.replace(" ", "").split(","))) if said else []


def _pairs(said: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for key, text in _ONE_PAIR.findall(said):
        _add(pairs, key.strip('"'), _text(text))
    return pairs


_READERS: dict[str, Callable[[str], Any]] = {
    "texts": _texts,
    "text": _text,
    "plain": _plain,
    "plains": _plains,
    "pairs": _pairs,
}
"""How the value of a key is read, by the group of _STATEMENT that took it."""
