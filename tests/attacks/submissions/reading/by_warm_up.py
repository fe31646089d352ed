# tries: leave it in modules that are shared: sys, builtins, linecache, os.environ
# forbids: ESCAPED
import builtins
import os
import sys

if hasattr(builtins, 'kept') or hasattr(sys, 'kept') or 'KEPT' in os.environ:
    print('ESCAPED', sys.kept)


def label(s):
    import builtins, linecache, os, sys
    builtins.kept = sys.kept = s
    os.environ['KEPT'] = s
    linecache.cache[s] = (1, None, [s], s)
