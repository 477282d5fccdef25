#!/usr/bin/env python3
"""Measures Docent beside three usual ways to match a question, on the same cases, on the same machine, in the same run.

    pip install -r scripts/requirements.txt
    OMP_NUM_THREADS=1 scripts/baselines.py SET... [--docent target/release/docent] [--json OUT.json] [--titles]

A SET is a folder made by `scripts/datasets.py`: `train.jsonl` (the examples), `cases.jsonl` (what is asked), `knowledge/` (the examples as Docent
reads them). Markdown goes to standard output, a table a set; `--json` writes the same numbers, unrounded. Without `--docent` the baselines run alone.

  fuzzy   rapidfuzz `token_set_ratio` against every example; the nearest decides; confidence: the ratio
  BM25    tantivy over the examples, default tokenizer, any word may match; the best hit decides; confidence: its score
  SVM     scikit-learn, TF-IDF of words (1-2) and letters within words (2-4), linear, nothing tuned; confidence: the largest decision value
  Docent  `docent ask --batch`, every message addressed; its best candidate and confidence, whether or not it answers

The baselines get small letters without punctuation: in sets whose off-topic lines come from elsewhere, case and punctuation would give the
abstention away. Docent gets the messages as they were written and does its own reading. Examples without a label teach silence: as a class of its
own to the SVM, and to the nearest-example methods as lines after which they find nothing. `--titles` gives the baselines each entry's title as one
more example, as Docent has it.

Only the library's call is timed, one message at a time; Docent gives its own time a message, which includes composing the reply.
"""

import argparse
import hashlib
import importlib.metadata
import json
import math
import pathlib
import platform
import re
import subprocess
import sys
import time
from dataclasses import dataclass

import numpy as np
import tantivy
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

LIBRARIES = ("rapidfuzz", "tantivy", "scikit-learn")

# Share of the out-of-scope messages that the last column wants refused.
WANTED_RECALL = 0.9

# Lowest possible confidence of the nearest-example methods: nothing was found.
NOTHING = (None, 0.0)

# How each column is headed, what it shows, and with how many decimals; shares are shown in percent.
COLUMNS = (
    ("top-1 %", "top1", 1),
    ("AUROC in/out", "auroc_scope", 3),
    ("AUROC right/not", "auroc_right", 3),
    ("in-scope %, best sum", "best_sum_in_scope", 1),
    ("out-of-scope recall %, best sum", "best_sum_out_of_scope", 1),
    (f"in-scope % at {WANTED_RECALL:.0%} out-of-scope recall", "in_scope_at_recall", 1),
    ("p50 µs", "p50_micros", 0),
    ("p99 µs", "p99_micros", 0),
)


@dataclass(frozen=True)
class Line:
    """A text with the entry that answers it; none where silence is right."""

    text: str
    label: str | None


@dataclass(frozen=True)
class Found:
    """What a method found for one message, right or wrong, and how long it took."""

    entry: str | None
    confidence: float
    micros: float


class Fuzzy:
    name = "fuzzy (rapidfuzz)"

    def __init__(self, examples):
        self.labels = [line.label for line in examples]
        self.texts = [plain(line.text) for line in examples]

    def ask(self, text):
        return process.extractOne(text, self.texts, scorer=fuzz.token_set_ratio)

    def read(self, hit):
        _, score, at = hit
        return (self.labels[at], score) if self.labels[at] else NOTHING


class Bm25:
    name = "BM25 (tantivy)"

    def __init__(self, examples):
        self.labels = [line.label for line in examples]
        fields = tantivy.SchemaBuilder()
        fields.add_text_field("text", tokenizer_name="default")
        fields.add_unsigned_field("at", stored=True)
        self.index = tantivy.Index(fields.build())
        # One thread: several would write several segments.
        writer = self.index.writer(num_threads=1)
        for at, line in enumerate(examples):
            writer.add_document(tantivy.Document(text=plain(line.text), at=at))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    def ask(self, text):
        # Small letters and digits alone: nothing in it is an operator, and the parser joins words with OR.
        query = self.index.parse_query(text, ["text"])
        return self.searcher.search(query, limit=1, count=False).hits

    def read(self, hits):
        if not hits:
            return NOTHING
        score, address = hits[0]
        label = self.labels[self.searcher.doc(address)["at"][0]]
        return (label, score) if label else NOTHING


