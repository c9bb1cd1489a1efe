"""Files that come in: how large they may be, and archives that are not what they seem."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.exchange.kinds import ImportKind

MEGABYTE = 1024 * 1024
MOST_BYTES = 4 * MEGABYTE  # nginx takes 5 in all, a document of MongoDB 16
MOST_UNPACKED = 48 * MEGABYTE
MOST_FILES = 100  # in an archive


class FilesInput(forms.FileInput):
    """Several files in one field."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """All that were sent."""
        return files.getlist(name)


class FilesField(forms.FileField):
    """One file or several; its value is a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Each by Django's own rules; all together within the bounds."""
        sent = data if isinstance(data, list | tuple) else [data]
        files = [super(FilesField, self).clean(one, initial) for one in sent or [None]]
        size = sum(file.size or 0 for file in files)
        if size > MOST_BYTES:
            message = _("This is too large: %(size)s MB. At most %(most)s MB are taken here.")
            params = {"size": str(round(size / MEGABYTE, 1)), "most": str(MOST_BYTES // MEGABYTE)}
            raise ValidationError(message, code="too_large", params=params)
        return files


class UploadForm(forms.Form):
    """What is to be imported; `packed` is what waits."""

    file = FilesField(
        label=gettext_lazy("File"),
        error_messages={"required": gettext_lazy("Please choose a file.")},
    )

    def __init__(self, *args: Any, kind: ImportKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.packed = b""
        field = self.fields["file"]
        field.help_text = kind.hint
        field.widget.attrs["accept"] = kind.accept

    def clean_file(self) -> list[UploadedFile[Any]]:
        """Refuses what the kind cannot read at all."""
        files: list[UploadedFile[Any]] = self.cleaned_data["file"]
        self.packed = self.kind.pack(files)
        return files

    @property
    def name(self) -> str:
        """What the file is called, or the files together."""
        return ", ".join(file.name or "" for file in self.cleaned_data["file"])[:200]


def opened_archive(content: bytes) -> zipfile.ZipFile:
    """The archive in `content`, once it is sure that reading it stays within bounds: no entry gives more
    bytes than the directory says. Raises ValidationError."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ValidationError(_("This is no zip archive, or it is damaged."), code="no_zip") from None
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        message = _("This archive holds %(count)s files. At most %(most)s are taken.")
        params = {"count": str(len(entries)), "most": str(MOST_FILES)}
        raise ValidationError(message, code="too_many_files", params=params)
    size = sum(entry.file_size for entry in entries)
    if size > MOST_UNPACKED:
        message = _("This archive is too large once it is unpacked: %(size)s MB. At most %(most)s MB.")
        params = {"size": str(round(size / MEGABYTE, 1)), "most": str(MOST_UNPACKED // MEGABYTE)}
        raise ValidationError(message, code="too_large", params=params)
    if any(entry.flag_bits & 1 for entry in entries):
        raise ValidationError(_("This archive is encrypted."), code="encrypted")
    return archive


def packed(files: Sequence[UploadedFile[Any]]) -> bytes:
    """Several files as one archive, each under its own name."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.writestr(file.name or "", file.read())
    return content.getvalue()
