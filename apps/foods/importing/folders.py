"""Where the files of a table are: in a folder, or in one of an archive, which is never unpacked."""

import zipfile
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from apps.foods.importing.reading import Folder
from apps.foods.importing.report import ImportProblem

_OURS, _FDC = "foods.csv", "food.csv"


def opened(path: Path) -> Folder:
    """The folder with the files at `path`, a folder or an archive.

    Raises ImportProblem for an archive that cannot be read or does not hold one table.
    """
    if path.is_dir() or not path.is_file():  # of what is not there, the first file is missed
        return path
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError):
        raise ImportProblem(_("%(path)s is no zip archive that can be read.") % {"path": path}) from None
    return folder_in(archive, str(path))


def folder_in(archive: zipfile.ZipFile, name: str) -> Folder:
    """The folder of the archive called `name` that has foods.csv, or food.csv of FoodData Central."""
    files = [PurePosixPath(entry) for entry in archive.namelist() if not entry.startswith("__MACOSX/")]
    found = [file for file in files if file.name in (_OURS, _FDC)]
    if len(found) != 1:
        text = _("%(path)s must hold one foods.csv or food.csv; it holds %(count)d.")
        raise ImportProblem(text % {"path": name, "count": len(found)})
    parent = found[0].parent.as_posix()
    return zipfile.Path(archive, "" if parent == "." else f"{parent}/")


def is_fdc(folder: Folder) -> bool:
    """Whether these are files of FoodData Central."""
    return folder.joinpath(_FDC).is_file()
