"""All benches one after another: python -m tests.bench."""

from tests.bench import ledger, practice, reader

for bench in (practice, reader, ledger):
    bench.main()
