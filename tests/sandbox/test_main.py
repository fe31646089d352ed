"""The command line of the sandbox, and its doctor, as root and as an ordinary user."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from sandbox import doctor

NOBODY = 65534


def sandbox(repository_root: Path, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-m", "sandbox", *arguments],
        cwd=repository_root,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        **options,
    )


def test_doctor_finds_that_this_host_can_isolate(repository_root: Path):
    result = sandbox(repository_root, "doctor")

    assert result.returncode == 0
    assert "jail: capabilities: none" in result.stdout
    assert "MISSING" not in result.stdout


def test_run_prints_what_the_file_prints_and_passes_its_exit_code_on(repository_root: Path, tmp_path: Path):
    path = tmp_path / "work.py"
    path.write_text("import os\nprint('in a jail', os.getpid())\nos._exit(4)\n")

    result = sandbox(repository_root, "run", str(path))

    assert (result.returncode, result.stdout) == (4, "in a jail 1\n")


@pytest.mark.parametrize("place", ["/tmp", "/dev/shm"])
def test_the_code_of_the_sandbox_may_lie_where_a_jail_has_a_private_folder(repository_root: Path, place: str):
    with tempfile.TemporaryDirectory(dir=place) as folder:
        shutil.copytree(repository_root / "sandbox", Path(folder, "sandbox"))
        path = Path(folder, "work.py")
        path.write_text("import sandbox\nopen('/tmp/own', 'w').close()\nprint(sandbox.__file__)\n")

        result = sandbox(Path(folder), "run", str(path))

    assert (result.stdout, result.stderr) == (f"{folder}/sandbox/__init__.py\n", "")


def test_what_the_warm_process_compiled_is_kept_for_the_next_start(repository_root: Path, tmp_path: Path):
    shutil.copytree(repository_root / "sandbox", tmp_path / "sandbox", ignore=shutil.ignore_patterns("__pycache__"))
    path = tmp_path / "work.py"
    path.write_text("import sys\nprint(sys.dont_write_bytecode)\n")

    result = sandbox(tmp_path, "run", str(path), env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})

    assert result.stdout == "True\n"
    assert list((tmp_path / "sandbox" / "__pycache__").glob("program.*.pyc"))


def test_run_on_the_server_that_is_there_is_told_the_deadline(
    repository_root: Path, tmp_path: Path, sandbox_socket: Path
):
    path = tmp_path / "work.py"
    path.write_text("while True: pass\n")

    result = sandbox(repository_root, "run", str(path), "--socket", str(sandbox_socket), "--seconds", "0.5")

    assert result.returncode == 1
    assert result.stderr == "stopped: it ran longer than 0.5 s\n"


def test_run_of_what_is_no_program_says_so(repository_root: Path, tmp_path: Path):
    result = sandbox(repository_root, "run", str(tmp_path / "none.txt"))

    assert result.returncode == 2
    assert "not a .py or .ipynb file" in result.stderr


def test_serve_refuses_without_isolation(monkeypatch, capsys):
    from sandbox.__main__ import main

    monkeypatch.setattr(
        doctor, "_user_namespaces", lambda: doctor.Finding(name="user namespaces", ok=False, detail="no")
    )

    code = main(["serve", "--socket", "/nonexistent/socket"])

    assert code == 1
    assert "does not start: this host cannot isolate" in capsys.readouterr().err


def test_serve_says_which_environments_it_leaves_out_and_why(repository_root: Path, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(_without("tensorflow", "jax", "torch", folder=tmp_path)))

    result = sandbox(repository_root, "serve", "--socket", str(tmp_path / "s"), "--until-eof", stdin=subprocess.DEVNULL)

    assert result.returncode == 0
    assert result.stderr == (
        "Serving numpy. Left out, since modules are not installed: "
        "keras (tensorflow); keras-jax (jax); keras-torch (torch)\n"
    )


def test_serve_refuses_an_environment_that_is_not_installed(repository_root: Path, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(_without("tensorflow", folder=tmp_path)))

    result = sandbox(repository_root, "serve", "--socket", str(tmp_path / "s"), "--environments", "numpy", "keras")

    assert result.returncode == 1
    assert result.stderr == "The sandbox server does not start: modules are not installed: keras (tensorflow)\n"


def _without(*packages: str, folder: Path) -> Path:
    """Return a folder that, first on Python's path, makes ``packages`` look as if they were not installed."""
    (folder / "sitecustomize.py").write_text(
        "import importlib.util as util\n"
        "find = util.find_spec\n"
        f"util.find_spec = lambda name, package=None: None if name in {packages} else find(name, package)\n"
    )
    return folder


@pytest.mark.skipif(os.geteuid() != 0, reason="the suite runs as an ordinary user already")
def test_an_ordinary_user_can_open_jails_too(repository_root: Path, tmp_path: Path):
    python = _python_for_everybody(tmp_path)

    result = subprocess.run(
        [python, "-m", "sandbox", "doctor"],
        cwd="/",
        env={"PYTHONPATH": f"{repository_root}:{_site_packages()}", "PYTHONDONTWRITEBYTECODE": "1"},
        user=NOBODY,
        group=NOBODY,
        extra_groups=[],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert "ordinary user, uid 65534" in result.stdout, result.stderr
    assert result.stdout.endswith("This host can isolate.\n")


def _site_packages() -> str:
    import msgpack

    return str(Path(msgpack.__file__).parent.parent)


def _python_for_everybody(tmp_path: Path) -> str:
    """Return a Python of this version that an ordinary user may run and that can read the packages."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for candidate in (sys.executable, shutil.which(version, path="/usr/bin:/usr/local/bin")):
        if candidate and _runs_for_nobody(candidate):
            return candidate
    pytest.skip(f"no {version} that an ordinary user may run: install {version} as a system package")


def _runs_for_nobody(python: str) -> bool:
    command = [python, "-c", "import msgpack, pyseccomp"]
    environment = {"PYTHONPATH": _site_packages()}
    try:
        result = subprocess.run(command, cwd="/", env=environment, user=NOBODY, group=NOBODY, check=False)
    except PermissionError:
        return False
    return result.returncode == 0


def test_health_tells_a_warm_server_from_none(repository_root: Path, sandbox_socket: Path, tmp_path: Path):
    warm = sandbox(repository_root, "health", "--socket", str(sandbox_socket))
    none = sandbox(repository_root, "health", "--socket", str(tmp_path / "none.sock"))

    assert (warm.returncode, warm.stdout) == (0, "warm\n")
    assert (none.returncode, "no sandbox server at" in none.stderr) == (1, True)
