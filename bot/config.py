"""The settings: config.toml, each overridden by an environment variable, secrets also from a file.

`[telegram] token` is also KHUPHO_TELEGRAM_TOKEN, and KHUPHO_TELEGRAM_TOKEN_FILE names a file that holds it.
"""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError

from db.mistake import Mistake

PREFIX = "KHUPHO_"
SECRETS = (
    "zalo.token",
    "zalo.proxy",
    "telegram.token",
    "telegram.proxy",
    "database.url",
    "web.metrics_token",
    "web.push_key",
)


B = TypeVar("B", bound="_Bot")


class BadConfig(Mistake):
    """The configuration cannot be used; the text names the setting and says what is wrong in one line."""


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"no such time zone: {name} (example: Asia/Ho_Chi_Minh)") from error
    return name


def _proxy(address: SecretStr) -> SecretStr:
    if not re.fullmatch(r"https?://\S+", address.get_secret_value()):
        raise ValueError("a proxy looks like http://10.0.0.1:3128")
    return address


def _public(address: str) -> str:
    if not re.fullmatch(r"https://[^\s/?#]+(:\d+)?/?", address):
        raise ValueError("a public address looks like https://khupho.example")
    return address.rstrip("/")


def _several(told: object) -> object:
    """One table is a list of one: [telegram] and [[telegram]] both do."""
    return [told] if isinstance(told, dict) else told


def _named(bots: list[B]) -> list[B]:
    twice = [one.bot for one in bots if sum(one.bot == other.bot for other in bots) > 1]
    if twice:
        raise ValueError(f"two bots are called {twice[0]!r}; give each another `bot`")
    return bots


def _tokens(bots: list[B]) -> list[B]:
    told = [one.token.get_secret_value().strip() for one in bots if one.token]
    if len(set(told)) < len(told):
        raise ValueError("two bots have the same token; each would take messages from the other")
    return bots


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Bot(_Table):
    bot: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,20}$")] = Field(
        "main", description="our name of the bot, when there are several on a messenger"
    )
    token: SecretStr | None = Field(None, description="what the messenger gave; empty: this bot is not started")
    proxy: Annotated[SecretStr, AfterValidator(_proxy)] | None = Field(
        None, description="http://[user:password@]host:port"
    )
    webhook: Annotated[str, AfterValidator(_public)] | None = Field(
        None, description="the web chat's public address, where the messenger brings what people write; empty: we ask"
    )


class Telegram(_Bot):
    """A bot on Telegram; without a token it is not started."""

    token: SecretStr | None = Field(None, description="the token that @BotFather gave; empty: no Telegram")
    base_url: str | None = Field(None, description="a local Bot API server; empty: Telegram's own")
    per_second: int = Field(30, ge=1, description="messages a second to all chats; Telegram allows about 30")
    per_chat: float = Field(1, gt=0, description="messages a second to one chat, after a burst of three")
    per_group: int = Field(20, ge=1, description="messages a minute to one group")


class Zalo(_Bot):
    """A bot on Zalo; without a token it is not started."""

    token: SecretStr | None = Field(None, description="the token that Zalo Bot Creator gave; empty: no Zalo")
    base_url: str | None = Field(None, description="another address of the API; empty: Zalo's own")
    per_month: int = Field(3000, ge=1, description="messages a month that the plan allows")
    people: int = Field(50, ge=1, description="people that the plan allows")


class Database(_Table):
    """Where the records are kept."""

    url: SecretStr = Field(SecretStr("sqlite:///khupho.db"), description="sqlite:///FILE or postgresql://…")


class Web(_Table):
    """The web chat."""

    host: str = Field("127.0.0.1", description="the address to listen on; 0.0.0.0 for all")
    port: int = Field(8080, ge=0, le=65535, description="the port to listen on")
    public: Annotated[str, AfterValidator(_public)] | None = Field(
        None, description="the address by which others reach the web chat: for files on messengers that take only links"
    )
    push_key: SecretStr | None = Field(
        None, description="what `push-key` printed: telephones are told of new messages; empty: those wait on the page"
    )
    metrics_token: SecretStr | None = Field(None, description="opens /metrics to other machines; empty: this one only")


