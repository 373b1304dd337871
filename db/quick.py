"""The questions that every message asks, put to the database's driver itself.

SQLAlchemy takes 150 to 400 µs for a statement that SQLite answers in 5. A statement made once is compiled once here,
and asking it costs some 15 µs. What comes back are the session's own objects, as those of `Session.exec`: one object a
row, seen by every later question, written back when it is changed. Whatever the session has not written yet is written
first.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from operator import itemgetter
from typing import Any, Generic, Literal, TypeVar, TypeVarTuple, cast, overload
from weakref import ref

from pydantic_core import PydanticUndefined
from sqlalchemy import BindParameter, Connection, Engine, Table, Update, bindparam, event, inspect, update
from sqlalchemy import delete as sql_delete
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.orm import Mapper
from sqlalchemy.orm.attributes import instance_state
from sqlalchemy.orm.state import InstanceState
from sqlalchemy.sql.visitors import iterate
from sqlmodel import Session, SQLModel, select
from sqlmodel.sql.expression import Select, SelectOfScalar

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
Row = TypeVar("Row", bound=SQLModel)
Values = dict[str, Any]
_Make = Callable[[Session, Sequence[Any]], Any]
_Convert = Callable[[Any], Any] | None
_Identity = tuple[type, tuple[Any, ...], None]  # what a session knows an object by


class Prepared(Generic[T]):
    """A question made once. Its values are bound by name; a list is bound to an `expanding` parameter.

    What is `remembered` is asked once in a transaction, and again after something was written to a table it asks.
    """

    @overload
    def __init__(self, statement: SelectOfScalar[T], *, remembered: bool = False) -> None: ...
    @overload
    def __init__(self: "Prepared[tuple[*Ts]]", statement: Select[*Ts], *, remembered: bool = False) -> None: ...
    def __init__(self, statement: Any, *, remembered: bool = False) -> None:
        self._told = statement
        self._is_remembered = remembered
        self._compiled: dict[object, tuple[_Statement, _Make]] = {}
        self._is_apart = False

    def _take_apart(self) -> None:
        """What must be known of it to ask it: worked out with the first question, for most are asked by few."""
        statement, self._told, self._is_apart = self._told, None, True
        self._scalar = isinstance(statement, SelectOfScalar)
        self._asked = [_Wanted(told["expr"]) for told in statement.column_descriptions]
        self._statement = statement.with_only_columns(*(c for one in self._asked for c in one.columns))
        parts = list(iterate(statement))
        binds = [part for part in parts if isinstance(part, BindParameter)]
        self._tables = tuple({e.name for e in parts if isinstance(e, Table)}) if self._is_remembered else ()
        self._lists = list(dict.fromkeys(bound.key for bound in binds if bound.expanding and bound.value is None))

    def first(self, session: Session, **values: object) -> T | None:
        """The first row that answers the question; None when there is none."""
        rows = self._rows(session, values, only_first=True)
        return rows[0] if rows else None

    def all(self, session: Session, **values: object) -> list[T]:
        """Every row that answers the question."""
        return self._rows(session, values, only_first=False)

    def foresee(self, session: Session, answers: Iterable[tuple[Values, list[T]]]) -> None:
        """Note the rows of remembered questions that will be asked soon, where one question has found those of all."""
        line = _line(session)
        if not self._is_apart:
            self._take_apart()
        written = line.written_to(self._tables)
        for values, rows in answers:
            line.read[(self, False, *values.values())] = written, rows
            line.read[(self, True, *values.values())] = written, rows[:1]

    def _rows(self, session: Session, values: Values, *, only_first: bool) -> list[T]:
        line = _line(session)
        if not self._is_apart:
            self._take_apart()
        if not self._tables:
            return self._read(session, line, values, only_first)
        told = [tuple(v) if n in self._lists else v for n, v in values.items()] if self._lists else values.values()
        question = (self, only_first, *told)
        written = line.written_to(self._tables)
        known = line.read.get(question)
        if known is None or known[0] != written:
            known = line.read[question] = written, self._read(session, line, values, only_first)
        rows: list[T] = known[1]
        return rows

    def _read(self, session: Session, line: "_Line", values: Values, only_first: bool) -> list[T]:  # noqa: FBT001
        for name in self._lists:
            values[name] = _padded(values[name])
        key = (line.dialect, *[len(values[name]) for name in self._lists]) if self._lists else line.dialect
        statement, make = self._compiled.get(key) or self._compile(key, line.dialect, values)
        cursor = statement.run(line, values)
        if only_first:
            row = cursor.fetchone()
            return [] if row is None else [make(session, row)]
        return [make(session, row) for row in cursor.fetchall()]

    def _compile(self, key: object, dialect: Dialect, values: Values) -> tuple["_Statement", _Make]:
        flags = {"render_postcompile": True}  # with as many places as the lists are long
        statement = _Statement(self._statement.params(**values).compile(dialect=dialect, compile_kwargs=flags), values)
        make = _one(self._asked[0], dialect) if self._scalar else _several(self._asked, dialect)
        self._compiled[key] = statement, make
        return statement, make


def _padded(some: Sequence[Any]) -> list[Any]:
    """A list filled up with its last value, so that lists of any lengths need few statements.

    >>> _padded([1, 2, 3]), _padded([1, 2]), _padded([])
    ([1, 2, 3, 3], [1, 2], [])
    """
    return [*some, *list(some[-1:]) * ((1 << (len(some) - 1).bit_length()) - len(some))]


class Change:
    """A change of many rows made once, put to the driver like a question; objects of them are not changed along."""

    def __init__(self, statement: Update) -> None:
        self._statement = statement
        self._compiled: dict[Dialect, _Statement] = {}

    def run(self, session: Session, **values: object) -> int:
        """Change what the values say; how many rows that were."""
        line = _line(session)
        return int(self._for(line.dialect, values).run(line, values).rowcount)

    def run_many(self, session: Session, rows: Sequence[Values]) -> None:
        """Change what the values of each row say."""
        if rows:
            line = _line(session)
            self._for(line.dialect, rows[0]).run_many(line, rows)

    def _for(self, dialect: Dialect, values: Values) -> "_Statement":
        found = self._compiled.get(dialect)
        if found is None:
            found = self._compiled[dialect] = _Statement(self._statement.compile(dialect=dialect), values)
        return found


def get(session: Session, table: type[Row], *key: object) -> Row | None:
    """A row by its primary key, as Session.get gives it."""
    if None in key:
        return None
    known = session.identity_map.get((table, key, None))
    if known is not None and not instance_state(known).expired:
        return known
    question, names = _by_key(table)
    return question.first(session, **dict(zip(names, key, strict=True)))


def get_one(session: Session, table: type[Row], *key: object) -> Row:
    """The same for a row that must be there. Raises NoResultFound."""
    found = get(session, table, *key)
    if found is None:
        raise NoResultFound(f"there is no {table.__name__} {key}")
    return found


def insert_one(session: Session, table: type[Row], **values: object) -> Row:
    """Insert a row at once; the object that the session knows it by."""
    line = _line(session)
    statement, mapper, defaults, keys = _insertion(table, line.dialect, "one")
    told = defaults | values
    row = _inserted(statement.run(line, told), keys, told) or ()
    told |= zip(keys, row, strict=True)
    identity = (mapper.class_, row, None)
    return cast("Row", _enter(session, mapper, identity, told, session.identity_map.get(identity)))


def insert_new(session: Session, table: type[SQLModel], **values: object) -> tuple[Any, ...] | None:
    """Insert a row at once, of which the session learns nothing; its primary key.

    None when a row is there already by any unique key.
    """
    line = _line(session)
    statement, _, defaults, keys = _insertion(table, line.dialect, "new")
    told = defaults | values
    return _inserted(statement.run(line, told), keys, told)


def _inserted(cursor: Any, keys: list[str], told: Values) -> tuple[Any, ...] | None:
    """The primary key of the row that was inserted, if it was: SQLite need not be asked to return what it knows.

    It would copy each page that the row changes, to take it back if the returning failed.
    """
    if cursor.description is not None:
        row = cursor.fetchone()
        return None if row is None else tuple(row)
    if not cursor.rowcount:
        return None
    return tuple([told.get(key, cursor.lastrowid) for key in keys])


def inserting(database: str) -> Any:
    """What makes an INSERT that may leave alone what is there; the drivers of PostgreSQL are loaded only for it."""
    if database == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert
    from sqlalchemy.dialects import sqlite

    return sqlite.insert


def insert_many(session: Session, table: type[SQLModel], rows: Sequence[Values]) -> None:
    """Insert rows at once, of which the session learns nothing."""
    if rows:
        line = _line(session)
        statement, _, defaults, _ = _insertion(table, line.dialect, "many")
        statement.run_many(line, [defaults | row for row in rows])


def change(session: Session, row: SQLModel, **values: object) -> None:
    """Change a row that the session knows, at once. Nothing is asked when it stands so already."""
    told = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not told:
        return
    state, line = instance_state(row), _line(session)
    statement, keys = _update(type(row), tuple(sorted(told)), line.dialect)
    statement.run(line, told | dict(zip(keys, inspect(row).identity, strict=True)))
    state.dict.update(told)
    state._commit(state.dict, told)  # noqa: SLF001 (what a flush does for them)


def delete(session: Session, row: SQLModel) -> None:
    """Delete a row that the session knows, at once; the session knows it no longer."""
    line = _line(session)
    statement, keys = _deletion(type(row), line.dialect)
    statement.run(line, dict(zip(keys, inspect(row).identity, strict=True)))
    session.expunge(row)


class _Statement:
    """A statement compiled for one database: its text, and how its values are told to the driver."""

    def __init__(self, compiled: Any, told: Mapping[str, Any]) -> None:
        self._text = str(compiled)
        self._writes: str | None = compiled.statement.table.name if compiled.statement.is_dml else None
        self._order: list[str] | None = compiled.positiontup
        self._fixed: Values = {}
        self._lists: list[tuple[str, str, int]] = []  # a parameter, the list it is of, and its place there
        self._converts: list[tuple[str, Callable[[Any], Any]]] = []
        for source, binding in compiled.binds.items():
            convert = binding.type.dialect_impl(compiled.dialect).bind_processor(compiled.dialect)
            value = told.get(source, binding.value)
            names = [f"{source}_{place + 1}" for place in range(len(value))] if binding.expanding else [source]
            if source not in told:
                fixed = zip(names, value if binding.expanding else [value], strict=True)
                self._fixed |= {name: convert(each) if convert else each for name, each in fixed}
                continue
            if binding.expanding:
                self._lists += [(name, source, place) for place, name in enumerate(names)]
            if convert:
                self._converts += [(name, convert) for name in names]
        self._told: Callable[[Values], Sequence[Any]] | None = None  # where no list is told: the values in their order
        self._put: list[tuple[int, Callable[[Any], Any]]] = []  # what has to be made of those at some places
        if self._order is not None and not self._lists:
            self._told = _in_order(self._order)
            by_name = dict(self._converts)
            self._put = [(place, by_name[name]) for place, name in enumerate(self._order) if name in by_name]

    def run(self, line: "_Line", values: Values) -> Any:
        """Ask; the driver's cursor. Raises DBAPIError as SQLAlchemy does."""
        if _LISTENERS:
            _hear(self._text)
        if self._writes is not None:
            line.written[self._writes] += 1
        try:
            return line.driver.execute(self._text, self._bound(values))
        except line.errors as error:
            raise self._wrapped(line, error) from error

    def run_many(self, line: "_Line", rows: Sequence[Values]) -> None:
        """The same for many rows, of which nothing comes back."""
        if _LISTENERS:
            _hear(self._text)
        if self._writes is not None:
            line.written[self._writes] += 1
        try:
            line.driver.cursor().executemany(self._text, [self._bound(values) for values in rows])
        except line.errors as error:
            raise self._wrapped(line, error) from error

    def _bound(self, values: Values) -> Any:
        if self._told is not None:
            in_order = self._told(values | self._fixed if self._fixed else values)
            if not self._put:
                return in_order
            bound = list(in_order)
            for place, convert in self._put:
                bound[place] = convert(bound[place])
            return bound
        told = self._fixed | values
        for name, source, place in self._lists:
            told[name] = values[source][place]
        for name, convert in self._converts:
            told[name] = convert(told[name])
        return told if self._order is None else [told[name] for name in self._order]

    def _wrapped(self, line: "_Line", error: Any) -> Any:
        gone = line.dialect.is_disconnect(error, line.driver, None)
        return DBAPIError.instance(
            self._text, {}, error, line.errors, hide_parameters=True, connection_invalidated=gone, dialect=line.dialect
        )


