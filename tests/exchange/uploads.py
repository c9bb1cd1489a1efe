"""Files that an admin sends, and what their pages answer."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser

from apps.exchange.models import Upload

ADD = "/admin/exchange/upload/add/"


def archive(files: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of those files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return content.getvalue()


def send(browser: Browser, content: bytes, name: str = "table.zip", kind: str = "foods") -> Any:
    """What is answered to a file that is sent; the dry run, where one follows."""
    file = SimpleUploadedFile(name, content)
    return browser.post(f"{ADD}?kind={kind}", {"file": [file]}, follow=True)


def agree(browser: Browser, shown: Any, **changed: str) -> Any:
    """What is answered to "Import these" on the page `shown`."""
    form = {"seen": shown.context["found"].digest, "option": shown.context["option"], **changed}
    return browser.post(url_of(shown), form, follow=True)


def url_of(shown: Any) -> str:
    """The address of a dry run."""
    return f"/admin/exchange/upload/{shown.context['upload'].pk}/change/"


def waiting() -> int:
    """How many files wait."""
    return Upload.objects.count()
