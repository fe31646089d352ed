"""The proof of exercises: their sources first, then mutants of the solutions, then right work under many seeds."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from courses.folders.exercise_folder import ExerciseFolder
from grader.proving.choosing import WHOLE
from grader.proving.durations import measured_seconds
from grader.proving.judging_many import ManyJudge
from grader.proving.mutant_proof import prove_mutants
from grader.proving.proofs import Proof
from grader.proving.seed_proof import SeedProofs, prove_seeds
from grader.proving.source_proof import prove_sources


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """How much is to be proved.

    ``attempts`` (k, n), to judge only the k-th of n parts of alternatives and known-wrong attempts (`chosen_sources`);
    ``durations`` of the solutions, measured anew; ``mutants``; ``part`` (k, n), to run only the k-th of n parts of
    them; ``seeds``, how many; ``minutes``, after which no mutant and no seed is begun any more.
    """

    attempts: tuple[int, int] = WHOLE
    durations: bool = False
    mutants: bool = False
    part: tuple[int, int] = (0, 1)
    seeds: int = 0
    minutes: float | None = None


def prove(folders: Mapping[str, ExerciseFolder], judge: ManyJudge, wanted: Wanted) -> dict[str, Proof]:
    """Return the proof of every exercise. What its own sources do not prove gets no mutants and no seeds."""
    until = None if wanted.minutes is None else time.monotonic() + wanted.minutes * 60
    proofs = prove_sources(folders, judge, wanted.attempts)
    sound = {name: folder for name, folder in folders.items() if not proofs[name].source_problems}
    measured = measured_seconds(sound, judge) if wanted.durations else {}
    seconds = {name: measured.get(name, proofs[name].solution_seconds) for name in sound}
    mutants = prove_mutants(sound, judge, seconds, wanted.part, until) if wanted.mutants else {}
    seeds = prove_seeds(sound, judge, wanted.seeds, until) if wanted.seeds else SeedProofs()
    return {
        name: replace(
            proof,
            seconds=measured.get(name),
            is_unmeasured=wanted.durations and name in sound and name not in measured,
            mutants=mutants.get(name),
            seeds=seeds.right.get(name),
            wrong_under_seeds=seeds.wrong.get(name, ()),
            is_cut_short=bool(proof.source_problems) and (wanted.mutants or wanted.seeds > 0),
        )
        for name, proof in proofs.items()
    }
