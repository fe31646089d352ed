"""A grading's way through the database: waiting for its turn, claimed, recorded, ended, or given back."""
