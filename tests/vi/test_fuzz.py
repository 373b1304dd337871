"""Whatever arrives is read: a short run of the program that tries a million inputs."""

import io
from datetime import date

from handlers import vi
from handlers.vi.reading import Reading
from tests.vi import fuzz


def test_a_thousand_inputs_of_every_kind_are_read() -> None:
    out = io.StringIO()
    assert fuzz.main(["--inputs", "1050", "--seed", "7"], out) == 0, out.getvalue()


def test_an_input_is_found_again_by_its_number() -> None:
    assert list(fuzz.inputs(7, 25, 1)) == list(fuzz.inputs(7, 20, 10))[5:6]


def test_a_run_fails_and_tells_the_input_where_a_text_is_not_read() -> None:
    out = io.StringIO()
    assert fuzz.main(["--inputs", "7"], out, _reads_no_commas) == 1
    assert "failed: input" in out.getvalue()
    assert "ValueError('a comma')" in out.getvalue()


def _reads_no_commas(text: str, on: date) -> Reading:
    if "," in text:
        raise ValueError("a comma")
    return vi.read(text, on)
