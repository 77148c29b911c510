"""Taking in the proof of a licence: a picture is painted anew, a PDF is looked through, anything else is refused."""

import hashlib
import io
import re
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

from curbside.errors import BadInput

MAX_BYTES = 5_000_000
# A scanned page at 600 dots an inch has 35 million; more is a bomb.
MAX_PIXELS = 40_000_000
PICTURES = ("PNG", "JPEG", "WEBP")
REFUSED = "Send your licence as a PDF, or as a picture (PNG, JPEG or WebP)."
# What makes a PDF act instead of lying there (ISO 32000-1, 12.6 and 7.11.4), by the names of its dictionaries.
ACTIVE_NAMES = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA", b"/OpenAction", b"/AA")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """`kind` is a media type; `sha256` is of the content as kept, in hex."""

    kind: str
    content: bytes
    sha256: str


def clean_document(data: bytes) -> CleanDocument:
    """The document as it may be kept. The name and the type its sender gave do not count. Raises BadInput."""
    if len(data) > MAX_BYTES:
        raise BadInput(f"The file is larger than {MAX_BYTES // 1_000_000} MB. Send a smaller one.")
    if data[:5] == b"%PDF-":
        return _document("application/pdf", _harmless_pdf(data))
    return _document("image/png", _painted_anew(data))


def _document(kind: str, content: bytes) -> CleanDocument:
    return CleanDocument(kind, content, hashlib.sha256(content).hexdigest())


def _harmless_pdf(data: bytes) -> bytes:
    """Names may be written with escapes (/J#53), so these are undone first. What is packed into object streams is not
    looked into: a reviewer opens the file outside the site, as a download."""
    if b"%%EOF" not in data[-2048:]:
        raise BadInput(REFUSED)
    plain = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), data)
    if any(re.search(re.escape(name) + rb"(?![A-Za-z])", plain) for name in ACTIVE_NAMES):
        raise BadInput("This PDF holds a script or another file. Print it into a plain PDF, or send a picture.")
    return data


def _painted_anew(data: bytes) -> bytes:
    """Only the pixels: comment, place, thumbnail and whatever hangs behind the picture are gone."""
    try:
        with Image.open(io.BytesIO(data), formats=PICTURES) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise BadInput("The picture is too large. Send one with fewer pixels.")
            pixels = picture.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadInput(REFUSED) from error
    out = io.BytesIO()
    fresh = Image.new("RGB", pixels.size)
    fresh.paste(pixels)
    fresh.save(out, "PNG", optimize=False)
    return out.getvalue()
