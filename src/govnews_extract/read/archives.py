"""Members of ZIP and TAR archives as streams; nothing of an archive is written to disk."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from govnews_extract.errors import ReadError
from govnews_extract.read.options import ReadOptions
from govnews_extract.read.streams import LimitedStream, check_expansion, damage_named

_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1


def iter_zip(
    stream: BinaryIO, path: str, options: ReadOptions
) -> Iterator[tuple[str, BinaryIO | ReadError]]:
    """Each file of a ZIP archive: its name and its stream, or why it cannot be unpacked.

    Names of old Chinese archives, which are GBK without saying so, are read as such.
    """
    with _zip_damage_named(path):
        archive = zipfile.ZipFile(stream)
    total = 0
    with archive:
        for number, info in enumerate(archive.infolist()):
            if number >= options.max_members:
                raise ReadError(f"has more than {options.max_members:,} members", path)
            if info.is_dir():
                continue
            name = _zip_name(info)
            inner = f"{path}!/{name}"
            try:
                total += info.file_size
                check_expansion(info.file_size, info.compress_size, inner, options)
                check_expansion(min(total, options.max_archive_bytes + 1), total, path, options)
                _refuse_encrypted(info, inner)
                with _zip_damage_named(inner), archive.open(info) as member:
                    yield (
                        name,
                        cast(BinaryIO, LimitedStream(cast(BinaryIO, member), inner, options)),
                    )
            except ReadError as error:
                yield name, error


def iter_tar(
    stream: BinaryIO, path: str, options: ReadOptions
) -> Iterator[tuple[str, BinaryIO | ReadError]]:
    """Each regular file of an uncompressed TAR stream, in its order; links are passed over."""
    with _tar_damage_named(path):
        archive = tarfile.open(fileobj=stream, mode="r|")  # noqa: SIM115 - closed below
    with archive:
        for number, info in enumerate(_tar_infos(archive, path)):
            if number >= options.max_members:
                raise ReadError(f"has more than {options.max_members:,} members", path)
            if not info.isfile():
                continue
            with _tar_damage_named(path):
                member = archive.extractfile(info)
                if member is not None:
                    yield info.name.removeprefix("./"), cast(BinaryIO, member)


def _tar_infos(archive: tarfile.TarFile, path: str) -> Iterator[tarfile.TarInfo]:
    """What the archive tells of its members, each forgotten when the next is asked for."""
    while True:
        with _tar_damage_named(path):
            info = archive.next()
        if info is None:
            return
        archive.members = []  # type: ignore[attr-defined]  # streamed: none is asked for again
        yield info


def _refuse_encrypted(info: zipfile.ZipInfo, inner: str) -> None:
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise ReadError("is encrypted; unpack it first", inner)


def _zip_name(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _UTF8_FLAG or info.filename.isascii():
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gbk")
    except UnicodeError:
        return info.filename


@contextmanager
def _zip_damage_named(path: str) -> Iterator[None]:
    try:
        with damage_named(path):
            yield
    except zipfile.BadZipFile as error:
        raise ReadError(f"is no whole ZIP archive ({error}); fetch it again", path) from error
    except (NotImplementedError, RuntimeError) as error:
        raise ReadError(f"cannot be unpacked: {error}", path) from error


@contextmanager
def _tar_damage_named(path: str) -> Iterator[None]:
    try:
        with damage_named(path):
            yield
    except tarfile.TarError as error:
        raise ReadError(f"is no whole TAR archive ({error}); fetch it again", path) from error
