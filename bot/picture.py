"""Pictures: is it really one, and how is it shown without telling where and with what it was taken.

The library is loaded with the first picture: it is 5 MB.
"""

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

LARGEST_PIXELS = 80_000_000
SMALL_EDGE, LARGE_EDGE = 720, 2560
_READ = ("JPEG", "PNG", "WEBP")
_MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",  # a phone's JPEG with a second picture in it
    "PNG": "image/png",
    "WEBP": "image/webp",
}


class NotAPicture(Exception):
    """The bytes are not a whole JPEG, PNG or WebP picture of a reasonable size."""


def media_type(content: bytes) -> str:
    """What kind of picture the bytes really are, whatever their name says. Raises NotAPicture."""
    with _opened(content) as image:
        kind = _MEDIA_TYPES[image.format or ""]
        try:
            image.load()
        except (OSError, SyntaxError, ValueError) as error:
            raise NotAPicture("the picture is damaged") from error
    return kind


def shown(content: bytes, edge: int) -> tuple[bytes, str]:
    """The picture upright, at most `edge` pixels wide and high, without EXIF, position or remarks; and its type.

    Raises NotAPicture.
    """
    from PIL import ImageOps

    with _opened(content) as image:
        image.draft("RGB", (edge, edge))
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((edge, edge))
        kind = _MEDIA_TYPES[image.format or ""]
        profile = image.info.get("icc_profile")
        upright.info = {key: upright.info[key] for key in ("transparency",) if key in upright.info}
        if kind == "image/jpeg" and upright.mode not in {"RGB", "L"}:
            upright = upright.convert("RGB")
            profile = None  # it described the colours before
        out = io.BytesIO()
        upright.save(out, kind.removeprefix("image/"), quality=84, icc_profile=profile)
    return out.getvalue(), kind


def _opened(content: bytes) -> "Image.Image":
    from PIL import Image, UnidentifiedImageError

    try:
        image = Image.open(io.BytesIO(content), formats=_READ)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise NotAPicture("not a JPEG, PNG or WebP picture") from error
    if image.width * image.height > LARGEST_PIXELS:
        raise NotAPicture("too many pixels")
    return image
