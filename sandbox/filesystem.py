"""What a jail sees as its file system: a small read-only tree with just what Python needs, and two private folders."""

from __future__ import annotations

import os
import site
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from sandbox import syscalls
from sandbox.gpu import GpuView
from sandbox.limits import MAX_FILES, PRIVATE_FOLDERS

BOX = PRIVATE_FOLDERS[0]
"""The working folder of the code in a jail."""

_REPOSITORY = Path(__file__).resolve().parent.parent
_OUR_PACKAGES = ("sandbox", "grader/testkit", "grader/__init__.py")
_SYSTEM_PATHS = (
    "/lib64",
    "/lib/ld-linux-aarch64.so.1",
    "/usr/lib64",
    "/usr/share/zoneinfo",
    "/etc/ld.so.cache",
    "/etc/localtime",
)
# No "zero": mapping it gives shared memory that belongs to no process.
_DEVICES = ("null", "full", "random", "urandom")
_SMALL_FILES = {
    "/etc/passwd": "student:x:1000:1000::/tmp:/usr/sbin/nologin\n",
    "/etc/group": "student:x:1000:\n",
    "/etc/hosts": "127.0.0.1 localhost\n",
    "/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
}
_PRIVATE = syscalls.MS_NOSUID | syscalls.MS_NODEV | syscalls.MS_NOEXEC
_DEVICE_LINKS = {"fd": "/proc/self/fd", "stdin": "/proc/self/fd/0", "stdout": "/proc/self/fd/1"}


@dataclass(frozen=True)
class Tree:
    """The paths of the host that a jail may read, as found when the warm process started."""

    binds: tuple[str, ...]
    links: tuple[tuple[str, str], ...]

    @classmethod
    def of_this_python(cls) -> Tree:
        """Find the standard library, the installed packages, our own two packages and the shared libraries."""
        paths = [Path(path) for path in _python_paths() + _library_paths()]
        paths += [_REPOSITORY / name for name in _OUR_PACKAGES]
        return cls.of_paths([str(path) for path in paths])

    @classmethod
    def of_paths(cls, paths: list[str]) -> Tree:
        """Find what must be bound and linked for ``paths`` to be there."""
        binds: dict[str, None] = {}
        links: dict[str, str] = {}
        for path in paths:
            _resolve(Path(path), binds, links)
        return cls(_outermost(binds), tuple(links.items()))

    def covers(self, path: str) -> bool:
        """Whether ``path``, or a folder that holds it, is bound; links on the way to it are followed."""
        real = os.path.realpath(path)
        return any(real == bound or real.startswith(bound + "/") for bound in self.binds)


def _python_paths() -> list[str]:
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    return [sysconfig.get_path(name) for name in names] + site.getsitepackages() + _real_stdlib()


def _real_stdlib() -> list[str]:
    base = sysconfig.get_config_var("LIBDIR") or ""
    library = sysconfig.get_config_var("INSTSONAME") or ""
    return [str(Path(os.__file__).parent), str(Path(base) / library)]


def _library_paths() -> list[str]:
    triple = sysconfig.get_config_var("MULTIARCH") or ""
    return [*_SYSTEM_PATHS, *((f"/lib/{triple}", f"/usr/lib/{triple}") if triple else ("/usr/lib",))]


def _resolve(path: Path, binds: dict[str, None], links: dict[str, str]) -> None:
    """Record ``path`` as a bind, and each symbolic link on the way to it as a link."""
    try:
        if not path.exists():
            return
    except PermissionError:  # Not for this user, and so not for its jails.
        return
    for part in (*reversed(path.parents), path):
        if part.is_symlink():
            links[str(part)] = os.readlink(part)
            _resolve(part.parent / os.readlink(part) / path.relative_to(part), binds, links)
            return
    binds[os.path.normpath(path)] = None


def _outermost(binds: dict[str, None]) -> tuple[str, ...]:
    kept: list[str] = []
    for path in sorted(binds):
        if not any(path.startswith(parent + "/") or path == parent for parent in kept):
            kept.append(path)
    return tuple(kept)


