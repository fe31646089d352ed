"""The steps of the load that are taken in a process beside a site: ``python -m benchmarks.load.steps STEP …``.

Each prints one JSON object.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import django

from benchmarks.load import people, waits

STEPS: dict[str, Callable[..., dict[str, Any]]] = {
    "prepare": people.prepare,
    "look": people.look,
    "flood": waits.flood,
    "most": waits.most,
}

if __name__ == "__main__":
    django.setup()
    print(json.dumps(STEPS[sys.argv[1]](*sys.argv[2:])))
