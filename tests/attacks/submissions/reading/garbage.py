# tries: ask the garbage collector for every object there is
# forbids: ESCAPED
import gc

gc.unfreeze()
needle = "CAN" + "ARY-"
for thing in gc.get_objects():
    try:
        if isinstance(thing, dict):
            texts = [value for value in thing.values() if isinstance(value, str)]
            if any(needle in text and "Needle" not in text for text in texts if text != needle and len(text) < 40):
                print("ESCAPED", thing)
    except Exception:
        continue
