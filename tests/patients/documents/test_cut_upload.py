"""An upload whose connection breaks leaves nothing."""

import io

import pytest
from django.urls import reverse

from clinics.kit.current import entering
from config.wsgi import application
from patients.documents.models import Document
from tests.conftest import client_at
from tests.factories import files, patients
from tests.factories.staff import Role

BOUNDARY = "a-boundary-of-the-test"
FORM = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="category"\r\n\r\nother\r\n'
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="letter.pdf"\r\n\r\n'
).encode()


def sent(client, path, body, *, of):
    """POST these bytes of a body that says to have `of` bytes, to the application as servers run it."""
    environ = client._base_environ(
        PATH_INFO=path,
        REQUEST_METHOD="POST",
        CONTENT_TYPE=f"multipart/form-data; boundary={BOUNDARY}",
        CONTENT_LENGTH=str(of),
        HTTP_X_CSRFTOKEN=client.cookies["csrftoken"].value,
    )
    statuses = []
    answer = application({**environ, "wsgi.input": io.BytesIO(body)}, lambda status, headers: statuses.append(status))
    b"".join(answer)
    answer.close()
    return int(statuses[0][:3])


@pytest.mark.parametrize("missing", [0, 1, 60, 300])
def test_only_a_whole_upload_is_kept(own_clinic, objects, missing):
    with entering(own_clinic):
        ana = patients.register()
    client = client_at(own_clinic, Role.FRONT_DESK)
    path = reverse("documents:new", kwargs={"patient_id": ana.pk}, urlconf="config.urls_clinic")
    client.get(path)
    body = FORM + files.pdf() + f"\r\n--{BOUNDARY}--\r\n".encode()

    status = sent(client, path, body[: len(body) - missing], of=len(body))

    with entering(own_clinic):
        kept = Document.objects.count()
    assert (status, kept, len(objects())) == ((302, 1, 1) if not missing else (422, 0, 0))
