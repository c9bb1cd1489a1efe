"""The logo of the practice: what may be one, and how it is kept.

A file is believed to be an image once Pillow has decoded it, and what is kept is drawn anew from its pixels:
nothing else that the file carried (positions, comments, scripts) comes along. SVG is no image here, since it
can hold scripts and addresses.
"""

from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO
from typing import Self

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageOps

from apps.practice.models import ONLY, Practice

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_BYTES = 512 * 1024
MOST_PIXELS = 12_000_000  # decoded they take four bytes each
KEPT_WITHIN = (1000, 400)  # pixels: sharp at 15 mm of height on paper


@dataclass(frozen=True, slots=True)
class Logo:
    """An image that pages and sheets show."""

    content: bytes
    type: str  # "image/png" or "image/jpeg"

    @classmethod
    def current(cls) -> Self | None:
        """That of the practice; None while it has none. One query where there is one."""
        if not Practice.current().logo_type:
            return None
        row = Practice.objects.filter(pk=ONLY).values_list("logo", "logo_type").first()
        return cls(bytes(row[0]), row[1]) if row and row[0] else None

    @property
    def etag(self) -> str:
        """Its validator."""
        return f'"{blake2b(self.content, digest_size=16).hexdigest()}"'


class LogoForm(forms.Form):
    """A file that becomes the logo; `cleaned_data["file"]` is the Logo."""

    file = forms.FileField(
        label=gettext_lazy("Image"),
        help_text=gettext_lazy("PNG, JPEG or WebP, at most 512 KB."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        error_messages={"required": gettext_lazy("Please choose a file.")},
    )

    def clean_file(self) -> Logo:
        """The image, decoded and drawn anew. Refuses what is too large or no image."""
        file: File[bytes] = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            message = _("This file is too large: %(size)d KB. At most %(most)d KB are taken.")
            params = {"size": -(-file.size // 1024), "most": MOST_BYTES // 1024}
            raise ValidationError(message, code="too_large", params=params)
        return redrawn(file.read())


def redrawn(content: bytes) -> Logo:
    """The image in `content`. Raises ValidationError."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            _refuse_too_many_pixels(image.size)
            image.load()  # here a file that ends too early is noticed
            return _drawn(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except (OSError, SyntaxError, ValueError, EOFError):  # what Pillow raises for broken files
        message = _("This file is no PNG, JPEG or WebP image, or it is damaged.")
        raise ValidationError(message, code="no_image") from None


def keep(logo: Logo | None) -> None:
    """Makes it the logo of the practice; None takes the present one away."""
    fields = {"logo": logo.content if logo else None, "logo_type": logo.type if logo else ""}
    practice = Practice.objects.filter(pk=ONLY)
    if not practice.update(**fields):
        try:
            Practice.objects.create(pk=ONLY, **fields)
        except IntegrityError:  # its settings were saved for the first time just now
            practice.update(**fields)
    Practice.remember()


def _drawn(image: Image.Image) -> Logo:
    is_photo = image.format == "JPEG"
    upright = ImageOps.exif_transpose(image)
    plain = upright.convert("RGB" if is_photo else "RGBA")
    plain.thumbnail(KEPT_WITHIN)
    file = BytesIO()
    if is_photo:
        plain.save(file, "JPEG", quality=90, optimize=True)
        return Logo(file.getvalue(), "image/jpeg")
    plain.save(file, "PNG", optimize=True)
    return Logo(file.getvalue(), "image/png")


def _refuse_too_many_pixels(size: tuple[int, int]) -> None:
    """Before anything is decoded: a small file can hold an image that fills the memory."""
    if size[0] * size[1] > MOST_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> ValidationError:
    message = _("This image has too many pixels. At most %(millions)d million are taken.")
    return ValidationError(message, code="too_many_pixels", params={"millions": MOST_PIXELS // 1_000_000})
