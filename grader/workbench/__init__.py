"""What a student does at an exercise: reading, writing, comparing, asking for help, handing in."""
