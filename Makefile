# make demo: the bot with sample committees in a browser.  make test: everything.  make check: format, lint, types.  make bench: speed.
PYTHON ?= python3
RUN = .venv/bin/python -m

demo: .venv/demo
	$(RUN) bot demo

test: .venv/dev
	$(RUN) pytest

check: .venv/dev
	$(RUN) ruff format --check . && $(RUN) ruff check . && $(RUN) mypy

bench: .venv/dev .venv/bench
	$(RUN) tests.bench

lock: .venv/dev
	$(RUN) uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml -o requirements.lock
	$(RUN) uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --extra dev pyproject.toml -c requirements.lock -o requirements-dev.lock

.venv/demo: requirements.lock
	$(PYTHON) -m venv .venv && $(RUN) pip install -q --require-hashes -r $< && touch $@

.venv/dev: requirements-dev.lock
	$(PYTHON) -m venv .venv && $(RUN) pip install -q --require-hashes -r $< && touch $@

.venv/bench: pyproject.toml
	$(RUN) pip install -q '.[bench]' && touch $@

.PHONY: demo test check bench lock
