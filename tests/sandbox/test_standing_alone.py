"""The sandbox without the rest of Backpass: what it may import, and that it installs and runs by itself."""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SANDBOX = Path(__file__).resolve().parents[2] / "sandbox"
FOREIGN = {"accounts", "celery", "config", "courses", "django", "grader", "tests"}
OFFLINE = ("connection broken by", "ConnectionError", "Temporary failure in name resolution")


@pytest.mark.parametrize("file", sorted(SANDBOX.glob("*.py")), ids=lambda file: file.name)
def test_the_sandbox_imports_nothing_of_backpass_and_no_web_framework(file: Path):
    imported = set(_imports(ast.parse(file.read_bytes())))

    assert imported & FOREIGN == set()


def _imports(tree: ast.AST) -> Iterator[str]:
    """Yield the top-level package of each import, wherever in the file it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "sandbox" if node.level else (node.module or "").partition(".")[0]


@pytest.mark.slow
def test_installed_alone_it_examines_the_host_serves_and_runs_an_example(tmp_path: Path):
    python = _install(tmp_path)
    shutil.copytree(SANDBOX / "examples", tmp_path / "examples")

    place = _run(python, "-c", "import sandbox; print(sandbox.__file__)", folder=tmp_path)
    doctor = _run(python, "-m", "sandbox", "doctor", folder=tmp_path)
    serve = _run(python, "-m", "sandbox", "serve", "--socket", "s", "--until-eof", folder=tmp_path)
    example = _run(python, "examples/two_jails.py", folder=tmp_path)

    assert place.stdout.startswith(f"{tmp_path}/venv/")
    assert doctor.stdout.endswith("This host can isolate.\n"), doctor.stderr
    assert serve.returncode == 0
    assert serve.stderr.startswith("Serving numpy. Left out, since modules are not installed: keras (")
    assert "case 3: right\n" in example.stdout, example.stderr


def _install(folder: Path) -> Path:
    """Install a copy of the sandbox's folder into a new virtual environment and return its Python."""
    shutil.copytree(SANDBOX, folder / "sandbox", ignore=shutil.ignore_patterns("__pycache__", "build", "*.egg-info"))
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True, timeout=120)
    python = folder / "venv" / "bin" / "python"
    installed = _run(python, "-m", "pip", "install", "--quiet", "--retries", "1", "./sandbox", folder=folder)
    if installed.returncode and any(sign in installed.stderr for sign in OFFLINE):
        pytest.skip("the package index cannot be reached, so the sandbox cannot be installed alone")
    assert installed.returncode == 0, installed.stderr
    # What imports below must be what was installed, not this copy.
    shutil.rmtree(folder / "sandbox")
    return python


def _run(python: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return subprocess.run(
        [str(python), *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