def _in_order(names: Sequence[str]) -> Callable[[Values], Sequence[Any]]:
    """The values of some names, in their order.

    >>> _in_order(["b", "a"])({"a": 1, "b": 2}), _in_order(["a"])({"a": 1}), _in_order([])({})
    ((2, 1), (1,), ())
    """
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: tuple([values[name] for name in names])


_LISTENERS: list[list[str]] = []


@contextmanager
def overheard(engine: Engine) -> Iterator[list[str]]:
    """The statements that a database is asked within a block, by SQLAlchemy or from here; for whoever counts them."""
    heard: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        heard.append(statement)

    event.listen(engine, "before_cursor_execute", hear)
    _LISTENERS.append(heard)
    try:
        yield heard
    finally:
        _LISTENERS.remove(heard)
        event.remove(engine, "before_cursor_execute", hear)


def _hear(statement: str) -> None:
    for heard in _LISTENERS:
        heard.append(statement)


class _Wanted:
    """One thing that a statement selects: a table's object, or a column."""

    def __init__(self, expression: Any) -> None:
        self.mapper: Mapper[Any] | None = inspect(expression) if isinstance(expression, type) else None
        self.columns = [expression]
        if self.mapper is not None:
            self.columns = [getattr(expression, attribute.key) for attribute in self.mapper.column_attrs]

    def converts(self, dialect: Dialect) -> list[_Convert]:
        """How the value of each column is made of what the driver gives."""
        return [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in self.columns]


