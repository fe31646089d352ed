# tries: end with an exception whose message, type, notes, causes and source lines are huge
# limits: seconds=3
# forbids: ESCAPED


class Endless(Exception):
    """Says more each time it is asked."""

    def __str__(self):
        return "x" * 50_000_000

    __repr__ = __str__


Endless.__name__ = Endless.__qualname__ = "E" * 1_000_000
error = Endless("y" * 10_000_000)
for number in range(3):
    error.add_note("n" * 10_000)
    previous, error = error, Endless(number)
    error.__cause__ = previous
error.add_note("n" * 50_000_000)
exec(compile("\n" * 1000 + "raise error #" + "s" * 5_000_000, "/box/submission.py", "exec"))
