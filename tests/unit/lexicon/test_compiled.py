"""What the cache of compiled tables holds up to: whatever lies there, the tables come out right."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from govnews_extract.lexicon import divisions, divisions_gazetteer, divisions_towns
from govnews_extract.lexicon.compiled import CACHE_FOLDER, Columns, cache_folder, load_compiled
from govnews_extract.lexicon.loader import OWN_LEXICONS, lexicon_path

CELLS = {"names": ["玉门市", "", "临泽县\t620723"], "none": []}
built: list[Path] = []


def build() -> Columns:
    built.append(lexicon_path("zones.tsv"))
    return CELLS


def load() -> Columns:
    return load_compiled("small", ("zones",), build)


def builds(call: Callable[[], Columns]) -> int:
    """How often `call`, which must give the right cells, read the tables."""
    before = len(built)
    assert call() == CELLS
    return len(built) - before


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the compiled table lies, whole and up to date."""
    monkeypatch.setenv(CACHE_FOLDER, str(tmp_path / "kept" / "here"))
    assert (builds(load), builds(load)) == (1, 0)
    return tmp_path / "kept" / "here" / "small.tables"


def test_a_flipped_byte_is_seen_and_mended(path: Path) -> None:
    whole = path.read_bytes()
    for at in range(len(whole)):
        for bit in (1, 128):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
            assert builds(load) == 1, f"byte {at}"
            assert path.read_bytes() == whole


def test_a_file_cut_short_or_with_more_behind_is_seen_and_mended(path: Path) -> None:
    whole = path.read_bytes()
    for content in (*(whole[:size] for size in range(len(whole))), whole + b"\n", whole + whole):
        path.write_bytes(content)
        assert (builds(load), path.read_bytes()) == (1, whole)


class Trap:
    """Tells on itself when it is unpickled."""

    def __init__(self, told: Path) -> None:
        self.told = told

    def __reduce__(self) -> tuple[Callable[[Path], None], tuple[Path]]:
        return Path.touch, (self.told,)


def test_nothing_is_unpickled(path: Path, tmp_path: Path) -> None:
    path.write_bytes(pickle.dumps(Trap(tmp_path / "sprung")))
    assert builds(load) == 1
    assert not (tmp_path / "sprung").exists()


def test_a_folder_or_a_pipe_in_its_place_is_left_there(path: Path) -> None:
    path.unlink()
    path.mkdir()
    assert builds(load) == 1
    assert path.is_dir()
    path.rmdir()
    os.mkfifo(path)
    assert builds(load) == 1  # and waits for nobody to write into it


def test_a_file_of_another_user_is_not_believed(path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give files away")

    def other() -> Columns:
        return {"names": ["别处"], "none": []}

    path.unlink()
    assert load_compiled("small", ("zones",), other) == other()
    assert load() == other()  # it is whole, of these tables and this module
    os.chown(path, 12345, -1)
    assert builds(load) == 1
    assert path.stat().st_uid == 0


def test_a_changed_table_is_read_anew(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(lexicon_path("zones.tsv"), tmp_path)
    monkeypatch.setenv(OWN_LEXICONS, str(tmp_path))
    assert builds(load) == 0
    with (tmp_path / "zones.tsv").open("a", encoding="utf-8") as file:
        file.write("龙首新区\t620702\n")
    assert (builds(load), builds(load)) == (1, 0)


def test_without_a_folder_to_write_into_there_is_no_cache(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (path / "below", Path("/proc/no"), Path()):
        monkeypatch.setenv(CACHE_FOLDER, str(folder) if folder.parts else "")
        assert (builds(load), builds(load)) == (1, 1)


def test_cells_that_would_not_come_back_are_not_kept(path: Path) -> None:
    def broken() -> Columns:
        return {"names": ["two\nlines"]}

    path.unlink()
    assert load_compiled("small", ("zones",), broken) == broken()
    assert not path.exists()


def test_many_at_once_leave_one_whole_file(path: Path) -> None:
    whole = path.read_bytes()
    for _ in range(20):
        path.unlink()
        with ThreadPoolExecutor(8) as pool:
            assert all(cells == CELLS for cells in pool.map(lambda _: load(), range(16)))
        assert [file.name for file in path.parent.iterdir()] == [path.name]
        assert path.read_bytes() == whole


def test_the_cache_lies_where_the_user_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CACHE_FOLDER, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/kept")
    assert cache_folder() == Path("/var/kept/govnews_extract")
    monkeypatch.setenv("XDG_CACHE_HOME", "kept")  # relative ones are to be ignored
    monkeypatch.setenv("HOME", "/home/me")
    assert cache_folder() == Path("/home/me/.cache/govnews_extract")
    monkeypatch.setenv(CACHE_FOLDER, "")
    assert cache_folder() is None


def test_places_out_of_the_cache_are_those_of_the_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def names() -> list[tuple[object, ...]]:
        gazetteer = divisions_gazetteer.load_gazetteer.__wrapped__()
        fields = divisions_gazetteer.PlaceName.__slots__
        return [tuple(getattr(name, field) for field in fields) for name in gazetteer.names]

    def everything() -> tuple[object, ...]:
        towns = divisions_towns.load_towns.__wrapped__()
        rows = divisions.load_divisions.__wrapped__().all
        return rows, names(), towns.counties("城关镇"), towns.counties("干家街道")

    monkeypatch.setenv(CACHE_FOLDER, "")
    plain = everything()
    monkeypatch.setenv(CACHE_FOLDER, str(tmp_path))
    assert everything() == plain
    assert {file.stem for file in tmp_path.iterdir()} == {"divisions", "gazetteer", "towns"}
    assert everything() == plain
