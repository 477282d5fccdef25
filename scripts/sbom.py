#!/usr/bin/env python3
"""Lists what a build of Docent is made of, as a CycloneDX document: scripts/sbom.py > docent.cdx.json

In: Cargo.lock, by way of `cargo metadata`, without a network. Out: every package that a release links or runs while it is built, with version, license and
checksum. What only tests use is left out.
"""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def metadata():
    command = ["cargo", "metadata", "--locked", "--offline", "--format-version", "1"]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def used(told):
    """Ids of the packages that the root needs, tests aside."""
    nodes = {node["id"]: node for node in told["resolve"]["nodes"]}
    found, waiting = set(), [told["resolve"]["root"]]
    while waiting:
        package = waiting.pop()
        if package in found:
            continue
        found.add(package)
        needed = nodes[package]["deps"]
        waiting += [one["pkg"] for one in needed if any(kind["kind"] != "dev" for kind in one["dep_kinds"])]
    return found


def checksums():
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text())
    return {(one["name"], one["version"]): one["checksum"] for one in lock["package"] if "checksum" in one}


def component(package, sums):
    name, version = package["name"], package["version"]
    whole = {"type": "library", "name": name, "version": version, "purl": f"pkg:cargo/{name}@{version}"}
    whole["bom-ref"] = whole["purl"]
    if package["license"]:
        whole["licenses"] = [{"expression": package["license"].replace("/", " OR ")}]
    if (name, version) in sums:
        whole["hashes"] = [{"alg": "SHA-256", "content": sums[name, version]}]
    return whole


def main():
    told, sums = metadata(), checksums()
    wanted = used(told)
    packages = sorted((one for one in told["packages"] if one["id"] in wanted), key=lambda one: (one["name"], one["version"]))
    root = next(one for one in packages if one["id"] == told["resolve"]["root"])
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {**component(root, sums), "type": "application"}},
        "components": [component(one, sums) for one in packages if one is not root],
    }
    json.dump(document, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
