# tries: print what a hidden test calls with
# forbids: ESCAPED
def label(s):
    print(s, s[::-1], list(s), flush=True)
