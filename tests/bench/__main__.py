"""All benches one after another: python -m tests.bench."""

from tests.bench import evening, ledger, practice, reader

for bench in (practice, reader, ledger, evening):
    bench.main()
