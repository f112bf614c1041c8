"""Packed inputs: whole ones read like plain ones, others are refused in one sentence."""

import gzip
import zipfile
from pathlib import Path

import pytest
import zstandard

from qinglian.model.errors import BadInput
from qinglian.sources import unpack
from qinglian.sources.intake import File

TEXT = "".join(f"line {n}, some text {n * 7919}\n" for n in range(20_000)).encode()


@pytest.mark.parametrize("packing", ["gz", "zst"])
def test_packed_files_read_like_plain_ones(tmp_path: Path, packing: str) -> None:
    path = tmp_path / f"a.csv.{packing}"
    two = [TEXT[:1000], TEXT[1000:]]  # two members, as `cat a.gz b.gz` makes
    pack = gzip.compress if packing == "gz" else zstandard.ZstdCompressor().compress
    path.write_bytes(b"".join(pack(part) for part in two))
    file = File(path)
    assert (file.packing, file.suffix) == (packing, ".csv")
    assert file.head == TEXT[:65_536]
    with file.open() as stream:
        assert stream.read() == TEXT


@pytest.mark.parametrize("packing", ["gz", "zst"])
def test_a_file_cut_off_is_refused(tmp_path: Path, packing: str) -> None:
    pack = gzip.compress if packing == "gz" else zstandard.ZstdCompressor().compress
    path = tmp_path / "a.csv"
    path.write_bytes(pack(TEXT)[:-2000])
    with pytest.raises(BadInput, match="cut off"), File(path).open() as stream:
        stream.read()


@pytest.mark.parametrize("packing", ["gz", "zst"])
def test_damaged_data_is_refused(tmp_path: Path, packing: str) -> None:
    pack = (
        gzip.compress if packing == "gz" else zstandard.ZstdCompressor(write_checksum=True).compress
    )
    packed = bytearray(pack(TEXT))
    packed[len(packed) // 2] ^= 0xFF
    path = tmp_path / "a.csv"
    path.write_bytes(packed)
    with pytest.raises(BadInput, match=r"damaged|cut off"), File(path).open() as stream:
        stream.read()


@pytest.mark.parametrize("packing", ["gz", "zst"])
def test_a_bomb_is_refused(tmp_path: Path, packing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "BOMB_BYTES", 1 << 20)
    pack = gzip.compress if packing == "gz" else zstandard.ZstdCompressor().compress
    path = tmp_path / "a.csv"
    path.write_bytes(pack(bytes(8 << 20)))
    with pytest.raises(BadInput, match="taken for a bomb"), File(path).open() as stream:
        stream.read()


def test_a_workbook_that_is_a_bomb_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpack, "BOMB_BYTES", 1 << 20)
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", bytes(8 << 20))
    with pytest.raises(BadInput, match="taken for a bomb"):
        unpack.check_zip(path)


def test_a_workbook_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(100))
    with pytest.raises(BadInput, match="no whole Excel file"):
        unpack.check_zip(path)
