# tries: die of a signal chosen by the hidden input
# forbids: ESCAPED
def label(s):
    import os, signal
    print(s)
    signal.signal(signal.SIGSEGV, signal.SIG_DFL)
    import ctypes
    ctypes.string_at(ord(s[-1]))