class Svm:
    name = "TF-IDF + SVM (scikit-learn)"

    # Stands for "no entry" among the classes; no entry has an empty id.
    silence = ""

    def __init__(self, examples):
        words = TfidfVectorizer(ngram_range=(1, 2))
        letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4))
        classifier = LinearSVC(random_state=0)
        self.pipeline = make_pipeline(make_union(words, letters), classifier)
        self.pipeline.fit([plain(line.text) for line in examples], [line.label or self.silence for line in examples])
        # The weights are multiplied transposed; in this order that needs no copy of them for every message.
        classifier.coef_ = np.asfortranarray(classifier.coef_)
        self.classes = classifier.classes_
        self.entries = np.flatnonzero(self.classes != self.silence)

    def ask(self, text):
        return self.pipeline.decision_function([text])

    def read(self, values):
        # Of two classes scikit-learn gives one value, that of the second.
        values = values[0] if values.ndim == 2 else np.array([-values[0], values[0]])
        best = self.entries[np.argmax(values[self.entries])]
        return str(self.classes[best]), float(values[best])


def plain(text):
    """Words in small letters, with a space between them."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def find_all(method, cases):
    """What one of the libraries finds for each case."""
    found = []
    for case in cases:
        text = plain(case.text)
        start = time.perf_counter_ns()
        raw = method.ask(text)
        nanos = time.perf_counter_ns() - start
        found.append(Found(*method.read(raw), nanos / 1000))
    return found


def docent_finds_all(docent, knowledge, cases):
    """What Docent finds for each case, through its command line."""
    lines = "".join(json.dumps({"message": case.text, "addressed": True}) + "\n" for case in cases)
    command = [docent, "ask", "--batch", "--knowledge", knowledge]
    run = subprocess.run(command, input=lines, capture_output=True, encoding="utf-8")
    if run.returncode != 0:
        sys.exit(f"{docent} failed on {knowledge} (exit code {run.returncode}): {run.stderr.strip()}")
    replies = [json.loads(line) for line in run.stdout.split("\n") if line]
    if len(replies) != len(cases):
        sys.exit(f"{docent} gave {len(replies)} lines for {len(cases)} messages of {knowledge}")
    return [found_by_docent(reply) for reply in replies]


def found_by_docent(reply):
    if "error" in reply:
        sys.exit(f"Docent could not read line {reply['line']}: {reply['error']}")
    # Where it does not answer, the best candidate leads the alternatives.
    candidates = [reply["entry"]] if reply["entry"] else reply["alternatives"]
    return Found(candidates[0] if candidates else None, reply["confidence"], reply["micros"])


def measure(cases, found):
    """All numbers of one method on one set; none where the set has nothing out of scope to tell."""
    in_scope = np.array([case.label is not None for case in cases])
    right = np.array([case.label is not None and case.label == one.entry for case, one in zip(cases, found)])
    confidence = np.array([one.confidence for one in found])
    micros = np.array([one.micros for one in found])
    best_in, best_out = at_best_sum(cases, in_scope, right, confidence)
    return {
        "top1": share(right[in_scope]),
        "auroc_scope": auroc(in_scope, confidence),
        "auroc_right": auroc(right, confidence),
        "best_sum_in_scope": best_in,
        "best_sum_out_of_scope": best_out,
        "in_scope_at_recall": in_scope_at_recall(in_scope, right, confidence),
        "p50_micros": float(np.percentile(micros, 50)),
        "p99_micros": float(np.percentile(micros, 99)),
    }


def share(flags):
    return float(np.mean(flags)) if len(flags) else None


def auroc(positive, confidence):
    return float(roc_auc_score(positive, confidence)) if 0 < positive.sum() < len(positive) else None


def at_best_sum(cases, in_scope, right, confidence):
    """In-scope accuracy and out-of-scope recall where their sum is largest: each half of the cases, cut by the hash of the text, is judged by
    the threshold that was best on the other half."""
    first = np.array([hashlib.sha256(plain(case.text).encode()).digest()[0] % 2 == 0 for case in cases])
    answered = np.zeros(len(cases), dtype=bool)
    for half in (first, ~first):
        if not in_scope[half].any() or in_scope[half].all():
            return None, None
        answered[~half] = confidence[~half] >= best_threshold(in_scope[half], right[half], confidence[half])
    return share((right & answered)[in_scope]), share(~answered[~in_scope])


def best_threshold(in_scope, right, confidence):
    """The least confidence to answer from on that gives the largest sum of in-scope accuracy and out-of-scope recall."""
    candidates = np.append(np.unique(confidence), math.inf)

    def below(part):
        return np.searchsorted(np.sort(confidence[part]), candidates)

    accuracy = (right.sum() - below(right)) / in_scope.sum()
    recall = below(~in_scope) / (~in_scope).sum()
    return candidates[np.argmax(accuracy + recall)]


def in_scope_at_recall(in_scope, right, confidence):
    """In-scope accuracy where just enough is refused for the wanted out-of-scope recall."""
    strangers = np.sort(confidence[~in_scope])
    if not len(strangers):
        return None
    highest_refused = strangers[math.ceil(WANTED_RECALL * len(strangers)) - 1]
    return share((right & (confidence > highest_refused))[in_scope])


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        return [Line(**json.loads(line)) for line in lines]


def titles(examples):
    """Each entry's title, as `datasets.py` writes it into the knowledge."""
    labels = sorted({line.label for line in examples if line.label})
    return [Line(label.replace("-", " "), label) for label in labels]


