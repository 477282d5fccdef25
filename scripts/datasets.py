#!/usr/bin/env python3
"""Turns a labelled question set (JSON Lines of {"text", "label"}) into a knowledge folder and a file of cases.

    scripts/datasets.py SET_DIR OUT_DIR [--train train_5shot.jsonl] [--valid valid.jsonl]

OUT_DIR gets `knowledge/` (an entry for each label, its training lines as example questions), `cases.jsonl` (the validation lines) for
`docent eval`, and `train.jsonl` with the lines that became examples (for the baselines). Training lines without a label become
`silent` lines of the lexicon. A set without a validation file is cut: every fifth line of each label, by SHA-256 order, becomes a case.
"""

import argparse
import hashlib
import json
import pathlib
import re
import unicodedata


def slug(label):
    """A label as an entry id: small letters, digits and hyphens, beginning with a letter."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return plain if plain[:1].isalpha() else f"e-{plain}"


def read(path):
    """Lines with a text that has any letter or digit: nothing else can be asked."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [line for line in lines if re.search(r"\w", line["text"])]


def toml(text):
    """A TOML string."""
    clean = "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
    return json.dumps(clean, ensure_ascii=False)


def without_twins(lines):
    """The lines without those that stand under two labels: an example may belong to one entry only."""
    owners = {}
    for line in lines:
        owners.setdefault(key(line["text"]), set()).add(line["label"])
    seen = set()
    kept = []
    for line in lines:
        twin = key(line["text"])
        if len(owners[twin]) == 1 and twin not in seen:
            seen.add(twin)
            kept.append(line)
    return kept


def key(text):
    return " ".join(re.findall(r"\w+", text.lower()))


def cut(lines):
    """Every fifth line of each label, by the hash of its text, as cases; the rest as examples."""
    by_label = {}
    for line in sorted(lines, key=lambda line: hashlib.sha256(line["text"].encode()).hexdigest()):
        by_label.setdefault(line["label"], []).append(line)
    train = [line for group in by_label.values() for at, line in enumerate(group) if at % 5 != 4]
    valid = [line for group in by_label.values() for at, line in enumerate(group) if at % 5 == 4]
    return train, valid


def write_knowledge(folder, lines):
    (folder / "faq").mkdir(parents=True, exist_ok=True)
    by_label = {}
    silent = []
    for line in lines:
        (silent if line["label"] is None else by_label.setdefault(line["label"], [])).append(line["text"])
    for label, texts in sorted(by_label.items()):
        title = slug(label).replace("-", " ")
        questions = "".join(f"  {toml(text)},\n" for text in texts)
        entry = f'+++\ntitle = {toml(title)}\ntopic = "Set"\nquestions = [\n{questions}]\nsources = ["set"]\nverified = "2026-01-01"\n+++\nThis is the answer to {label}.\n'
        (folder / "faq" / f"{slug(label)}.md").write_text(entry, encoding="utf-8")
    source = '[[sources]]\nid = "set"\ntitle = "A labelled set"\npublisher = "Its authors"\ndate = "2026-01-01"\nread = "2026-01-01"\n'
    (folder / "sources.toml").write_text(source, encoding="utf-8")
    quiet = "".join(f"  {toml(text)},\n" for text in silent)
    (folder / "lexicon.toml").write_text(f"silent = [\n{quiet}]\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set_dir", type=pathlib.Path)
    parser.add_argument("out_dir", type=pathlib.Path)
    parser.add_argument("--train", default="train.jsonl")
    parser.add_argument("--valid", default="valid.jsonl")
    args = parser.parse_args()
    lines = without_twins(read(args.set_dir / args.train))
    valid_file = args.set_dir / args.valid
    if valid_file.exists():
        train, valid = lines, read(valid_file)
    else:
        train, valid = cut(lines)
    write_knowledge(args.out_dir / "knowledge", train)
    for name, part in [("train", train), ("cases", valid)]:
        with open(args.out_dir / f"{name}.jsonl", "w", encoding="utf-8") as out:
            for line in part:
                label = line["label"] and slug(line["label"])
                out.write(json.dumps({"text": line["text"], "label": label}, ensure_ascii=False) + "\n")
    print(f"{args.out_dir}: {len(train)} examples, {len(valid)} cases")


if __name__ == "__main__":
    main()
