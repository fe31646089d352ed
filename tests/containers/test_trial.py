"""The parts of `make test-containers` that need no engine: what it concludes from what it is shown."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from containers.trial import engine, install
from containers.trial.attacks import _closing_line, attack_modules
from containers.trial.classroom import _read_result, first_works
from containers.trial.engine import find_engine
from containers.trial.hardening import PROFILE, promises_of_all, sandbox_promises
from containers.trial.host import apt_settings, pip_settings
from containers.trial.shell import CannotTryError, TrialFailedError, run

SANDBOX: dict[str, Any] = {
    "Config": {"User": "10001:10001"},
    "Mounts": [{"Type": "volume", "Source": "/data/volumes/sockets/_data", "Destination": "/run/backpass"}],
    "HostConfig": {
        "Privileged": False,
        "CapAdd": None,
        "CapDrop": ["ALL"],
        "Devices": None,
        "SecurityOpt": ["no-new-privileges:true", f"seccomp={PROFILE.read_text()}", "apparmor=unconfined"],
        "ReadonlyRootfs": True,
        "PidMode": "",
        "UTSMode": "",
        "UsernsMode": "",
        "IpcMode": "private",
        "NetworkMode": "none",
        "Memory": 1 << 30,
        "MemorySwap": 1 << 30,
        "PidsLimit": 100,
        "MaskedPaths": [],
        "ReadonlyPaths": [],
    },
}


def test_a_closed_sandbox_keeps_every_promise():
    assert [check.what for check in sandbox_promises(SANDBOX) if not check.holds] == []


@pytest.mark.parametrize(
    ("name", "value", "broken"),
    [
        ("Privileged", True, "nothing privileged"),
        ("CapAdd", ["SYS_ADMIN"], "nothing privileged"),
        ("CapDrop", ["NET_RAW"], "all capabilities dropped"),
        ("ReadonlyRootfs", False, "read-only root"),
        ("NetworkMode", "bridge", "no network"),
        ("PidMode", "host", "no namespace of the host"),
        ("Memory", 0, "bounded memory, without swap"),
        ("MemorySwap", 2 << 30, "bounded memory, without swap"),
        ("PidsLimit", None, "bounded processes"),
        ("MaskedPaths", ["/proc/kcore"], "all of /proc, for the jails' own"),
        ("SecurityOpt", [f"seccomp={PROFILE.read_text()}"], "no new privileges"),
        ("SecurityOpt", ["no-new-privileges", f"seccomp={json.dumps({})}"], "our system call profile"),
    ],
)
def test_an_open_sandbox_breaks_its_promise(name: str, value: Any, broken: str):
    described = copy.deepcopy(SANDBOX)
    described["HostConfig"][name] = value
    assert [check.what for check in sandbox_promises(described) if not check.holds] == [broken]


@pytest.mark.parametrize("user", ["", "root", "0:0"])
def test_a_container_of_root_breaks_its_promise(user: str):
    described = {**SANDBOX, "Config": {"User": user}}
    assert [check.what for check in promises_of_all(described) if not check.holds] == ["not root"]


def test_a_second_volume_breaks_a_promise():
    more = {"Type": "bind", "Source": "/var/run/docker.sock", "Destination": "/var/run/docker.sock"}
    described = {**SANDBOX, "Mounts": [*SANDBOX["Mounts"], more]}
    assert len([check for check in sandbox_promises(described) if not check.holds]) == 2


def test_builds_get_addresses_of_pips_settings_and_no_paths_of_the_host():
    listed = (
        "global.index-url='https://index.test/simple'\nglobal.cert='/etc/ca.pem'\nuser.extra-index-url='file:///x'\n"
    )
    assert pip_settings(listed) == "[global]\nindex-url = https://index.test/simple\n"


def test_builds_get_what_reaches_packages_of_apts_settings():
    dumped = 'Acquire::http::Proxy "http://proxy.test";\nDir::Cache "/x";\nAcquire::https::CAInfo "/etc/ca.pem";\n'
    assert apt_settings(dumped) == 'Acquire::http::Proxy "http://proxy.test";\n'


def test_a_result_is_read_off_the_page():
    page = (
        '<div data-state="graded" data-final="true"><span data-score="9.5">9.5 <small>/ 10 points</small></span></div>'
    )
    result = _read_result(page, 1.0)
    assert result is not None
    assert (result.state, result.score, result.max_score) == ("graded", 9.5, 10.0)


def test_a_result_that_is_not_final_is_none_yet():
    assert _read_result('<div data-state="running" data-final="false">', 1.0) is None


def test_each_first_exercise_is_tried_with_its_solution_and_a_wrong_attempt():
    works = list(first_works())
    assert all(work.file.is_file() for work in works)
    assert [work.is_right for work in works] == [True, False] * 3


def test_the_closing_line_of_the_suite_is_found():
    assert _closing_line("...\n=== 81 passed, 1 skipped in 60.00s ===\n") == "81 passed, 1 skipped in 60.00s"


@pytest.mark.parametrize("printed", ["no tests ran in 0.01s\n", "3 skipped in 0.1s\n", ""])
def test_a_suite_that_ran_nothing_has_not_passed(printed: str):
    with pytest.raises(TrialFailedError):
        _closing_line(printed)


def test_the_attack_suite_is_there():
    assert "tests/attacks/test_submissions.py" in attack_modules()


def test_a_program_that_fails_is_named_with_what_it_printed():
    with pytest.raises(TrialFailedError, match=r"sh -c .* ended with 3:\nbroken"):
        run(["sh", "-c", "echo broken; exit 3"])


def test_without_an_engine_only_root_can_start_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(engine, "_running_engine", lambda: None)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(CannotTryError, match="only root"), find_engine(tmp_path):
        pass


def test_where_packages_cannot_be_had_the_trial_says_so(monkeypatch: pytest.MonkeyPatch):
    def fail(*_: Any, **__: Any) -> str:
        raise TrialFailedError("no network")

    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(install, "run", fail)
    with pytest.raises(CannotTryError, match="no network"):
        install.install_engine()
