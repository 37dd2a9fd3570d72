import io
import tracemalloc

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse

from clinics.encryption.files import opening_reader, sealing_reader
from clinics.encryption.keyring import CannotOpen
from clinics.kit.ids import new_id

PLACE = {"label": "zoo.Scan.content", "row": new_id()}
MEGABYTE = 1024 * 1024


class Zeros:
    """A source of `size` bytes that are never all in memory."""

    def __init__(self, size):
        self.left = size

    def read(self, size=-1):
        size = min(self.left, size if size >= 0 else self.left)
        self.left -= size
        return bytes(size)


class Breaking(io.BytesIO):
    """A storage that fails after its first megabytes."""

    def read(self, size=-1):
        if self.tell() > 2 * MEGABYTE:
            raise OSError("the disk is gone")
        return super().read(size)


def seal(content, keys):
    return sealing_reader(io.BytesIO(content), keys, **PLACE).read()


@pytest.mark.parametrize("size", [0, 1, MEGABYTE - 57, MEGABYTE - 56, MEGABYTE - 16, MEGABYTE, 3 * MEGABYTE + 1])
def test_a_sealed_file_opens_to_the_same_bytes(here, size):
    content = (b"chart" * (size // 5 + 1))[:size]
    sealed = seal(content, here)

    assert b"chart" not in sealed
    assert opening_reader(io.BytesIO(sealed), here, **PLACE).read() == content


@pytest.mark.parametrize("portion", [1000, 65_537, MEGABYTE, 5 * MEGABYTE])
def test_each_read_is_whole_until_the_end_whatever_the_portion(here, portion):
    content = bytes(range(256)) * 10_000
    sealing = sealing_reader(io.BytesIO(content), here, **PLACE)
    sealed = list(iter(lambda: sealing.read(portion), b""))
    opening = opening_reader(io.BytesIO(b"".join(sealed)), here, **PLACE)
    opened = list(iter(lambda: opening.read(portion), b""))

    assert b"".join(opened) == content
    assert {len(block) for block in (*sealed[:-1], *opened[:-1])} <= {portion}


def test_a_file_opens_only_for_its_clinic_label_and_row(here, there):
    sealed = seal(b"scan", here)

    for keys, place in [
        (there, PLACE),
        (here, {**PLACE, "label": "zoo.Scan.other"}),
        (here, {**PLACE, "row": new_id()}),
    ]:
        with pytest.raises(CannotOpen):
            opening_reader(io.BytesIO(sealed), keys, **place)


def test_a_cut_reordered_extended_or_damaged_file_does_not_open_to_its_end(here):
    sealed = seal(bytes(4 * MEGABYTE), here)
    parts = [sealed[n : n + MEGABYTE] for n in range(0, len(sealed), MEGABYTE)]
    first, second, third, *rest = parts

    for broken in [
        [*parts[:-1]],
        [*parts[:-1], parts[-1][:-1]],
        [first, third, second, *rest],
        [first, second, second, *rest],
        [first, third, *rest],
        [*parts, b"more"],
        [first, second[:-1] + bytes([second[-1] ^ 1]), third, *rest],
    ]:
        with pytest.raises(CannotOpen):
            opening_reader(io.BytesIO(b"".join(broken)), here, **PLACE).read()
    for nothing in (b"", sealed[:20]):
        with pytest.raises(CannotOpen):
            opening_reader(io.BytesIO(nothing), here, **PLACE)


def test_a_source_that_fails_is_reported_as_itself(here):
    content = bytes(5 * MEGABYTE)

    with pytest.raises(OSError, match="disk is gone"):
        sealing_reader(Breaking(content), here, **PLACE).read()
    with pytest.raises(OSError, match="disk is gone"):
        opening_reader(Breaking(seal(content, here)), here, **PLACE).read()


def test_100_megabytes_pass_in_constant_memory(here):
    size = 100 * MEGABYTE
    tracemalloc.start()
    opened = opening_reader(sealing_reader(Zeros(size), here, **PLACE), here, **PLACE)
    total = sum(len(block) for block in iter(lambda: opened.read(65_536), b""))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert total == size
    assert peak < 8 * MEGABYTE


def test_an_upload_is_stored_sealed_and_answered_open(here, tmp_path):
    storage = FileSystemStorage(tmp_path)
    upload = SimpleUploadedFile("scan.pdf", b"%PDF canary" * 100_000)

    name = storage.save("c_000901/one", sealing_reader(upload, here, **PLACE))
    source = storage.open(name)
    answer = FileResponse(opening_reader(source, here, **PLACE), content_type="application/pdf")

    assert b"canary" not in (tmp_path / name).read_bytes()
    assert b"".join(answer.streaming_content) == b"%PDF canary" * 100_000
    answer.close()
    assert source.closed
