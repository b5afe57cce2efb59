#!/usr/bin/env python3
"""Scores the public suites twice: all of their items, and those that a news reader would accept.

  suites.py DATA BINARY [--errors]

DATA is the folder of the scorers, BINARY the command line program. What is left out of the second score is listed,
with a reason each, in docs/figures-suites.md: `23` is every item of line 23 of a suite, `23.1` the second of them.
The verdicts are those of DATA/score_suites.py. With --errors the acceptable items that are wrong are named.
"""
import importlib.util
import json
import pathlib
import re
import subprocess
import sys

TABLE = pathlib.Path(__file__).parent.parent / "docs" / "figures-suites.md"


def rejected():
    """Of each suite: the lines, and the single items, that are left out."""
    out, suite = {}, None
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("## "):
            suite = out.setdefault(line[3:].strip(), set())
        elif suite is not None and re.match(r"\| \d", line):
            for place in line.split("|")[1].split(","):
                first, _, last = place.strip().partition("–")
                suite.update([first] if not last else map(str, range(int(first), int(last) + 1)))
    return out


def scorer(data):
    spec = importlib.util.spec_from_file_location("score_suites", data / "score_suites.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def verdicts(score, binary, suite):
    """Every item that is scored: its place, and whether it is right."""
    cases = [json.loads(line) for line in suite.read_text("utf-8").splitlines() if line.strip()]
    cases = [c for c in cases if not {"cantonese", "not-news"} & set(c.get("tags", []))]
    asked = [{"id": c["id"], "text": c["text"], "published": (c.get("ref") or "")[:10] or None} for c in cases]
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in asked)
    done = subprocess.run([binary, "analyze", "--jsonl"], input=lines, capture_output=True, text=True, check=True)
    figures = {a["id"]: a.get("figures", []) for a in map(json.loads, done.stdout.splitlines())}
    for case in cases:
        def at(index, text=case["text"]):
            return len(text[:index].encode("utf-16-le")) // 2
        number = int(case["id"].rsplit("-", 1)[1])
        for k, item in enumerate(case["expect"]):
            if item["kind"] in score.KINDS:
                start, end = at(item["start"]), at(item["end"])
                fits = [f for f in figures[case["id"]] if 2 * (min(end, f["end"]) - max(start, f["start"])) >= end - start]
                yield f"{number}", f"{number}.{k}", any(score.right(f, item) for f in fits)


def main():
    data, binary = pathlib.Path(sys.argv[1]), sys.argv[2]
    score, out = scorer(data), rejected()
    for suite in sorted((data / "suites").glob("*.jsonl")):
        left_out = out.get(suite.stem, set())
        items = list(verdicts(score, binary, suite))
        kept = [item for item in items if not {item[0], item[1]} & left_out]
        for name, chosen in ((suite.stem, items), (f"{suite.stem}-acceptable", kept)):
            good = sum(right for *_, right in chosen)
            print(f"{name:36} {good:5}/{len(chosen):<5} {good / max(1, len(chosen)):.3f}")
        if "--errors" in sys.argv:
            print("  wrong:", ", ".join(place for _, place, right in kept if not right) or "none")


if __name__ == "__main__":
    main()
