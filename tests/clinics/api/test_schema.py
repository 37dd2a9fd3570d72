"""The OpenAPI document: complete, without a warning, and read by people on a page."""

import json

from django.core.management import call_command


def test_the_document_is_made_without_a_warning(tmp_path, capfd):
    call_command(
        "spectacular",
        "--fail-on-warn",
        "--validate",
        "--format",
        "openapi-json",
        "--urlconf",
        "config.urls_clinic",
        "--file",
        str(tmp_path / "schema.json"),
    )

    document = json.loads((tmp_path / "schema.json").read_text())
    assert document["openapi"].startswith("3.1")