def run_set(folder, docent, with_titles):
    examples = read_lines(folder / "train.jsonl")
    cases = read_lines(folder / "cases.jsonl")
    if with_titles:
        examples += titles(examples)
    methods = {}
    for method in (Fuzzy, Bm25, Svm):
        print(f"{folder.name}: {method.name}", file=sys.stderr)
        methods[method.name] = measure(cases, find_all(method(examples), cases))
    if docent:
        print(f"{folder.name}: Docent", file=sys.stderr)
        methods["Docent"] = measure(cases, docent_finds_all(docent, folder / "knowledge", cases))
    return {
        "set": folder.name,
        "entries": len({line.label for line in examples if line.label}),
        "examples": len(examples),
        "in_scope": sum(case.label is not None for case in cases),
        "out_of_scope": sum(case.label is None for case in cases),
        "methods": methods,
    }


def versions(docent):
    """What was measured, as one line."""
    parts = [f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES]
    if docent:
        parts.append(subprocess.run([docent, "--version"], capture_output=True, encoding="utf-8", check=True).stdout.strip())
    return ", ".join([f"Python {platform.python_version()}", *parts])


def markdown(result):
    head = (
        f"## {result['set']}\n\n{result['entries']} entries, {result['examples']} examples; "
        f"{result['in_scope']} cases in scope, {result['out_of_scope']} out of scope.\n"
    )
    rows = [["", *(title for title, _, _ in COLUMNS)], ["---", *("---:" for _ in COLUMNS)]]
    for name, numbers in result["methods"].items():
        rows.append([name, *(cell(title, numbers[key], decimals) for title, key, decimals in COLUMNS)])
    return "\n".join([head, *(f"| {' | '.join(row)} |" for row in rows), ""])


def cell(title, number, decimals):
    if number is None:
        return "–"
    return f"{number * 100 if '%' in title else number:.{decimals}f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=pathlib.Path, metavar="SET")
    parser.add_argument("--docent", metavar="PATH", help="the program to measure beside the baselines")
    parser.add_argument("--json", type=pathlib.Path, metavar="OUT", help="file that gets the numbers")
    parser.add_argument("--titles", action="store_true", help="give the baselines each entry's title as one more example")
    args = parser.parse_args()
    measured = versions(args.docent)
    print(f"{measured}.\n", flush=True)
    results = []
    for folder in args.sets:
        results.append(run_set(folder, args.docent, args.titles))
        print(markdown(results[-1]), flush=True)
    if args.json:
        args.json.write_text(json.dumps({"versions": measured, "sets": results}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
