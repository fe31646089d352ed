# tries: answer with what is no answer: wrong types, deep nests, huge numbers, no body
import itertools

import sandbox.wire as wire

first = wire.Channel.answer
deep = []
for _ in range(200):
    deep = [deep]
forms = itertools.cycle([{"ok": deep}, {"error": 5}, {"error": {"code": [], "line": -1, "type": 7}}, {"ok": {"value": {"$": {}}}}])
wire.Channel.answer = lambda self, body: first(self, next(forms))
double = scale = label = lambda *_: 0
