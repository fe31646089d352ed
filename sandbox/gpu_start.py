"""In a jail that has a GPU, before the student's code: let the framework see the device, within its share.

A warm process never touches CUDA: a context does not survive a fork. It imports TensorFlow, JAX or PyTorch with
``CUDA_VISIBLE_DEVICES`` empty, and none of them asks the driver before its first operation, so that what is set here,
after the fork, is what they read; see docs/gpu.md.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from sandbox.gpu import CONTEXT_MB, GpuView


def use(gpu: GpuView) -> None:
    """Set the variables, and tell the framework that is imported."""
    os.environ.update(variables(gpu))
    for name, tell in (("tensorflow", _tell_tensorflow), ("jax", _tell_jax), ("torch", _tell_torch)):
        if name in sys.modules:
            tell(sys.modules[name], gpu)


def variables(gpu: GpuView) -> dict[str, str]:
    """Return the environment variables of a jail with a GPU. The driver reads the first at its first call."""
    return {
        "CUDA_VISIBLE_DEVICES": gpu.uuid,
        "CUDA_DEVICE_ORDER": "PCI_BUS_ID",
        # A jail starts with empty folders, so a cache of compiled kernels would only fill them.
        "CUDA_CACHE_DISABLE": "1",
        "XLA_PYTHON_CLIENT_PREALLOCATE": "false",
        "XLA_PYTHON_CLIENT_MEM_FRACTION": str(gpu.fraction),
        "TF_FORCE_GPU_ALLOW_GROWTH": "true",
    }


def _tell_tensorflow(tensorflow: Any, gpu: GpuView) -> None:
    # Switched off by `sandbox.warm_up`; on a GPU it chooses the layout of images.
    tensorflow.config.optimizer.set_experimental_options({"disable_meta_optimizer": False})
    limit = max(gpu.memory_mb - CONTEXT_MB, gpu.memory_mb // 2)
    for device in tensorflow.config.list_physical_devices("GPU"):
        share = tensorflow.config.LogicalDeviceConfiguration(memory_limit=limit)
        tensorflow.config.set_logical_device_configuration(device, [share])


def _tell_jax(jax: Any, _gpu: GpuView) -> None:
    # The warm process was started with JAX_PLATFORMS=cpu, which JAX reads once, when it is imported.
    jax.config.update("jax_platforms", None)


def _tell_torch(torch: Any, gpu: GpuView) -> None:
    keras_torch = sys.modules.get("keras.src.backend.torch.core")
    if keras_torch is not None and torch.cuda.is_available():
        keras_torch.DEFAULT_DEVICE = "cuda"  # type: ignore[attr-defined]
    # Called when PyTorch opens its context, by whatever the student's code does first.
    torch.cuda._lazy_call(lambda: torch.cuda.set_per_process_memory_fraction(gpu.fraction))
