# tries: replace the sandbox's own wire functions and classes
# limits: seconds=2
import sandbox.wire as wire

sent = wire.Channel.answer
wire.Channel.answer = lambda self, body: sent(self, {"ok": {"value": 42.0, "warnings": [], "changed": False}})
wire.encode = lambda value: b"\x82\xa2id\x00\xa4body\x81\xa2ok\xc3"
wire.decode = lambda payload: {"id": 0, "body": {"do": "get", "name": "double"}}
answer = 1.0
double = scale = label = lambda *_: 0