def build(root: str, tree: Tree, gpu: GpuView | None = None) -> None:
    """Make the jail's tree at ``root`` and change into it; the host's tree is gone afterwards.

    The private folders are as small as can be until ``resize``. Called in a fresh mount namespace by a process that
    still has capabilities there. Raises ``OSError``.
    """
    syscalls.mount("none", "/", None, syscalls.MS_REC | syscalls.MS_PRIVATE)
    syscalls.mount("jail", root, "tmpfs", syscalls.MS_NOSUID | syscalls.MS_NODEV, "size=4m,mode=0755")
    # Before the binds: Python or this repository may itself lie in one of these folders.
    _add_private_folders(root)
    for path in tree.binds:
        _bind(path, root + path)
    for link, destination in tree.links:
        os.makedirs(os.path.dirname(root + link), exist_ok=True)
        if not os.path.lexists(root + link):
            os.symlink(destination, root + link)
    _add_devices(root)
    if gpu is not None:
        _add_gpu(root, tree, gpu)
    _add_small_files(root)
    _add_proc(root)
    _enter(root)


def _bind(source: str, target: str) -> None:
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o444))
    syscalls.bind_read_only(source, target)


def _add_devices(root: str) -> None:
    for name in _DEVICES:
        target = f"{root}/dev/{name}"
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o666))
        syscalls.mount(f"/dev/{name}", target, None, syscalls.MS_BIND)
    for name, destination in _DEVICE_LINKS.items():
        os.symlink(destination, f"{root}/dev/{name}")


def _add_gpu(root: str, tree: Tree, gpu: GpuView) -> None:
    """Show the nodes of one device and its driver's libraries, those that do not lie in the tree already."""
    for target, source in gpu.nodes.items():
        if os.path.isdir(source):
            os.makedirs(root + target, exist_ok=True)
        else:
            os.close(os.open(root + target, os.O_CREAT | os.O_WRONLY, 0o666))
        syscalls.mount(source, root + target, None, syscalls.MS_BIND)
    driver = Tree.of_paths([path for path in gpu.libraries if not tree.covers(path)])
    for path in driver.binds:
        if not tree.covers(path):
            _bind(path, root + path)
    for link, destination in driver.links:
        if not os.path.lexists(root + link):
            os.makedirs(os.path.dirname(root + link), exist_ok=True)
            os.symlink(destination, root + link)


def _add_small_files(root: str) -> None:
    os.makedirs(root + "/etc", exist_ok=True)
    for path, content in _SMALL_FILES.items():
        with open(root + path, "w") as file:
            file.write(content)


def _add_private_folders(root: str) -> None:
    for path in PRIVATE_FOLDERS:
        os.makedirs(root + path, exist_ok=True)
        syscalls.mount("private", root + path, "tmpfs", _PRIVATE, _options(1))


def resize(files_mb: int) -> None:
    """Give each private folder of the jail that the caller is in room for ``files_mb``, while that is still allowed."""
    for path in PRIVATE_FOLDERS:
        syscalls.mount("private", path, "tmpfs", syscalls.MS_REMOUNT | _PRIVATE, _options(files_mb))


def _options(files_mb: int) -> str:
    return f"size={files_mb + 1}m,nr_inodes={MAX_FILES},mode=1777"


def _add_proc(root: str) -> None:
    os.makedirs(root + "/proc")
    flags = syscalls.MS_RDONLY | syscalls.MS_NOSUID | syscalls.MS_NODEV | syscalls.MS_NOEXEC
    syscalls.mount("proc", root + "/proc", "proc", flags)


def _enter(root: str) -> None:
    os.makedirs(root + "/.host")
    syscalls.pivot_root(root, root + "/.host")
    os.chdir("/")
    syscalls.unmount("/.host")
    os.rmdir("/.host")
    flags = syscalls.MS_REMOUNT | syscalls.MS_BIND | syscalls.MS_RDONLY | syscalls.MS_NOSUID | syscalls.MS_NODEV
    syscalls.mount("none", "/", None, flags)
    os.chdir(BOX)
