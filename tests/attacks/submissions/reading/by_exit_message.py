# tries: end the program with the hidden input as its last word
# forbids: ESCAPED
def label(s):
    raise SystemExit(s)
