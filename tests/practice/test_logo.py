"""The logo: only images, only so large, and nothing of the file but its pixels."""

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from PIL import Image

from apps.accounts.models import User
from apps.practice.logo import KEPT_WITHIN, MOST_BYTES, Logo, redrawn
from apps.practice.models import Practice
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db
CHANGE = "/practice/logo/change/"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def image_file(kind: str = "PNG", size: tuple[int, int] = (8, 4), mode: str = "RGB", **options: Any) -> bytes:
    """A file of one colour."""
    file = BytesIO()
    Image.new(mode, size).save(file, kind, **options)
    return file.getvalue()


def upload(browser: Browser, content: bytes, name: str = "logo.png") -> Any:
    return browser.post(CHANGE, {"file": SimpleUploadedFile(name, content)})


@pytest.fixture
def admin_browser(admin_user: User) -> Browser:
    return signed_in(admin_user)


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (image_file("PNG", mode="RGBA"), "image/png"),
        (image_file("PNG", mode="P"), "image/png"),
        (image_file("JPEG"), "image/jpeg"),
        (image_file("JPEG", mode="CMYK"), "image/jpeg"),
        (image_file("WEBP"), "image/png"),
    ],
    ids=["transparent PNG", "PNG with a palette", "JPEG", "JPEG for printers", "WebP"],
)
def test_images_are_taken_and_shown_to_everybody(admin_browser: Browser, content: bytes, kept: str) -> None:
    assert upload(admin_browser, content).status_code == 302
    answer = Browser().get("/practice/logo/")
    assert answer["Content-Type"] == kept
    with Image.open(BytesIO(answer.content)) as shown:
        assert shown.size == (8, 4)
    again = Browser().get("/practice/logo/", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The submitted file is empty."),
        (b"%PDF-1.7", "no PNG, JPEG or WebP image"),
        (SVG, "no PNG, JPEG or WebP image"),
        (image_file("GIF"), "no PNG, JPEG or WebP image"),
        (image_file(size=(300, 300))[:120], "no PNG, JPEG or WebP image"),
        (image_file("JPEG", size=(300, 300))[:400], "no PNG, JPEG or WebP image"),
        (image_file(size=(10_000, 10_000), mode="1"), "too many pixels"),
        (b"\0" * (MOST_BYTES + 1), "too large: 513 KB"),
    ],
    ids=["empty", "PDF", "SVG", "GIF", "half a PNG", "half a JPEG", "too many pixels", "too large"],
)
def test_everything_else_is_refused_in_words(admin_browser: Browser, content: bytes, words: str) -> None:
    answer = upload(admin_browser, content)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Practice.objects.exists()


def test_no_file_at_all(admin_browser: Browser) -> None:
    answer = admin_browser.post(CHANGE, {})
    assert "Please choose a file." in answer.content.decode()


def test_nothing_but_pixels_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    logo = redrawn(image_file("JPEG", exif=exif) + b"<script>alert(1)</script>")
    assert b"taken at home" not in logo.content
    assert b"script" not in logo.content


def test_large_ones_become_small() -> None:
    with Image.open(BytesIO(redrawn(image_file(size=(3000, 600))).content)) as kept:
        assert kept.size == (KEPT_WITHIN[0], 200)


def test_an_image_that_would_fill_the_memory_is_never_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda image: pytest.fail("decoded"))
    with pytest.raises(ValidationError) as refused:
        redrawn(image_file(size=(8_000, 8_000), mode="1"))
    assert refused.value.code == "too_many_pixels"


def test_it_can_be_taken_away(admin_browser: Browser) -> None:
    upload(admin_browser, image_file())
    assert Logo.current()
    admin_browser.post("/practice/logo/remove/")
    assert Logo.current() is None
    assert Browser().get("/practice/logo/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_it_and_the_settings_leave_each_other_alone(admin_browser: Browser) -> None:
    from tests.practice.test_practice import save

    upload(admin_browser, image_file())
    assert save(admin_browser, version="0") == 302
    assert Practice.current().name == "Lotus Nutrition"
    assert Logo.current()
    upload(admin_browser, image_file(size=(6, 6)))
    assert Practice.current().name == "Lotus Nutrition"
