"""All benches one after another: python -m tests.bench."""

from tests.bench import desk, evening, ledger, messengers, practice, reader

for bench in (practice, reader, ledger, evening, desk, messengers):
    bench.main()
