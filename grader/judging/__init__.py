"""One judging: from a student's work to a verdict. Knows no database."""
