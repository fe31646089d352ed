"""What a student has done and what comes next."""
