"""All benches one after another: python -m tests.bench."""

from tests.bench import desk, evening, ledger, messengers, practice, reader, start

for bench in (practice, reader, ledger, evening, desk, start, messengers):
    bench.main()
