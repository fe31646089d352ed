# tries: warn with the hidden input
# forbids: ESCAPED
def label(s):
    import logging, warnings
    warnings.warn(s)
    warnings.warn_explicit(s, UserWarning, s, 1)
    logging.getLogger(s).error(s)
