"""The work in a request: a file, or what stood in the text field."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from grader.judging.checking import MAX_UPLOAD_BYTES, decode_upload


def posted_text(request: HttpRequest) -> str:
    """Return the text that came as ``file`` or in ``content``; `RejectedWork` when it is too large or no text."""
    upload = request.FILES.get("file")
    if isinstance(upload, UploadedFile):
        # One byte more than allowed is enough to be turned down for its size.
        return decode_upload(upload.read(MAX_UPLOAD_BYTES + 1))
    return decode_upload(request.POST.get("content", "").replace("\r\n", "\n").encode())
