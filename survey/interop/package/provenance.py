"""manifest.json and SHA256SUMS: what was built, from what, and that it is whole."""

import hashlib
import json
from pathlib import Path

from survey.interop.package.about import About, Counted

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
FORMAT = 1


def sign_off(folder: Path, about: About, counted: Counted) -> None:
    """Write both files for all that lies in the folder."""
    files = {
        path.name: {"bytes": path.stat().st_size, "sha256": _digest(path)}
        for path in sorted(folder.iterdir())
    }
    manifest = {
        "format": FORMAT,
        "export": about.export,
        "tier": about.tier,
        "as_of": about.as_of,
        "software": about.software,
        "people": counted.people,
        "occasions": counted.occasions,
        "rules": {
            "k": about.k,
            "l": about.diversity,
            "m": about.m,
            "k_knowing_m": about.known,
            "suppressed": about.suppressed,
            "said": about.rules,
        },
        "plan": about.plan and about.plan.digest,
        "instruments": [
            {"id": one.id, "version": one.version, "comparability": one.comparability}
            for one in sorted(about.instruments, key=lambda i: (i.id, i.version))
        ],
        "files": files,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
    sums = {name: str(file["sha256"]) for name, file in files.items()}
    sums[MANIFEST] = _digest(folder / MANIFEST)
    lines = [f"{digest}  {name}\n" for name, digest in sorted(sums.items())]
    (folder / SUMS).write_text("".join(lines), encoding="ascii", newline="\n")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
