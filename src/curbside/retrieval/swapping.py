"""How one folder takes another's place without a moment in which neither is there."""

import ctypes
import errno
import os
from pathlib import Path

# renameat2(2), Linux 3.15 and glibc 2.28: both names change places in one step.
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NOT_OFFERED = (errno.ENOSYS, errno.EINVAL)


def exchange(new: Path, live: Path) -> None:
    """`new` stands at `live` and what was live at `new`, atomically on Linux. Raises OSError.

    Where the system or file system has no exchange, three renames do it: a reader between them finds nothing.
    """
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is not None:
        if renameat2(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(live), _RENAME_EXCHANGE) == 0:
            return
        code = ctypes.get_errno()
        if code not in _NOT_OFFERED:
            raise OSError(code, os.strerror(code), str(live))
    aside = live.with_name(f"{live.name}.old")
    live.rename(aside)
    new.rename(live)
    aside.rename(new)
