"""Jails on a real NVIDIA GPU. `make test-gpu` runs these; PyTorch, JAX or TensorFlow, whichever is there, is enough."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox import Client, Ending, Event, Job, JobEnd, Limits, Program, private_server
from sandbox.environments import installed
from sandbox.gpu import Driver, Host, Lease
from sandbox.nvml import open_nvml

NODES = Host().nodes()
pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(not NODES, reason="there is no /dev/nvidia0: this computer has no NVIDIA GPU"),
]
KERAS = [name for name in ("keras-torch", "keras-jax", "keras") if name in installed()]
NO_FRAMEWORK = [pytest.param("", marks=pytest.mark.skip(reason="no framework with Keras is here"))]
SHARE_MB = 4_000
GIVEN_BACK_SECONDS = 20.0
MEBIBYTE = 1024 * 1024

NODES_IN_JAIL = """
import os, re
print(sorted(name for name in os.listdir("/dev") if re.fullmatch("nvidia[0-9]+", name)))
"""
DEVICES = {
    "keras-torch": "import torch\nprint(torch.cuda.device_count(), torch.zeros(2, device='cuda').device.type)",
    "keras-jax": "import jax\nprint(len(jax.devices()), jax.devices()[0].platform)",
    "keras": "import tensorflow as tf\nprint(len(tf.config.list_physical_devices('GPU')), 'gpu')",
}
# Past every framework, as code would that does not want to keep to its share.
ALLOCATE = """
import ctypes, time

cuda = ctypes.CDLL("libcuda.so.1")


def call(name, *arguments):
    code = getattr(cuda, name)(*arguments)
    assert code == 0, f"{{name}} gave {{code}}"


device, context, block = ctypes.c_int(), ctypes.c_void_p(), ctypes.c_void_p()
call("cuInit", 0)
call("cuDeviceGet", ctypes.byref(device), 0)
call("cuCtxCreate_v2", ctypes.byref(context), 0, device)
call("cuMemAlloc_v2", ctypes.byref(block), ctypes.c_size_t({mb} * 1024 * 1024))
print("allocated", flush=True)
time.sleep({seconds})
print("kept", flush=True)
"""
TOO_MUCH = {
    "keras-torch": "import torch\ntorch.zeros({count}, device='cuda')",
    "keras-jax": "import jax.numpy as np\nnp.zeros({count}, 'float32').block_until_ready()",
    "keras": "import tensorflow as tf\ntf.zeros([{count}])",
}
TRAIN = """
import numpy as np
import keras

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(256, activation="relu"), keras.layers.Dense(10)])
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), jit_compile=False)
model.train_on_batch(np.ones((32, 64), "float32"), np.zeros(32, "int32"))
print("stepped", flush=True)
model.fit(np.ones((256, 64), "float32"), np.zeros(256, "int32"), epochs=2, verbose=0)
print(keras.backend.backend(), "trained", flush=True)
"""


@pytest.fixture(scope="module")
def driver() -> Driver:
    found = open_nvml()
    assert found is not None, "NVML cannot be used: is nvidia-ml-py installed?"
    return found


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with private_server(["numpy", *KERAS], 4, "--gpu-slots", "2") as path:
        yield Client(path)


@pytest.fixture(params=[*KERAS] or NO_FRAMEWORK)
def environment(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def uuid(client: Client) -> str:
    devices = client.ping()["gpus"]
    assert devices, "the server offers no GPU; its log says why"
    return str(devices[0]["uuid"])


class Run(threading.Thread):
    """A job that runs beside the test."""

    def __init__(self, client: Client, source: str, uuid: str, slot: int = 0, environment: str = "numpy") -> None:
        super().__init__()
        self._client = client
        program = Program(entry="sandbox.alone:main", files={"main.py": source.encode()}, arguments={"main": "main.py"})
        self._job = Job(
            id="gpu",
            environment=environment,
            submission=program,
            limits=Limits(seconds=180, memory_mb=16_384, files_mb=256, processes=4096),
            gpu=Lease(device=uuid, slot=slot, memory_mb=SHARE_MB),
        )
        self.said: list[tuple[float, str]] = []
        self.end: JobEnd | None = None
        self.began = time.monotonic()
        self.start()

    def run(self) -> None:
        self.end = self._client.run(self._job, self._keep)

    def _keep(self, event: Event) -> None:
        self.said.append((time.monotonic() - self.began, str(event.data.get("text", ""))))

    def finish(self) -> JobEnd:
        """Wait for the job's end and return it."""
        self.join()
        assert self.end is not None
        return self.end

    @property
    def text(self) -> str:
        """What it has printed so far."""
        return "".join(text for _, text in self.said)

    def wait_for(self, text: str) -> None:
        """Wait until it has printed ``text``."""
        while text not in self.text:
            assert self.is_alive(), self.text
            time.sleep(0.05)


