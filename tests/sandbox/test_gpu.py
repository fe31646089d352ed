"""GPUs without one: what is found, what a jail is given, and what happens to a job that takes more than its share."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sandbox import Client, Ending, Event, Job, JobEnd, JobRefused, Limits, Program
from sandbox.gpu import CONTEXT_MB, Gpus, GpuView, Host, Lease, libraries_in_cache
from sandbox.gpu_start import variables
from sandbox.gpu_watch import SlotsInUse, is_descendant
from sandbox.nvml import gpus_of_this_host
from sandbox.server import Server
from tests.sandbox.fake_gpus import FakeDriver, make_host, uuid_of

LOOK = """
import os
print(sorted(name for name in os.listdir("/dev") if "nvidia" in name), os.listdir("/dev/nvidia-caps"))
print(os.environ.get("CUDA_VISIBLE_DEVICES"))
"""
ALLOCATE = """
import os, time
node = os.open("/dev/nvidia0", os.O_RDWR)
os.ftruncate(node, 0)
os.pwrite(node, str({mb} * 1024 * 1024).encode(), 0)
{after}
"""
LEASE = Lease(device=uuid_of(0), slot=0, memory_mb=500)


@pytest.fixture
def host(tmp_path: Path) -> Host:
    for parent in [tmp_path, *tmp_path.parents][:3]:
        parent.chmod(0o755)
    return make_host(tmp_path / "host")


@contextmanager
def serving(folder: Path, gpus: Gpus) -> Iterator[Client]:
    server = Server(folder / "gpu.sock", ["numpy"], gpus=gpus)
    thread = threading.Thread(target=server.serve)
    thread.start()
    client = Client(folder / "gpu.sock")
    try:
        client.wait_until_warm()
        yield client
    finally:
        server.stop()
        thread.join()


@pytest.fixture
def client(tmp_path: Path, host: Host) -> Iterator[Client]:
    with serving(tmp_path, Gpus.offered(FakeDriver(host), host, slots=2)) as client:
        yield client


def job(source: str, lease: Lease | None = LEASE, **limits: Any) -> Job:
    program = Program(entry="sandbox.alone:main", files={"main.py": source.encode()}, arguments={"main": "main.py"})
    return Job(id="gpu", environment="numpy", submission=program, gpu=lease, limits=Limits(**{"seconds": 20, **limits}))


def run(client: Client, job: Job) -> tuple[JobEnd, str]:
    texts: list[str] = []

    def keep(event: Event) -> None:
        texts.append(event.data.get("text", ""))

    return client.run(job, keep), "".join(texts)


def test_finds_devices_and_the_parts_of_the_driver_that_computing_needs(host: Host) -> None:
    gpus = Gpus.offered(FakeDriver(host), host, "all", slots=4)

    view = gpus.view(Lease(device=uuid_of(1), slot=3, memory_mb=10_000))

    assert [(device.index, device.share_mb) for device in gpus.devices] == [(0, 250), (1, 250)]
    assert set(view.nodes) == {"/dev/nvidia1", "/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-caps"}
    assert {Path(path).name for path in view.libraries} == {"libcuda.so.1", "libcuda.so.580.1"}
    assert view.memory_mb == 250
    assert gpus.variables["LD_LIBRARY_PATH"].endswith("nvidia/lib64")


@pytest.mark.parametrize(("wanted", "indexes"), [("all", [0, 1]), ("1", [1]), ("1,0", [1, 0]), ("", [])])
def test_offers_the_devices_that_the_operator_names(host: Host, wanted: str, indexes: list[int]) -> None:
    gpus = Gpus.offered(FakeDriver(host), host, wanted)

    assert [device.index for device in gpus.devices] == indexes


def test_names_a_device_that_is_not_there(host: Host) -> None:
    with pytest.raises(ValueError, match="no GPU 7 here"):
        Gpus.offered(FakeDriver(host), host, "0,7")


def test_a_host_without_nodes_has_no_devices(tmp_path: Path) -> None:
    assert gpus_of_this_host(host=Host(dev=tmp_path)).devices == []


def test_frameworks_are_told_of_the_share_less_what_a_context_takes(host: Host) -> None:
    gpus = Gpus.offered(FakeDriver(host, memory_mb=16_000), host, slots=2)

    view = gpus.view(Lease(device=uuid_of(0), slot=0, memory_mb=8_000))

    assert view.fraction == pytest.approx((8_000 - CONTEXT_MB) / 16_000)
    assert variables(view)["XLA_PYTHON_CLIENT_MEM_FRACTION"] == str(view.fraction)
    assert variables(view)["CUDA_VISIBLE_DEVICES"] == uuid_of(0)
    assert GpuView.from_dict(view.to_dict()) == view


def test_reads_the_linkers_cache(tmp_path: Path) -> None:
    cache = tmp_path / "ld.so.cache"
    cache.write_bytes(b"glibc-ld.so.cache1.1\0/opt/driver/libcuda.so.1\0libcuda.so.1\0/lib/libGL.so.1\0")

    assert libraries_in_cache(cache) == ("/opt/driver/libcuda.so.1",)
    assert libraries_in_cache(tmp_path / "none") == ()


def test_one_slot_has_one_holder() -> None:
    slots, other = SlotsInUse(), replace(LEASE, slot=1)

    with slots.hold(LEASE):
        assert slots.is_alone(LEASE)
        with slots.hold(other):
            assert not slots.is_alone(LEASE)
        with pytest.raises(JobRefused, match="in use"), slots.hold(LEASE):
            pass
    with slots.hold(LEASE):
        pass


def test_knows_who_started_whom() -> None:
    assert is_descendant(os.getpid(), os.getppid())
    assert not is_descendant(os.getppid(), os.getpid())
    assert not is_descendant(2**22 + 1, os.getpid())


COMMANDS = """
import fcntl
for command in (0xC0384600, 0x30000001, 0x19, 0x40086602, 0x401C5820):
    try: fcntl.ioctl(open("/dev/null"), command, bytes(64))
    except OSError as error: print(hex(command), error.errno)
