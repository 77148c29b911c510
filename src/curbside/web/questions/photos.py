"""A picture as it may be kept: its pixels, painted anew, and nothing else that came in the file."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from curbside.errors import BadInput

MAX_BYTES = 12_000_000
# Telephones make 12 to 24 million; fifty is a bomb.
MAX_PIXELS = 36_000_000
# What a doctor can look at on a screen; also bounds what is kept of each picture.
LONGEST_SIDE = 2000
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PHOTOS = 4
JPEG_QUALITY = 85
REFUSED = "This file is no picture we can read. Send a JPEG, PNG or WebP picture."


@dataclass(frozen=True, slots=True)
class CleanPhoto:
    """A JPEG of plain RGB pixels; width and height in pixels."""

    content: bytes
    width: int
    height: int


def clean_photo(data: bytes) -> CleanPhoto:
    """Painted anew, turned the right way up first, because the note on how it was held goes with the other notes.

    Place, date, camera, comment, thumbnail, colour profile and whatever hangs behind the picture are gone. The name and
    type its sender gave do not count. Raises BadInput, for a bomb before a pixel is unpacked.
    """
    if len(data) > MAX_BYTES:
        raise BadInput(f"The picture is larger than {MAX_BYTES // 1_000_000} MB. Send a smaller one.")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise BadInput("The picture has too many pixels. Send a smaller one.")
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture)
            pixels = upright.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadInput(REFUSED) from error
    pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    fresh = Image.new("RGB", pixels.size)
    fresh.paste(pixels)
    out = io.BytesIO()
    fresh.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return CleanPhoto(out.getvalue(), *fresh.size)
