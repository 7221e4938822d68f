"""What can go wrong with recordings, each as one sentence for the person at the screen."""

from __future__ import annotations

import errno
from pathlib import Path


class TakeStoreError(Exception):
    """Recordings could not be read or changed; the text says what happened and what to do."""


class ImportRefused(Exception):
    """A file from elsewhere is not what it should be; nothing that was there has been touched."""


class ExportRefused(Exception):
    """What was asked for cannot be written; no file has been made or changed."""


_REMEDIES = {
    errno.ENOSPC: "The disk is full. Free some space and try again.",
    errno.EDQUOT: "Your share of the disk is used up. Free some space and try again.",
    errno.EACCES: "You may not write there. Choose another folder or change its permissions.",
    errno.EPERM: "You may not write there. Choose another folder or change its permissions.",
    errno.EROFS: "That disk can only be read. Choose another folder.",
    errno.ENOENT: "It is no longer there. Check that the disk is connected.",
    errno.ENOTDIR: "There is a file where a folder should be. Move it away or choose another folder.",
    errno.ENAMETOOLONG: "The path is too long for this system. Choose a folder with a shorter path.",
}


def storage_sentence(what: str, where: Path, error: OSError) -> str:
    """Say which work failed, where, and what helps: `what` as in "The take could not be saved"."""
    remedy = _REMEDIES.get(error.errno or 0)
    if remedy is None:
        remedy = f"The system says: {error.strerror or error}. Try again or choose another folder."
    return f"{what} in {where}. {remedy}"