def _one(wanted: _Wanted, dialect: Dialect, place: int = 0) -> _Make:
    """How one thing is made of a row, in which it begins at a place."""
    converts = wanted.converts(dialect)
    if wanted.mapper is not None:
        return _entity(wanted.mapper, converts, place)
    (convert,) = converts
    return (lambda _, row: convert(row[place])) if convert else (lambda _, row: row[place])


def _several(asked: Sequence[_Wanted], dialect: Dialect) -> _Make:
    """How a tuple of several things is made of a row."""
    if all(wanted.mapper is None for wanted in asked):
        every = enumerate(wanted.converts(dialect)[0] for wanted in asked)
        converted = [(place, convert) for place, convert in every if convert]
        return partial(_converted, converted) if converted else (lambda _, row: row)
    makes, place = [], 0
    for wanted in asked:
        makes.append(_one(wanted, dialect, place))
        place += len(wanted.columns)
    return lambda session, row: tuple([make(session, row) for make in makes])


def _converted(places: list[tuple[int, Callable[[Any], Any]]], _session: Session, row: Sequence[Any]) -> Any:
    made = list(row)
    for place, convert in places:
        made[place] = convert(made[place])
    return tuple(made)


def _entity(mapper: Mapper[Any], converts: list[_Convert], place: int) -> _Make:
    names = [attribute.key for attribute in mapper.column_attrs]
    keys = [place + names.index(mapper.get_property_by_column(column).key) for column in mapper.primary_key]
    told_as = enumerate(zip(names, converts, strict=True), place)
    converted = [(at, name, convert) for at, (name, convert) in told_as if convert]
    until = place + len(names)
    cls, first, several = mapper.class_, keys[0], len(keys) > 1

    def make(session: Session, row: Sequence[Any]) -> Any:
        if row[first] is None:
            return None  # of an outer join
        identity = (cls, tuple([row[at] for at in keys]) if several else (row[first],), None)
        known = session.identity_map.get(identity)
        if known is not None and not instance_state(known).expired:
            return known
        told = dict(zip(names, row[place:until]))  # noqa: B905 (as long as each other, for the statement was made so)
        for at, name, convert in converted:
            told[name] = convert(row[at])
        return _enter(session, mapper, identity, told, known)

    return make


