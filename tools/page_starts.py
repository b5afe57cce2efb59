#!/usr/bin/env python3
"""Makes data/page/starts.tsv: how much more often a character begins a sentence than it stands elsewhere.

  tools/page_starts.py DIR > data/page/starts.tsv

DIR holds articles, one a file (*.txt), paragraphs on lines of their own.
"""
import collections
import math
import pathlib
import re
import sys

HEADER = """\
# How much more often a character begins a sentence than it stands elsewhere, as a natural logarithm times 10.
# Counted by tools/page_starts.py on articles written for this project; MIT OR Apache-2.0.
# Columns: logarithm, characters."""
SMOOTH = 2.0   # sentences that a character is given beforehand, as often at the start as elsewhere
LEAST = 6      # times that a character must be seen
LIMIT = 25


def main():
    starts, anywhere = collections.Counter(), collections.Counter()
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.txt")):
        if path.name.startswith("i"):     # pages with columns cut on purpose
            continue
        for line in path.read_text("utf-8").split("\n"):
            for sentence in re.findall(r"[^。！？!?]+", line.strip()):
                words = sentence.lstrip("”’」』）) 　\"“‘「『")
                if not re.match(r"[一-鿿]", words) or len(words) < 6:
                    continue
                starts[words[0]] += 1
                anywhere.update(re.findall(r"[一-鿿]", words[1:]))
    begun, all_ = sum(starts.values()), sum(anywhere.values())
    rows = collections.defaultdict(list)
    for char in sorted(set(starts) | set(anywhere)):
        if starts[char] + anywhere[char] < LEAST:
            continue
        share = all_ / begun
        odds = math.log((starts[char] * share + SMOOTH * 4) / (anywhere[char] + SMOOTH * 4))
        value = max(-LIMIT, min(LIMIT, round(odds * 10)))
        if abs(value) >= 3:
            rows[value].append(char)
    print(HEADER)
    for value in sorted(rows):
        print(f"{value}\t{''.join(rows[value])}")


if __name__ == "__main__":
    main()
