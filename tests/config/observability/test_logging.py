"""Log lines hold no text a person typed, whoever writes them and however."""

import io
import json
import logging
import logging.config
import sys
from uuid import UUID

import pytest
import structlog
from django.utils.functional import SimpleLazyObject

from config.observability import lines
from config.observability.logging import FINISHING, SHARED, logging_settings
from config.observability.scrubbing import withhold_arguments, withhold_composed_sentence

CANARY = "Zebulon Quackenbush"
SENTENCE_OF_MODULE = "A sentence kept as a constant"


class Lines:
    """A logger of ours and one of a library, both writing to memory through the real formatter."""

    def __init__(self) -> None:
        self.stream = io.StringIO()
        formatter = structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[withhold_arguments, *SHARED],
            processors=[*FINISHING, structlog.processors.JSONRenderer()],
            use_get_message=False,
            pass_foreign_args=True,
        )
        handler = logging.StreamHandler(self.stream)
        handler.setFormatter(formatter)
        self.library = logging.getLogger("tests.lines")
        self.library.handlers = [handler]
        self.library.propagate = False
        self.library.setLevel("DEBUG")
        self.ours = structlog.wrap_logger(
            self.library,
            processors=[
                withhold_composed_sentence,
                *SHARED,
                structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
            ],
            wrapper_class=structlog.stdlib.BoundLogger,
        )

    def last(self) -> dict:
        return json.loads(self.stream.getvalue().splitlines()[-1])

    @property
    def text(self) -> str:
        return self.stream.getvalue()


@pytest.fixture
def written():
    return Lines()


def test_our_line_keeps_numbers_ids_and_slugs_under_known_names(written):
    batch = UUID("0190b3a2-0000-7000-8000-000000000001")
    written.ours.info("Rows imported", rows=3, batch=batch, state="done", route="patients:index")

    line = written.last()
    assert line["event"] == "Rows imported"
    assert (line["rows"], line["batch"], line["state"], line["route"]) == (3, str(batch), "done", "patients:index")


def test_unknown_names_and_sentences_under_known_names_are_dropped_and_named(written):
    written.ours.info("Row refused", patient=CANARY, state=CANARY, kind=[CANARY])

    assert written.last()["dropped"] == ["kind", "patient", "state"]
    assert "Quackenbush" not in written.text


def test_a_sentence_put_together_at_run_time_is_withheld(written):
    written.ours.info(f"Found {CANARY}")
    written.library.info(f"Found {CANARY}")

    assert "Quackenbush" not in written.text
    assert "test_a_sentence_put_together" in written.text


def test_constants_of_the_function_and_of_its_module_are_kept(written):
    written.ours.info(SENTENCE_OF_MODULE)
    assert written.last()["event"] == SENTENCE_OF_MODULE
    written.library.info("Started")
    assert written.last()["event"] == "Started"


def test_a_librarys_arguments_are_shown_only_when_they_are_numbers(written):
    written.library.info("%s took %d ms, %.1f %% (%r)", CANARY, 12, 3.25, CANARY)
    assert written.last()["event"] == "… took 12 ms, 3.2 % (…)"


def test_a_librarys_named_arguments_are_shown_only_under_known_names(written):
    written.library.info("Task %(name)s of %(args)s", {"name": "imports.run", "args": CANARY})
    assert written.last()["event"] == "Task imports.run of …"


def test_an_exception_is_its_type_and_frames_for_the_whole_chain(written):
    def fail() -> None:
        try:
            int(CANARY)
        except ValueError as error:
            raise KeyError(CANARY) from error

    for write in (written.ours.exception, written.library.exception):
        try:
            fail()
        except KeyError:
            write("Import failed")
        line = written.last()
        assert [link["type"] for link in line["exception"]] == ["builtins.KeyError", "builtins.ValueError"]
        assert line["exception"][0]["frames"][-1].split(":")[:2] == [__name__, "fail"]
    assert "Quackenbush" not in written.text


def test_a_database_error_shows_its_sqlstate_but_not_the_row_it_quotes(written):
    class Diagnosis:
        constraint_name = "one_record_number_each"
        message_detail = CANARY

    class DuplicateError(Exception):
        sqlstate = "23505"
        diag = Diagnosis()

    try:
        raise DuplicateError(CANARY)
    except DuplicateError:
        written.ours.exception("Not saved")

    link = written.last()["exception"][0]
    assert (link["sqlstate"], link["constraint"]) == ("23505", "one_record_number_each")
    assert "Quackenbush" not in written.text


def test_extra_attributes_of_a_record_are_not_written(written):
    written.library.warning("Slow", extra={"request": CANARY, "body": CANARY})
    assert "Quackenbush" not in written.text


def test_a_line_carries_its_request_and_the_person_by_id(written, rf):
    class Someone:
        id = "42"

    request = rf.get("/", {"q": CANARY})
    request.request_id = "abcdef12"
    request.actor = Someone()
    token = lines.begin(request)
    written.library.info("Working")
    lines.end(token)
    line = written.last()
    written.library.info("Working")

    assert (line["request_id"], line["user"]) == ("abcdef12", "42")
    assert "request_id" not in written.last()
    assert "Quackenbush" not in written.text


def test_a_line_does_not_ask_who_someone_is_when_nobody_has_yet(written, rf):
    def ask() -> object:
        raise AssertionError("a log line asked the database")

    request = rf.get("/")
    request.actor = SimpleLazyObject(ask)
    token = lines.begin(request)
    written.library.info("Working")
    lines.end(token)

    assert "user" not in written.last()


@pytest.mark.parametrize("readable", [True, False])
def test_the_settings_are_accepted_by_the_logging_module(readable):
    logging.config.DictConfigurator(logging_settings(readable=readable))
    assert logging_settings(readable=readable)["handlers"]["out"]["stream"] == "ext://sys.stdout"


@pytest.mark.parametrize("readable", [True, False])
def test_a_failure_is_written_with_its_frames_and_without_its_message(readable):
    formatter = logging_settings(readable=readable)["formatters"]["lines"]
    written = structlog.stdlib.ProcessorFormatter(**{name: value for name, value in formatter.items() if name != "()"})
    try:
        raise ValueError("Ana Ruiz")
    except ValueError:
        record = logging.LogRecord("django.request", logging.ERROR, "", 1, "%s: %s", ("Failed", "/x/"), sys.exc_info())

    line = written.format(record)

    assert "builtins.ValueError" in line
    assert "test_a_failure_is_written" in line
    assert "Ruiz" not in line
