"""One seed for everything that draws random numbers."""

from __future__ import annotations

import random
import sys

import numpy as np


def set_seed(seed: int | None) -> None:
    """Seed ``random``, NumPy and, where it is imported, Keras with TensorFlow; nothing for ``None``."""
    if seed is None:
        return
    keras = sys.modules.get("keras")
    if keras is not None:
        keras.utils.set_random_seed(seed)
    else:
        random.seed(seed)
        np.random.seed(seed)
