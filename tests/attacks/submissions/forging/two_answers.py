# tries: answer each question twice, the second time for the next one
import sandbox.wire as wire

first = wire.Channel.answer


def twice(self, body):
    for _ in range(3):
        first(self, body)


wire.Channel.answer = twice
double = lambda x: 6.5
