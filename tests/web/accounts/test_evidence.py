"""The proof of a licence: pixels and plain PDFs alone come in."""

import io

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from curbside.errors import BadInput
from curbside.web.accounts import evidence
from curbside.web.accounts.evidence import clean_document

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def picture(kind: str = "JPEG", **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), (10, 120, 90)).save(out, kind, **more)
    return out.getvalue()


def test_a_picture_is_painted_anew_without_its_words():
    exif = Image.Exif()
    exif[0x010E] = "CANARY description"
    info = PngInfo()
    info.add_text("Comment", "CANARY comment")
    for data in (
        picture(exif=exif, comment=b"CANARY jpeg comment") + b"CANARY behind",
        picture("PNG", pnginfo=info) + b"CANARY behind",
        picture("WEBP", exif=exif),
    ):
        clean = clean_document(data)
        assert clean.kind == "image/png"
        assert b"CANARY" not in clean.content
        with Image.open(io.BytesIO(clean.content)) as kept:
            assert kept.size == (60, 40)
            assert kept.info == {}


def test_a_plain_pdf_comes_in_as_it_is():
    assert clean_document(PDF).content == PDF


@pytest.mark.parametrize(
    "name", [b"/JavaScript", b"/JS (x)", b"/J#53", b"/Launch", b"/EmbeddedFile", b"/OpenAction", b"/AA", b"/#4aS"]
)
def test_a_pdf_that_acts_is_refused(name):
    with pytest.raises(BadInput, match="script or another file"):
        clean_document(PDF.replace(b"/Type", name + b" /Type"))


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + b"\0" * 50, b"%PDF-1.7 cut", b"MZ\x90",
     b"<html>%PDF-", picture()[:60], b"PK\x03\x04" + b"\0" * 40],
)  # fmt: skip
def test_anything_else_is_refused(data):
    with pytest.raises(BadInput):
        clean_document(data)


def test_large_files_and_bombs_are_refused_before_they_are_opened(monkeypatch):
    with pytest.raises(BadInput, match="larger"):
        clean_document(b"%PDF-" + b"0" * evidence.MAX_BYTES)
    monkeypatch.setattr(evidence, "MAX_PIXELS", 1000)
    with pytest.raises(BadInput, match="too large"):
        clean_document(picture())
