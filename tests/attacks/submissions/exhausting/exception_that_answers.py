# tries: end with an exception whose text never comes, and whose attributes raise others
# limits: seconds=1.5
# forbids: ESCAPED
import time


class Silent(BaseException):
    """Everything that one could ask it takes for ever."""

    def __str__(self):
        while True:
            time.sleep(1)

    @property
    def __traceback__(self):
        raise Silent

    @property
    def __cause__(self):
        raise Silent

    __repr__ = __str__


raise Silent
