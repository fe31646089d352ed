"""Coverage-guided fuzzing of everything that is read from untrusted processes: ``make fuzz``."""
