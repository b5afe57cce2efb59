#!/usr/bin/env python3
"""Makes data/page/pairs.tsv: characters that stand beside each other far more often than by chance.

  tools/page_pairs.py tools/trainer/texts/*.txt tools/train-links/texts/*.txt > data/page/pairs.tsv
"""
import collections
import math
import pathlib
import re
import sys

HEADER = """\
# Pairs of characters that stand beside each other in news far more often than by chance: a word, or part of one.
# Counted by tools/page_pairs.py on texts written for this project; MIT OR Apache-2.0.
# Columns: the first character, all that follow it."""
LEAST = 4       # texts that a pair must stand in
ODDS = 2.5      # how much more often than by chance, a natural logarithm


def main():
    singles, pairs, spread = collections.Counter(), collections.Counter(), collections.defaultdict(set)
    for path in sys.argv[1:]:
        text = re.sub(r"\{\w+:|\}", "", pathlib.Path(path).read_text("utf-8"))
        for number, article in enumerate(text.split("%%")):
            for run in re.findall(r"[一-鿿]+", article):
                singles.update(run)
                for pair in zip(run, run[1:]):
                    pairs[pair] += 1
                    spread[pair].add((path, number))
    total = sum(singles.values())
    rows = collections.defaultdict(str)
    for (a, b), count in sorted(pairs.items()):
        if len(spread[a, b]) >= LEAST and math.log(count * total / (singles[a] * singles[b])) >= ODDS:
            rows[a] += b
    print(HEADER)
    for a, followers in sorted(rows.items()):
        print(f"{a}\t{followers}")


if __name__ == "__main__":
    main()
