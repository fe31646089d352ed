# tries: have hooks tell it later: excepthook, faulthandler, atexit, at the end of a thread
# forbids: ESCAPED
def label(s):
    import atexit, faulthandler, sys, threading
    sys.excepthook = lambda *_: print(s, flush=True)
    atexit.register(print, s, flush=True)
    threading.Timer(0.2, print, [s], {'flush': True}).start()
    faulthandler.enable()
    raise ValueError
