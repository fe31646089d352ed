# tries: keep the hidden input in files for the next job
# forbids: ESCAPED
import glob

for path in glob.glob('/*/kept-secret') + glob.glob('/dev/shm/kept-secret'):
    print('ESCAPED', open(path).read())


def label(s):
    import itertools
    for folder in ('/box', '/tmp', '/dev/shm', '/box/tests', '/usr/lib/python3'):
        try:
            open(f'{folder}/kept-secret', 'w').write(s)
        except OSError:
            pass
