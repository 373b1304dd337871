"""One tree holds the phrases of all tables, also of one that is made after a message was read."""

from concurrent.futures import ThreadPoolExecutor

from handlers.vi import tree
from handlers.vi.phrases import Phrases
from handlers.vi.words import split


def test_a_table_made_after_a_message_was_looked_at_finds_its_phrases_in_it() -> None:
    text = split("trao 5 chậu mai vàng")
    assert Phrases([("chậu kiểng", "kieng")]).at(text, 2) is None
    late = Phrases([("chậu mai", "mai")])
    assert late.at(text, 2) == ("mai", 4)
    assert late.at(text, 0) is None
    assert late.before(text, 4) == ("mai", 2)


def test_of_two_phrases_the_longer_stands_and_of_two_spellings_the_first() -> None:
    table = Phrases([("bó hoa", "flowers"), ("bó", "bunch"), ("bỏ", "drop")])
    assert table.at(split("bó hoa"), 0) == ("flowers", 2)
    assert table.at(split("bo"), 0) == ("bunch", 1)
    assert table.at(split("bỏ"), 0) == ("drop", 1)
    assert table.before(split("ba bó hoa 5"), 3) == ("flowers", 1)


def test_a_message_read_while_phrases_are_being_added_waits_for_them() -> None:
    def add() -> None:
        tree.add_labels(("sen", "hồng"), ("sen", "hong"), (("flower", "lotus"),), ())

    tree.later(add)
    with ThreadPoolExecutor(8) as readers:
        found = list(readers.map(lambda _: tree.found(split("5 sen hồng")).mentions["flower"], range(40)))
    assert all([one.label for one in mentions] == ["lotus"] for mentions in found)