def _enter(session: Session, mapper: Mapper[Any], identity: _Identity, told: Values, known: Any = None) -> Any:
    """An object of a row, known to the session: what SQLAlchemy's loading does for each row."""
    if known is not None:  # it had expired
        state = instance_state(known)
        state.dict.update(told)
        state._commit_all(state.dict, session.identity_map)  # noqa: SLF001
        return known
    manager: Any = mapper.class_manager
    made = manager.class_.__new__(manager.class_)
    told[manager.STATE_ATTR] = state = InstanceState(made, manager)
    object.__setattr__(made, "__dict__", told)  # not one by one, through SQLModel's own
    state.key = identity
    state.session_id = session.hash_key
    session.identity_map._add_unpresent(state, identity)  # noqa: SLF001
    return made


@dataclass(slots=True)
class _Line:
    """The way to the database in one transaction, and what was read and written on it."""

    transaction: Callable[[], object]  # only known: it leads back to the session, which would wait to be collected
    driver: Any
    dialect: Any
    errors: Any
    info: dict[str, int]  # of the connection
    read: dict[object, tuple[int, list[Any]]] = field(default_factory=dict)
    written: Counter[str] = field(default_factory=Counter)

    def written_to(self, tables: Sequence[str]) -> int:
        """How often something was written that may be in these tables."""
        times = self.info.get(_WRITTEN, 0)
        for table in tables:
            times += self.written.get(table, 0)
        return times