"""
"""Two of the driver's device nodes, one plain number, and two of file systems: 25 is ENOTTY, 1 is EPERM."""


@pytest.mark.slow
class TestJail:
    """Real jails with a device that is not there."""

    def test_sees_its_one_device_and_the_others_see_none(self, client: Client) -> None:
        _, with_gpu = run(client, job(LOOK))
        _, without = run(client, job(LOOK.replace(', os.listdir("/dev/nvidia-caps")', ""), lease=None))

        assert with_gpu.splitlines() == [
            "['nvidia-caps', 'nvidia-uvm', 'nvidia0', 'nvidiactl'] ['nvidia-cap1']",
            uuid_of(0),
        ]
        assert without.splitlines() == ["[]", "None"]

    def test_finds_the_drivers_libraries(self, client: Client, host: Host) -> None:
        folder = host.library_folders[0]

        _, said = run(
            client, job(f"import os\nprint(sorted(os.listdir({folder!r})), open('{folder}/libcuda.so.1').read())")
        )

        assert said == "['libcuda.so.1', 'libcuda.so.580.1'] driver\n"

    def test_may_map_anonymous_shared_memory_which_counts_by_its_size(self, client: Client) -> None:
        source = "import mmap, time\nblock = mmap.mmap(-1, {mb} << 20)\nprint('mapped')\ntime.sleep({seconds})"

        small, said = run(client, job(source.format(mb=1, seconds=0)))
        large, _ = run(client, job(source.format(mb=600, seconds=10), memory_mb=256))
        refused, told = run(client, job(source.format(mb=1, seconds=0), lease=None))

        assert (small.submission.ending, said) == (Ending.FINISHED, "mapped\n")
        assert large.submission.ending == Ending.MEMORY
        assert "PermissionError" in told, refused

    def test_may_send_the_drivers_commands_and_not_those_of_file_systems(self, client: Client) -> None:
        _, said = run(client, job(COMMANDS))
        _, without = run(client, job(COMMANDS, lease=None))

        assert said.splitlines() == ["0xc0384600 25", "0x30000001 25", "0x19 25", "0x40086602 1", "0x401c5820 1"]
        assert {line.split()[1] for line in without.splitlines()} == {"1"}

    def test_stops_a_job_over_its_share_of_gpu_memory(self, client: Client) -> None:
        end, said = run(client, job(ALLOCATE.format(mb=501, after="time.sleep(15)\nprint('survived')")))

        assert end.submission.ending == Ending.GPU_MEMORY
        assert end.submission.peak_gpu_memory_mb == 501
        assert "survived" not in said

    def test_counts_what_a_child_process_takes(self, client: Client) -> None:
        source = "import os, time\nif os.fork():\n    time.sleep(15)\nos.setsid()\nif os.fork():\n    os._exit(0)\n"

        end, _ = run(client, job(source + ALLOCATE.format(mb=600, after="time.sleep(15)")))

        assert end.submission.ending == Ending.GPU_MEMORY

    def test_leaves_a_job_within_its_share_alone(self, client: Client) -> None:
        end, said = run(client, job(ALLOCATE.format(mb=499, after="time.sleep(1)\nprint('done')")))

        assert (end.submission.ending, said) == (Ending.FINISHED, "done\n")

    def test_an_exercise_may_allow_less_than_the_share(self, client: Client) -> None:
        end, _ = run(client, job(ALLOCATE.format(mb=300, after="time.sleep(15)"), gpu_memory_mb=200))

        assert end.submission.ending == Ending.GPU_MEMORY

    @pytest.mark.parametrize("lease", [replace(LEASE, slot=2), replace(LEASE, device="GPU-other")])
    def test_refuses_a_lease_of_what_it_does_not_have(self, client: Client, lease: Lease) -> None:
        with pytest.raises(JobRefused, match="no slot"):
            client.run(job(LOOK, lease))

    def test_tells_what_it_offers(self, client: Client) -> None:
        device = {"index": 0, "uuid": uuid_of(0), "name": "Test GPU", "memory_mb": 1000, "slots": 2}

        assert client.ping()["gpus"][0] == device

    def test_where_processes_have_no_numbers_a_lone_job_answers_for_the_growth(
        self, tmp_path: Path, host: Host
    ) -> None:
        gpus = Gpus.offered(FakeDriver(host, names_processes=False), host)
        with serving(tmp_path, gpus) as client:
            lease = replace(LEASE, memory_mb=400)
            end, _ = run(client, job(ALLOCATE.format(mb=500, after="time.sleep(15)"), lease))

        assert end.submission.ending == Ending.GPU_MEMORY
