"""All benches one after another: python -m tests.bench."""

from tests.bench import practice, reader

for bench in (practice, reader):
    bench.main()