_WRITTEN = "khupho.written"


@event.listens_for(Engine, "before_cursor_execute")
def _written(connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
    """SQLAlchemy itself writes something, to whatever table, or waits for another who may."""
    if not statement.startswith("SELECT") or "FOR UPDATE" in statement or "_lock(" in statement:
        connection.info[_WRITTEN] = connection.info.get(_WRITTEN, 0) + 1


def _line(session: Session) -> _Line:
    """The way to the database; what the session has not written yet is written first."""
    if session._new or session._deleted or session.identity_map._modified:  # noqa: SLF001 (asked at each question)
        session.flush()
    known: _Line | None = session.info.get("line")
    now = session._transaction  # noqa: SLF001 (the same)
    if known is not None and now is not None and known.transaction() is now:
        return known
    connection = session.connection()
    dialect: Any = _DIALECTS.setdefault((connection.dialect.name, connection.dialect.driver), connection.dialect)
    driver = connection.connection.driver_connection
    line = _Line(ref(session._transaction), driver, dialect, dialect.dbapi.Error, connection.info)  # noqa: SLF001
    session.info["line"] = line
    return line


_DIALECTS: dict[tuple[str, str], Dialect] = {}  # what is compiled for one database is the same for any of its kind


@cache
def _by_key(table: type[SQLModel]) -> tuple[Prepared[Any], list[str]]:
    keys = inspect(table).primary_key
    return Prepared(select(table).where(*(c == bindparam(c.key) for c in keys))), [c.key for c in keys]


_Kind = Literal["one", "new", "many"]


@cache
def _insertion(
    table: type[SQLModel], dialect: Dialect, kind: _Kind
) -> tuple[_Statement, Mapper[Any], Values, list[str]]:
    """The statement, the table's mapper, what columns hold that are not told, and the names of the primary key."""
    mapper = inspect(table)
    rows: Table = mapper.local_table
    keys = [column.key for column in rows.primary_key]
    told = [column for column in rows.c if column is not rows.autoincrement_column]
    statement: Any = inserting(dialect.name)(rows).values({c: bindparam(c.key, type_=c.type) for c in told})
    if kind == "new":
        statement = statement.on_conflict_do_nothing()
    if kind != "many" and dialect.name != "sqlite":
        statement = statement.returning(*rows.primary_key)
    defaults = {c.key: _default(table.model_fields[c.key].get_default()) for c in told}
    return _Statement(statement.compile(dialect=dialect), defaults), mapper, defaults, keys


def _default(value: Any) -> Any:
    return None if value is PydanticUndefined else value


@cache
def _deletion(table: type[SQLModel], dialect: Dialect) -> tuple[_Statement, list[str]]:
    """The statement, and what it calls the columns of the primary key."""
    rows: Table = inspect(table).local_table
    keys = {c.key: c for c in rows.primary_key}
    gone = sql_delete(rows).where(*(c == bindparam(name, type_=c.type) for name, c in keys.items()))
    return _Statement(gone.compile(dialect=dialect), keys), list(keys)


@cache
def _update(table: type[SQLModel], names: tuple[str, ...], dialect: Dialect) -> tuple[_Statement, list[str]]:
    """The statement, and what it calls the columns of the primary key."""
    rows: Table = inspect(table).local_table
    keys = {f"key_{c.key}": c for c in rows.primary_key}
    statement = update(rows).where(*(c == bindparam(name, type_=c.type) for name, c in keys.items()))
    told = statement.values({rows.c[n]: bindparam(n, type_=rows.c[n].type) for n in names})
    return _Statement(told.compile(dialect=dialect), dict.fromkeys([*names, *keys])), list(keys)
