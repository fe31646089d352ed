"""The named environments: which modules a warm process imports before it forks jails."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Environment:
    """A set of modules imported beforehand, and functions called once after that.

    ``warm_ups`` are ``module:function`` names; one whose module is not installed is left out, so that the sandbox
    works without the grader. ``variables`` are added to `VARIABLES`. Neither the imports nor the warm-ups may start a
    thread or run an operation of the framework: the process must stay safe to fork.
    """

    modules: tuple[str, ...]
    warm_ups: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)


_COMMON = (
    "numpy",
    "pytest",
    "IPython.core.interactiveshell",
    "nbformat",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "sandbox.program",
    "sandbox.notebook",
)
_WARM_UPS = ("sandbox.warm_up:touch_lazy_imports", "grader.testkit.warm:warm")

_LEARNING = (*_COMMON, "pandas", "sklearn.datasets", "sklearn.model_selection", "sklearn.preprocessing")

ENVIRONMENTS = {
    "numpy": Environment(modules=_COMMON, warm_ups=_WARM_UPS),
    "keras": Environment(
        modules=(*_LEARNING, "tensorflow", "keras"),
        warm_ups=(*_WARM_UPS, "sandbox.warm_up:touch_keras"),
    ),
    "keras-jax": Environment(
        modules=(*_LEARNING, "jax", "keras"),
        warm_ups=(*_WARM_UPS, "sandbox.warm_up:touch_jax"),
        variables={"KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu"},
    ),
    "keras-torch": Environment(
        modules=(*_LEARNING, "torch", "keras"),
        warm_ups=(*_WARM_UPS, "sandbox.warm_up:touch_torch"),
        variables={"KERAS_BACKEND": "torch", "KERAS_TORCH_DEVICE": "cpu", "PYTORCH_NVML_BASED_CUDA_CHECK": "1"},
    ),
}

VARIABLES = {
    "HOME": "/tmp",
    "LANG": "C.UTF-8",
    "PATH": "/usr/bin:/bin",
    "MPLBACKEND": "agg",
    "MPLCONFIGDIR": "/tmp",
    "KERAS_BACKEND": "tensorflow",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "CUDA_VISIBLE_DEVICES": "",
    "PYTHONHASHSEED": "0",
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
}
"""All environment variables of a warm process. Nothing is inherited, so no secret can be.

One BLAS thread, since a thread pool made at import does not survive a fork; TensorFlow makes its own in the jail.
oneDNN compiles a kernel for each new shape, which costs small networks more than it saves them: without it the iris
notebook runs in 0.9 times the time, dense networks train faster and recurrent ones alike; convolutions are slower.
Huge pages for the heap make a fork copy fewer page table entries: a keras jail opens in about two thirds of the time.
"""


def variables_of(environment: str) -> dict[str, str]:
    """Return all environment variables of an environment's warm process."""
    return {**VARIABLES, **ENVIRONMENTS[environment].variables}


def installed() -> Iterator[str]:
    """Yield the environments whose modules are there; JAX and PyTorch are not installed unless somebody asks."""
    return (name for name in ENVIRONMENTS if not missing_modules(name))


def missing_modules(environment: str) -> list[str]:
    """Return the packages of the environment that are not installed."""
    packages = dict.fromkeys(module.partition(".")[0] for module in ENVIRONMENTS[environment].modules)
    return [package for package in packages if importlib.util.find_spec(package) is None]
