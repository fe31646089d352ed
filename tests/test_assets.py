"""The committed scripts and styles: built from the committed sources, and free of foreign addresses."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

FRONTEND = Path(__file__).resolve().parent.parent / "frontend"
BUILT = FRONTEND / "static" / "backpass"
LOADED = re.compile(r"""(?:url\(|import\(|importScripts\(|\bsrc=)\s*["']?(?:https?:)?//""")


def test_the_built_files_are_in_step_with_their_sources() -> None:
    folders = [FRONTEND / "src", FRONTEND / "figures"]
    paths = [path for folder in folders for path in folder.rglob("*.*") if path.is_file()]
    names = [path.relative_to(FRONTEND).as_posix() for path in paths]
    names += ["build.mjs", "package-lock.json", "../courses/figures/kinds.json"]
    digest = hashlib.sha256()
    for name in sorted(names):
        digest.update(f"{name}\n".encode() + (FRONTEND / name).read_bytes())
    assert (BUILT / "sources.sha256").read_text().strip() == digest.hexdigest(), "run `make assets`"


def test_nothing_is_loaded_from_elsewhere() -> None:
    files = [path for path in BUILT.glob("*.*") if path.suffix in (".js", ".css", ".svg")]
    assert files
    assert [path.name for path in files if LOADED.search(path.read_text())] == []


def test_every_rule_of_the_styles_is_closed() -> None:
    styles = list((FRONTEND / "src" / "styles").glob("*.css"))
    assert styles
    open_ended = [path.name for path in styles if path.read_text().count("{") != path.read_text().count("}")]
    assert open_ended == [], "what follows the open rule would belong to it"
