"""Proving an exercise before anyone is graded by it: its sources, mutants of its solution, and many random seeds."""
