# tries: raise on a line chosen by the hidden input
# forbids: ESCAPED
def label(s):
    exec(compile('\n' * int.from_bytes(s.encode()[-3:], 'big') + '1 / 0', __file__, 'exec'))