class Committee(_Table):
    """What is common to the committees."""

    timezone: Annotated[str, AfterValidator(_zone)] = Field("Asia/Ho_Chi_Minh", description="the committees' time zone")
    indicators: Path | None = Field(None, description="a file of one's own indicators, in the shape of the usual ones")


class Keeper(_Table):
    """Who looks after the bot."""

    person: str | None = Field(None, description="key or name of the person who is told of failures")


class Backup(_Table):
    """The nightly copy of the records."""

    folder: Path | None = Field(None, description="where copies go; empty: backups/ beside the SQLite file, or here")
    keep: int = Field(14, ge=0, description="how many copies are kept; 0: no nightly copy")
    at: time = Field(time(2, 30), description="when, by the committees' clock")


class Log(_Table):
    """What the bot writes down of itself, on standard error."""

    form: Literal["text", "json"] = Field("text", description="lines for people, or one JSON object a line")


class Settings(_Table):
    """All settings. Unknown names are refused."""

    telegram: Annotated[list[Telegram], BeforeValidator(_several), AfterValidator(_named), AfterValidator(_tokens)] = [
        Telegram()
    ]
    zalo: Annotated[list[Zalo], BeforeValidator(_several), AfterValidator(_named), AfterValidator(_tokens)] = [Zalo()]
    database: Database = Database()
    web: Web = Web()
    committee: Committee = Committee()
    keeper: Keeper = Keeper()
    backup: Backup = Backup()
    log: Log = Log()


def usual(path: Path | None) -> Path | None:
    """The file that is meant: the one named, else config.toml here if there is one."""
    return path or (Path("config.toml") if Path("config.toml").is_file() else None)


def load(path: Path | None, environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from a file, when one is given, and from the environment, which comes first.

    Raises BadConfig.
    """
    if path is not None and not path.exists():
        raise BadConfig(f"there is no file {path} (copy config.example.toml to it)")
    try:
        told: dict[str, Any] = tomllib.loads(path.read_text("utf-8")) if path else {}
        for name, value in _from_environment(environment):
            table, key = name.split(".")
            found = told.setdefault(table, {})
            first = found[0] if isinstance(found, list) and found else found  # the environment tells of the first bot
            if isinstance(first, dict):  # else the validation says what is wrong
                first[key] = value
        return Settings.model_validate(told)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise BadConfig(f"{path}: {error}") from error
    except ValidationError as error:
        raise BadConfig(f"{path or 'environment'}: {_sentence(error)}") from error


def names() -> list[str]:
    """Every setting as "table.key"."""
    tables = Settings.model_fields
    return [f"{table}.{key}" for table in tables for key in _table(table).model_fields]


def _table(name: str) -> type[BaseModel]:
    annotation = Settings.model_fields[name].annotation
    annotation = next(iter(get_args(annotation)), annotation)  # the table of which there may be several
    if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        raise TypeError(f"{name} is not a table")
    return annotation


def _variable(name: str) -> str:
    return PREFIX + name.replace(".", "_").upper()


def _from_environment(environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The settings that the environment gives, as ("table.key", value)."""
    known = {_variable(name): name for name in names()}
    files = {_variable(name) + "_FILE": name for name in SECRETS}
    for variable, value in environment.items():
        if variable in known:
            yield known[variable], value
        elif variable in files:
            yield files[variable], _content(variable, value)
        elif variable.startswith(PREFIX):
            raise BadConfig(f"unknown environment variable {variable}{_perhaps(variable, [*known, *files])}")


def _content(variable: str, file: str) -> str:
    try:
        return Path(file).read_text("utf-8").strip()
    except OSError as error:
        raise BadConfig(f"{variable}: {error.strerror}: {file}") from error


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"] if not isinstance(part, int))
    if first["type"] == "extra_forbidden":
        return f"unknown setting {name}{_perhaps(name, [*names(), *Settings.model_fields])}"
    return f"{name}: {first['msg'].removeprefix('Value error, ')}"


def _perhaps(name: str, known: list[str]) -> str:
    from difflib import get_close_matches  # only here, for it is large

    near = get_close_matches(name, known, n=1)
    return f" (did you mean {near[0]}?)" if near else ""
