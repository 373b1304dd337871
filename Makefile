# make demo: the bot with sample committees in a browser.  make test: everything.  make check: format, lint, types.  make bench: speed.
PYTHON ?= python3
RUN = .venv/bin/python -m
LOCK = $(RUN) uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 --no-emit-index-url

demo: .venv/demo
	$(RUN) bot demo

test: .venv/dev
	$(RUN) pytest

check: .venv/dev
	$(RUN) ruff format --check . && $(RUN) ruff check . && $(RUN) mypy

bench: .venv/dev .venv/bench .venv-bench/peers
	$(RUN) tests.bench

lock: .venv/dev
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) --extra dev pyproject.toml -c requirements.lock -o requirements-dev.lock

.venv/demo: requirements.lock
	$(PYTHON) -m venv .venv && $(RUN) pip install -q --require-hashes -r $< && touch $@

.venv/dev: requirements-dev.lock
	$(PYTHON) -m venv .venv && $(RUN) pip install -q --require-hashes -r $< && touch $@

.venv/bench: pyproject.toml
	$(RUN) pip install -q '.[bench]' && touch $@

.venv-bench/peers: # bots of others that ours is measured beside; their pins are not ours, so they live apart
	$(PYTHON) -m venv .venv-bench && .venv-bench/bin/python -m pip install -q aiogram~=3.31 python-telegram-bot~=22.8 && touch $@

.PHONY: demo test check bench lock
