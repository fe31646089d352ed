"""Doing what a worker has claimed: late reports are dropped, and after an error of ours the work is given back."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeVar

from grader.errors import Interrupted, LostClaim
from grader.models import Grading, Validation
from grader.queueing import stopping
from grader.queueing.patience import AWAY, patiently

Claimed = TypeVar("Claimed", Grading, Validation)
Given_contra = TypeVar("Given_contra", Grading, Validation, contravariant=True)

logger = logging.getLogger(__name__)


class GiveBack(Protocol[Given_contra]):
    """Queues claimed work again; ``counts`` says whether the attempt is one of those that it may have."""

    def __call__(self, claimed: Given_contra, problem: str, /, *, counts: bool) -> None:
        """Do so; `LostClaim` when the attempt no longer holds it."""


def carry_out(claimed: Claimed, work: Callable[[Claimed], None], give_back: GiveBack[Claimed]) -> None:
    """Do ``work``, which stores its own end; whatever it raises beside `LostClaim` is told to ``give_back``.

    What has nothing to do with this work is none of its attempts: a sandbox or a database that is away, or a worker
    that is asked to end.
    """
    what = f"{type(claimed).__name__.lower()} {claimed.pk}"
    try:
        work(claimed)
    except LostClaim as error:
        logger.info("dropped a late report: %s", error)
    except (Interrupted, *AWAY) as error:
        logger.warning("%s, attempt %s was interrupted: %s", what, claimed.attempt, error)
        _give_back(claimed, give_back, counts=False)
    except Exception:
        logger.exception("%s, attempt %s: an error of ours", what, claimed.attempt)
        _give_back(claimed, give_back, counts=not stopping.was_asked())


def _give_back(claimed: Claimed, give_back: GiveBack[Claimed], *, counts: bool) -> None:
    try:
        patiently(partial(give_back, claimed, traceback.format_exc(), counts=counts))
    except LostClaim as error:
        logger.info("not given back: %s", error)
