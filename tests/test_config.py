"""The settings: the example shows and loads every one, a slip of the pen is named, a secret is never shown."""

import re
import tomllib
from pathlib import Path

import pytest

from bot import config
from bot.config import BadConfig, Settings

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"
VALUES = {  # another value than the default for each setting, as text
    "telegram.bot": "hai",
    "telegram.token": "123456:ABC",
    "telegram.base_url": "http://127.0.0.1:8081",
    "telegram.proxy": "http://user:s3cret@10.0.0.1:3128",
    "telegram.webhook": "https://khupho.example",
    "telegram.per_second": "25",
    "telegram.per_chat": "0.5",
    "telegram.per_group": "18",
    "zalo.bot": "ba",
    "zalo.token": "4321:XYZ",
    "zalo.base_url": "http://127.0.0.1:8082",
    "zalo.proxy": "http://user:s3cret@10.0.0.2:3128",
    "zalo.webhook": "https://khupho.example",
    "zalo.per_month": "12000",
    "zalo.people": "500",
    "database.url": "postgresql://bot:s3cret@host/khupho",
    "web.host": "0.0.0.0",
    "web.port": "9090",
    "web.public": "https://khupho.example",
    "web.metrics_token": "s3cret",
    "web.push_key": "kh0a",
    "committee.timezone": "Asia/Bangkok",
    "committee.indicators": "own.toml",
    "keeper.person": "truong-ban",
    "backup.folder": "/mnt/usb/khupho",
    "backup.keep": "3",
    "backup.at": "03:15:00",
    "log.form": "json",
}


def variable(name: str) -> str:
    return "KHUPHO_" + name.replace(".", "_").upper()


def value(settings: Settings, name: str) -> str:
    table, key = name.split(".")
    told = getattr(settings, table)
    found = getattr(told[0] if isinstance(told, list) else told, key)
    return str(found.get_secret_value() if hasattr(found, "get_secret_value") else found)


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, "utf-8")
    return path


def refused(path: Path | None, environment: dict[str, str] | None = None) -> str:
    with pytest.raises(BadConfig) as caught:
        config.load(path, environment or {})
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_example_loads_and_changes_nothing() -> None:
    assert config.load(EXAMPLE, {}) == Settings()


def test_without_a_file_the_defaults_hold() -> None:
    assert config.load(None, {}) == Settings()


def test_the_example_with_every_line_put_to_use_sets_every_setting_and_no_other(tmp_path: Path) -> None:
    text = re.sub(r"^# (\w+ = )", r"\1", EXAMPLE.read_text("utf-8"), flags=re.MULTILINE)
    shown = {f"{table}.{key}" for table, keys in tomllib.loads(text).items() for key in keys}
    assert shown == set(config.names())
    config.load(written(tmp_path, text), {})


def test_every_setting_is_tried_here() -> None:
    assert set(VALUES) == set(config.names())


@pytest.mark.parametrize("name", config.names())
def test_a_setting_is_also_an_environment_variable_which_comes_first(name: str) -> None:
    settings = config.load(EXAMPLE, {variable(name): VALUES[name], "PATH": "/bin"})
    assert value(settings, name) == VALUES[name]
    assert value(Settings(), name) != VALUES[name]


