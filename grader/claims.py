"""Doing what a worker has claimed: late reports are dropped, and after an error of ours the work is given back."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from typing import TypeVar

from grader.errors import LostClaim
from grader.models import Grading, Validation

Claimed = TypeVar("Claimed", Grading, Validation)

logger = logging.getLogger(__name__)


def carry_out(claimed: Claimed, work: Callable[[Claimed], None], give_back: Callable[[Claimed, str], None]) -> None:
    """Do ``work``, which stores its own end; whatever it raises beside `LostClaim` is told to ``give_back``."""
    what = f"{type(claimed).__name__.lower()} {claimed.pk}"
    try:
        work(claimed)
    except LostClaim as error:
        logger.info("dropped a late report: %s", error)
    except Exception:
        logger.exception("%s, attempt %s: an error of ours", what, claimed.attempt)
        try:
            give_back(claimed, traceback.format_exc())
        except LostClaim as error:
            logger.info("not given back: %s", error)
