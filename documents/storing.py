"""Put a file away so that it can be trusted years later, and take it out only if it is still the same."""

import hashlib
import os
import re
import secrets
import unicodedata
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.storage import default_storage

from documents.models import StoredFile
from institutions.models import Institution

NAME_LENGTH = 150


class Damaged(Exception):
    """What is stored is gone or is not what was stored: do not show it, restore it from a backup. Pages tell it (wps_tracker/damage.py)."""


class StoredFileDamaged(Damaged):
    """A file is gone or has another digest."""


def store(content: bytes, *, name: str, media_type: str, institution: Institution | None = None) -> StoredFile:
    """Write the content to disk, wait until the disk has it, then write the row that points to it.

    A crash in between leaves a file without a row, which harms nothing; never a row without its file.
    """
    digest = hashlib.sha256(content).hexdigest()
    stored = StoredFile(
        name=safe_name(name), sha256=digest, size=len(content), media_type=media_type, institution=institution
    )
    destination = Path(default_storage.path(stored.path))
    if not holds(destination, digest):
        write_durably(destination, content)
    stored.save()
    return stored


def open_verified(stored: StoredFile) -> bytes:
    """Return the content, after checking that its digest is still the one that was stored."""
    try:
        content = Path(default_storage.path(stored.path)).read_bytes()
    except OSError as error:
        raise StoredFileDamaged(f"stored file {stored.pk} cannot be read") from error
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise StoredFileDamaged(f"stored file {stored.pk} is not what was stored")
    return content


def holds(path: Path, digest: str) -> bool:
    """Whether the file exists with exactly the content of that digest."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == digest
    except FileNotFoundError:
        return False


def write_durably(destination: Path, content: bytes) -> None:
    """Temporary file → fsync → rename → fsync of the folder: whoever looks sees the whole file or none."""
    destination.parent.mkdir(parents=True, exist_ok=True)
    temporary = destination.with_name(f".{destination.name}.{secrets.token_hex(8)}")
    try:
        with temporary.open("xb") as file:
            os.fchmod(file.fileno(), settings.FILE_UPLOAD_PERMISSIONS)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(destination)
    finally:
        temporary.unlink(missing_ok=True)
    for folder in (destination.parent, destination.parent.parent):
        sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def safe_name(name: str) -> str:
    """The name that a file came with, fit to be shown and sent: no folders, no invisible characters, not too long."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    tidy = re.sub(r"\s+", " ", visible).strip(" .") or "archivo"
    extension = PurePosixPath(tidy).suffix
    extension = extension if len(extension) <= 10 else ""
    return tidy[: len(tidy) - len(extension)][: NAME_LENGTH - len(extension)] + extension