@pytest.mark.parametrize("name", config.SECRETS)
def test_a_secret_may_stand_in_a_file(name: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(VALUES[name] + "\n", "utf-8")
    settings = config.load(EXAMPLE, {variable(name) + "_FILE": str(secret)})
    assert value(settings, name) == VALUES[name]


def test_a_secrets_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    sentence = refused(None, {"KHUPHO_TELEGRAM_TOKEN_FILE": str(tmp_path / "nowhere")})
    assert "KHUPHO_TELEGRAM_TOKEN_FILE" in sentence
    assert "nowhere" in sentence


@pytest.mark.parametrize(
    ("text", "wrong", "meant"),
    [
        ('[telegram]\ntokn = "1:A"', "telegram.tokn", "telegram.token"),
        ('[telegramm]\ntoken = "1:A"', "telegramm", "telegram"),
        ("[web]\nports = 1", "web.ports", "web.port"),
        ('[comittee]\ntimezone = "Asia/Ho_Chi_Minh"', "comittee", "committee"),
    ],
)
def test_a_misspelt_name_is_told_with_the_one_that_was_meant(tmp_path: Path, text: str, wrong: str, meant: str) -> None:
    sentence = refused(written(tmp_path, text))
    assert f"unknown setting {wrong} " in sentence
    assert f"did you mean {meant}?" in sentence


def test_a_misspelt_variable_is_told_with_the_one_that_was_meant() -> None:
    sentence = refused(None, {"KHUPHO_TELEGRAM_TOKN": "1:A"})
    assert "KHUPHO_TELEGRAM_TOKN (did you mean KHUPHO_TELEGRAM_TOKEN?)" in sentence


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[web]\nport = 70000", "web.port"),
        ('[telegram]\nwebhook = "http://khupho.example"', "telegram.webhook"),
        ('[telegram]\nproxy = "10.0.0.1:3128"', "telegram.proxy"),
        ('[web]\nport = "many"', "web.port"),
        ('[committee]\ntimezone = "Asia/Saigong"', "committee.timezone"),
        ("telegram = 5", "telegram"),
        ("[web", "config.toml"),
    ],
)
def test_a_value_that_cannot_be_is_told_with_its_name(tmp_path: Path, text: str, names: str) -> None:
    assert names in refused(written(tmp_path, text))


def test_a_file_that_is_not_there_says_what_to_copy(tmp_path: Path) -> None:
    assert "config.example.toml" in refused(tmp_path / "config.toml")


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    assert str(tmp_path) in refused(tmp_path)


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe\x00")
    assert "config.toml" in refused(path)


def test_a_variable_for_a_table_that_is_no_table_in_the_file_is_refused(tmp_path: Path) -> None:
    assert "telegram" in refused(written(tmp_path, "telegram = 5"), {"KHUPHO_TELEGRAM_TOKEN": "1:A"})


def test_no_secret_is_shown_by_printing_the_settings() -> None:
    settings = config.load(None, {variable(name): VALUES[name] for name in config.SECRETS})
    for shown in (repr(settings), str(settings), repr(settings.telegram), settings.model_dump_json()):
        assert all(VALUES[name] not in shown for name in config.SECRETS)


def test_no_secret_is_shown_by_a_mistake_beside_it(tmp_path: Path) -> None:
    path = written(tmp_path, '[telegram]\ntoken = "123456:s3cret"\nbase_ulr = "x"\n[database]\nurl = ["s3cret"]')
    assert "s3cret" not in refused(path)


def test_there_may_be_several_bots_on_a_messenger(tmp_path: Path) -> None:
    text = '[[zalo]]\nbot = "kp9"\ntoken = "1:A"\n[[zalo]]\nbot = "kp3"\ntoken = "2:B"\n[telegram]\ntoken = "3:C"'
    settings = config.load(written(tmp_path, text), {"KHUPHO_ZALO_TOKEN": "9:Z"})
    told = [(one.bot, one.token.get_secret_value() if one.token else "") for one in settings.zalo]
    assert told == [("kp9", "9:Z"), ("kp3", "2:B")]
    assert [one.bot for one in settings.telegram] == ["main"]


def test_two_bots_of_one_name_are_refused(tmp_path: Path) -> None:
    sentence = refused(written(tmp_path, '[[zalo]]\ntoken = "1:A"\n[[zalo]]\ntoken = "2:B"'))
    assert "zalo: two bots are called 'main'" in sentence


def test_two_bots_of_one_token_are_refused_without_it(tmp_path: Path) -> None:
    bots = '[[zalo]]\nbot = "{}"\ntoken = "1:geheim"\n'
    said = refused(written(tmp_path, bots.format("a") + bots.format("b")))
    assert "same token" in said
    assert "geheim" not in said


@pytest.mark.parametrize("name", ["", "Khu phố 9", "a" * 21])
def test_a_bots_name_is_short_and_plain(tmp_path: Path, name: str) -> None:
    assert "telegram.bot" in refused(written(tmp_path, f'[telegram]\nbot = "{name}"'))
