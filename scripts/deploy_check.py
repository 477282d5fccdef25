#!/usr/bin/env python3
"""Checks the files under deploy/, and the size of the image where a release was built: scripts/deploy_check.py

In: manifests for Kubernetes, the compose file, alert rules; target/release/docent or the path of a release. Out: exit code 1 and a line for each mistake. Needs the packages that `.ci/run` names: they bring the schemas.
"""

import re
import sys
from pathlib import Path

import compose_spec
import kubernetes_validate
import yaml

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
# The oldest version that the manifests are for: pods know their number by a label since 1.28.
KUBERNETES = "1.28"
# What the image may add to its base, in MB.
MOST = 40


def manifests():
    for path in sorted((DEPLOY / "kubernetes").glob("*.yaml")):
        for manifest in yaml.safe_load_all(path.read_text()):
            try:
                kubernetes_validate.validate(manifest, KUBERNETES, strict=True)
            except Exception as error:  # The package has one class for each of several mistakes.
                yield f"{path.name}: {manifest.get('kind')}: {error}"
            yield from hardening(path, manifest)


def hardening(path, manifest):
    """What no schema asks for: no root, nothing writable, probes, a limit on memory."""
    if manifest["kind"] not in ("Deployment", "StatefulSet"):
        return
    pod = manifest["spec"]["template"]["spec"]
    if not pod["securityContext"].get("runAsNonRoot") or pod.get("automountServiceAccountToken") is not False:
        yield f"{path.name}: runs as root, or with a token of the cluster"
    for container in pod["containers"]:
        context = container["securityContext"]
        if not context.get("readOnlyRootFilesystem") or context.get("allowPrivilegeEscalation") is not False:
            yield f"{path.name}: {container['name']} may write or rise"
        missing = {"livenessProbe", "readinessProbe", "startupProbe"} - container.keys()
        if missing or "memory" not in container["resources"]["limits"]:
            yield f"{path.name}: {container['name']} lacks {sorted(missing)} or a limit on memory"


def compose():
    try:
        compose_spec.PyCompose.from_yaml((DEPLOY / "compose.yaml").read_text()).validate()
    except ValueError as error:
        yield f"compose.yaml: {error}"


def alerts():
    for group in yaml.safe_load((DEPLOY / "monitoring" / "alerts.yaml").read_text())["groups"]:
        for rule in group["rules"]:
            texts = rule["annotations"]
            if not re.fullmatch(r"Docent[A-Za-z]+", rule["alert"]) or not texts["summary"] or not texts["description"]:
                yield f"alerts.yaml: {rule['alert']}: a name and both texts are needed"
            for opening, closing in ("()", "{}", "[]"):
                if rule["expr"].count(opening) != rule["expr"].count(closing):
                    yield f"alerts.yaml: {rule['alert']}: {opening} without {closing}"


def image(program):
    """What the image adds to its base: the program and the knowledge."""
    if not program.exists():
        return
    knowledge = sum(path.stat().st_size for path in (ROOT / "knowledge").rglob("*") if path.is_file())
    whole = (program.stat().st_size + knowledge) / 1e6
    print(f"image: {whole:.1f} of {MOST} MB")
    if whole > MOST:
        yield f"Dockerfile: the image has {whole:.1f} MB beside its base, more than {MOST}"


def main():
    program = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "target/release/docent"
    mistakes = [*manifests(), *compose(), *alerts(), *image(program)]
    print(*mistakes, sep="\n", end="\n" if mistakes else "")
    print(f"deploy/: {len(mistakes)} mistakes")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
