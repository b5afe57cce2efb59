#!/usr/bin/env python3
"""Scores what comes of names: who holds which post, and which names are one thing.

  names.py DATA BINARY [--errors]

Posts: gold marks people, posts and bodies, not who holds what, so the posts that a page shows are read off the gold
mentions where the guide leaves no doubt: body + post + person side by side, or person, body + post. Each must be
found for that person with that body. Aliases: the pairs of DATA/findings that must be one entity, or must not.
"""
import itertools
import json
import pathlib
import re
import subprocess
import sys

BODIES = {"company", "government", "organization", "zone", "place"}
JOINS = {"", " ", "、", "兼", "\u3000", ":", "：", "/"}
OPENS = {"，", ",", "(", "（", "是", "任", "担任"}
BODY_GAPS = {"", "原"}


def analyze(binary, text, published):
    command = [binary, "analyze", str(text)] + (["--published", published] if published else [])
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def outer(mentions):
    out = []
    for m in sorted(mentions, key=lambda m: (m["start"], -m["end"])):
        if not out or m["start"] >= out[-1]["end"]:
            out.append(m)
    return out


def shown_posts(gold, raw):
    """(person, post, body or None) that the gold mentions show."""
    units = raw.encode("utf-16-le")
    names = outer(gold["entities"])
    gap = lambda a, b: units[2 * a["end"] : 2 * b["start"]].decode("utf-16-le")
    body_of = lambda k: k > 0 and names[k - 1]["type"] in BODIES and gap(names[k - 1], names[k]) in BODY_GAPS
    found = set()
    for i, person in enumerate(names):
        if person["type"] != "person":
            continue
        first = i
        while first > 0 and names[first - 1]["type"] == "person" and gap(names[first - 1], names[first]) in (" ", "、"):
            first -= 1
        posts, k = [], first
        while k > 0 and names[k - 1]["type"] == "role" and gap(names[k - 1], names[k]) in JOINS:
            k -= 1
            posts.append((names[k]["text"], names[k - 1]["text"] if body_of(k) else None))
            if body_of(k):
                break
        posts.reverse()
        k = i + 1
        if not posts and k < len(names) and gap(person, names[k]) in OPENS:
            while k < len(names):
                has_body = k + 1 < len(names) and names[k + 1]["type"] == "role" and body_of(k + 1)
                k += has_body
                if names[k]["type"] != "role":
                    break
                posts.append((names[k]["text"], names[k - 1]["text"] if has_body else None))
                k += 1
                if k == len(names) or gap(names[k - 1], names[k]) != "、":
                    break
        body = None
        for post, own in posts:
            body = own or body
            found.add((person["text"], post, body))
    return found


def names_of(entity):
    return {entity["name"], *entity.get("aliases", [])}


def posts(data, binary, errors):
    right = shown = 0
    for file in sorted((data / "dev").glob("*.gold.json")):
        gold = json.loads(file.read_text("utf-8"))
        text = file.with_name(file.name.replace(".gold.json", ".txt"))
        entities = analyze(binary, text, gold.get("published"))["entities"]
        for person, post, body in sorted(shown_posts(gold, text.read_bytes().decode("utf-8")), key=str):
            held = [p for e in entities if e["type"] == "person" and person in names_of(e) for p in e.get("posts", [])]
            fits = lambda p: post in names_of(entities[p["role"]]) and (
                "body" not in p if body is None else "body" in p and body in names_of(entities[p["body"]])
            )
            shown += 1
            right += any(map(fits, held))
            if errors and not any(map(fits, held)):
                print(f"  {file.name}: {person}, {post} of {body}")
    print(f"posts with the right body {right}/{shown}")


def pair_names(finding):
    quoted = re.findall("“([^”]+)”", finding["explanation"])
    also = [a["text"] for a in finding.get("also", []) if a["file"] == finding["file"]]
    declared = re.fullmatch(r"(.+)\(简称“(.+)”\)", finding["text"])
    if declared:
        return list(declared.groups())
    if finding["type"] == "trap.alias" and len(quoted) > 1:
        return quoted
    return list(dict.fromkeys([*finding["text"].split("、"), *(also or quoted)]))


def aliases(data, binary, errors):
    right = asked = 0
    analyses = {}
    for finding in json.loads((data / "findings" / "findings.json").read_text("utf-8")):
        names = pair_names(finding)
        if finding["type"] not in ("trap.alias", "trap.similar_names") or len(names) < 2:
            continue
        file = data / "dev" / finding["file"]
        if file not in analyses:
            gold = json.loads(file.with_suffix(".gold.json").read_text("utf-8"))
            analyses[file] = analyze(binary, file, gold.get("published"))["entities"]
        groups = [{i for i, e in enumerate(analyses[file]) if n in names_of(e)} for n in names]
        one = finding["type"] == "trap.alias"
        fits = all(bool(a & b) == one for a, b in itertools.combinations(groups, 2))
        asked += 1
        right += fits
        if errors and not fits:
            print(f"  {finding['id']}: {'、'.join(names)} must{'' if one else ' not'} be one")
    print(f"alias pairs {right}/{asked}")


if __name__ == "__main__":
    errors = "--errors" in sys.argv
    data, binary = [a for a in sys.argv[1:] if a != "--errors"]
    posts(pathlib.Path(data), binary, errors)
    aliases(pathlib.Path(data), binary, errors)
