"""Nothing can be uploaded, and trying costs nothing."""

import tempfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse

from spreadapp import uploads
from tests.pages.reading import read

ANSWERS = {"works_somewhere": "yes", "wants_others": "yes"}


def a_file(length):
    return SimpleUploadedFile("report.pdf", b"%" * length)


@pytest.fixture
def temporary_files(monkeypatch):
    made = []
    monkeypatch.setattr(tempfile, "mkstemp", lambda *args, **kwargs: made.append(args))
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", lambda *args, **kwargs: made.append(args))
    return made


@pytest.mark.parametrize("length", [1, 400_000])
def test_a_form_with_a_file_gets_the_answer_of_the_form_without(client, temporary_files, length):
    plain = client.post(reverse("suitable"), ANSWERS)

    response = client.post(reverse("suitable"), {"report": a_file(length), **ANSWERS})

    assert (
        (response.status_code, response["Location"])
        == (plain.status_code, plain["Location"])
        == (303, "/try/")
    )
    assert temporary_files == []


def test_the_file_is_nowhere_in_the_request():
    request = RequestFactory().post("/", {"report": a_file(10), "name": "x"})

    assert dict(request.POST.items()) == {"name": "x"}
    assert not request.FILES


def test_a_body_longer_than_any_form_is_refused_before_it_is_read(client, temporary_files, settings):
    length = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1

    response = client.post(reverse("suitable"), {"report": a_file(length), **ANSWERS})

    assert (response.status_code, read(response).heading) == (400, "We could not read that")
    assert temporary_files == []


def test_a_form_may_be_as_long_as_the_limit_says(settings):
    handler = uploads.NoFiles()

    assert handler.handle_raw_input(None, {}, settings.DATA_UPLOAD_MAX_MEMORY_SIZE, b"x") is None
