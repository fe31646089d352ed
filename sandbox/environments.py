"""The named environments: which modules a warm process imports before it forks jails."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Environment:
    """A set of modules imported beforehand, and functions called once after that.

    ``warm_ups`` are ``module:function`` names; one whose module is not installed is left out, so that the sandbox
    works without the grader. Neither they nor the imports may start a thread or run an operation of TensorFlow: the
    process must stay safe to fork.
    """

    modules: tuple[str, ...]
    warm_ups: tuple[str, ...] = ()


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

ENVIRONMENTS = {
    "numpy": Environment(modules=_COMMON, warm_ups=_WARM_UPS),
    "keras": Environment(
        modules=(*_COMMON, "pandas", "sklearn.datasets", "sklearn.model_selection", "sklearn.preprocessing",
                 "tensorflow", "keras"),
        warm_ups=(*_WARM_UPS, "sandbox.warm_up:touch_keras"),
    ),
}  # fmt: skip

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
