"""Nothing can be uploaded, and whoever tries costs nothing: no temporary file, and never more memory than a form."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class NoFiles(FileUploadHandler):
    """Reads past files as if they were not there.

    An empty list of handlers would do that too, but takes the whole body into memory first, however long it is.
    """

    def handle_raw_input(
        self, input_data: Any, META: dict[str, str], content_length: int, *more: Any, **others: Any
    ) -> None:
        if content_length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig("A form is longer than any of ours.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Never called, since there is no file."""

    def file_complete(self, file_size: int) -> None:
        """Never called, since there is no file."""