def test_the_job_has_the_node_of_its_device_alone(client: Client, uuid: str) -> None:
    job = Run(client, NODES_IN_JAIL, uuid)

    end = job.finish()

    offered = client.ping()["gpus"][0]["index"]
    assert (end.submission.ending, job.text.strip()) == (Ending.FINISHED, f"['nvidia{offered}']")


def test_the_framework_sees_one_device(client: Client, uuid: str, environment: str) -> None:
    job = Run(client, DEVICES[environment], uuid, environment=environment)

    end = job.finish()

    assert end.submission.ending == Ending.FINISHED, job.text
    assert job.text.split()[-2:] in (["1", "cuda"], ["1", "gpu"])


def test_no_process_of_the_server_has_touched_cuda(client: Client, uuid: str) -> None:
    """NVML opens the control node alone; whoever makes a context opens ``nvidia-uvm``."""
    processes = [path for path in Path("/proc").iterdir() if path.name.isdigit() and _is_sandbox(path)]

    opened = {target for process in processes for target in _open_files(process)}

    assert len(processes) > len(KERAS)
    assert "/dev/nvidia-uvm" not in opened


def _is_sandbox(process: Path) -> bool:
    try:
        return b"\0-m\0sandbox" in (process / "cmdline").read_bytes()
    except OSError:
        return False


def _open_files(process: Path) -> list[str]:
    found = []
    for path in (process / "fd").iterdir():
        with contextlib.suppress(OSError):
            found.append(str(path.readlink()))
    return found


def test_two_jobs_cannot_exceed_their_shares(client: Client, uuid: str) -> None:
    modest = Run(client, ALLOCATE.format(mb=SHARE_MB // 2, seconds=6), uuid, slot=0)
    modest.wait_for("allocated")

    greedy = Run(client, ALLOCATE.format(mb=SHARE_MB + 1, seconds=60), uuid, slot=1)

    assert greedy.finish().submission.ending == Ending.GPU_MEMORY, greedy.text
    assert modest.finish().submission.ending == Ending.FINISHED, modest.text
    assert "kept" in modest.text
    assert "kept" not in greedy.text


def test_a_framework_keeps_to_its_share_by_itself(client: Client, uuid: str, environment: str) -> None:
    count = (SHARE_MB - 100) * MEBIBYTE // 4

    job = Run(client, TOO_MUCH[environment].format(count=count), uuid, environment=environment)

    assert job.finish().submission.ending == Ending.EXITED, job.text
    assert "memory" in job.text.lower()


def test_a_killed_job_gives_its_memory_back(client: Client, uuid: str, driver: Driver) -> None:
    driver.devices()
    before = driver.used(uuid)
    job = Run(client, ALLOCATE.format(mb=SHARE_MB + 500, seconds=60), uuid)

    assert job.finish().submission.ending == Ending.GPU_MEMORY, job.text

    deadline = time.monotonic() + GIVEN_BACK_SECONDS
    while driver.used(uuid) > before + 64 * MEBIBYTE and time.monotonic() < deadline:
        time.sleep(0.1)
    assert driver.used(uuid) <= before + 64 * MEBIBYTE


def test_it_trains_and_tells_how_long_the_first_step_took(
    client: Client, uuid: str, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    job = Run(client, TRAIN, uuid, environment=environment)

    end = job.finish()

    assert end.submission.ending == Ending.FINISHED, job.text
    seconds = next(when for when, text in job.said if "stepped" in text)
    with capsys.disabled():
        print(
            f"\n{environment}: {seconds:.2f} s from the lease to the end of the first training step, "
            f"{end.submission.peak_gpu_memory_mb:.0f} MB of GPU memory at most"
        )


def test_it_trains_in_a_second_jail_as_in_the_first(client: Client, uuid: str, environment: str) -> None:
    jobs = [Run(client, TRAIN, uuid, slot=slot, environment=environment) for slot in (0, 1)]

    assert [job.finish().submission.ending for job in jobs] == [Ending.FINISHED] * 2, [job.text for job in jobs]
