# tries: find the tests among the imported modules
# forbids: ESCAPED
import sys

for name, module in sorted(sys.modules.items()):
    file = getattr(module, "__file__", None) or ""
    if "/tests/" in file and "/box" in file or name.startswith(("test_", "conftest")):
        print("ESCAPED", name, file)
for folder in sys.path:
    if folder.startswith("/box"):
        print(folder)
try:
    import tests.test_hidden as hidden
    print("ESCAPED", hidden)
except ImportError as error:
    print(error)
