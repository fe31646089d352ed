# tries: never end being imported: a chain of modules that each write the next
# limits: seconds=1.5
# forbids: ESCAPED
import sys
from pathlib import Path

SOURCE = """
import importlib, sys
from pathlib import Path
number = {number}
Path(f"/tmp/module{{number + 1}}.py").write_text(Path(__file__).read_text().replace("= {number}", f"= {{number + 1}}", 1))
importlib.import_module(f"module{{number + 1}}")
"""
sys.path.insert(0, "/tmp")
sys.setrecursionlimit(10**6)
Path("/tmp/module0.py").write_text(SOURCE.format(number=0))
while True:
    try:
        import module0
    except BaseException as error:
        print(type(error))
        sys.modules.pop("module0", None)
