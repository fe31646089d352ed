"""A demonstration course: a plausible term of made-up students whose work was really graded."""
