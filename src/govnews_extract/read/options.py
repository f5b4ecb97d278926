"""What a caller may choose about reading, and what stands for an input that could not be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from govnews_extract.errors import ConfigError, ReadError

MEBIBYTE = 1 << 20

# A row's number behind the name of its table; its line says more to a person.
_ROW_RE = re.compile(r"#\d+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How inputs become articles.

    Field names are columns of a table or keys of a JSON object (`a.b` reaches into an inner
    object). A field that is None is guessed from usual names: `text`, `content`, `正文`, …

    Attributes:
        text_field: Field that holds the article's text or HTML.
        title_field: Field of its title.
        source_field: Field of the publisher.
        date_field: Field of the date of publication.
        author_field: Field of reporters and editors.
        url_field: Field of its address.
        site_field: Field of the site's name.
        encoding: Encoding of every input; None to find it for each.
        pattern: File names (glob, without folders) to take from folders and archives; None for
            every kind of file that can be read.
        max_article_bytes: A larger article is refused.
        max_archive_bytes: An archive, or a compressed file, that unpacks to more is left there.
        max_expansion: A compressed member of more than `MEBIBYTE` that unpacks to more than so
            many times its size is refused.
        max_members: Members of one archive that are looked at.
        left_out: Real paths of files and folders that no folder or glob brings in, as the place
            that the rows go to.
        passed_over: Is called with the name of each file in a folder or archive that is of no kind
            that can be read; hidden files, and those that `pattern` leaves out, are not told of.

    Raises:
        ConfigError: for an encoding that Python does not know, or a limit that is not positive.

    Example:
        >>> ReadOptions(text_field="content").encoding is None
        True
    """

    text_field: str | None = None
    title_field: str | None = None
    source_field: str | None = None
    date_field: str | None = None
    author_field: str | None = None
    url_field: str | None = None
    site_field: str | None = None
    encoding: str | None = None
    pattern: str | None = None
    max_article_bytes: int = 16 * MEBIBYTE
    max_archive_bytes: int = 64 * 1024 * MEBIBYTE
    max_expansion: int = 200
    max_members: int = 5_000_000
    left_out: tuple[str, ...] = ()
    passed_over: Callable[[str], None] | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.encoding is not None:
            try:
                "".encode(self.encoding)
            except LookupError as error:
                raise ConfigError(f"{self.encoding!r} is no encoding that Python knows") from error
        for name in ("max_article_bytes", "max_archive_bytes", "max_expansion", "max_members"):
            if getattr(self, name) <= 0:
                raise ConfigError(f"{name} must be positive, is {getattr(self, name)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFailure:
    """An input, or an article of one, that could not be read; the others go on.

    Attributes:
        path: Name of the input or member, as an article's would be.
        reason: One line: what was found and what to do.
        line: Line of the file, from 1, where it is about one.
        stage: Always `read`.

    Example:
        >>> from govnews_extract.read import iter_articles
        >>> (failure,) = iter_articles(["nowhere.txt"])
        >>> isinstance(failure, ReadFailure), failure.path
        (True, 'nowhere.txt')
        >>> str(ReadFailure(path="dump.csv#3", line=5, reason="has an empty text field"))
        'dump.csv:5: has an empty text field'
    """

    path: str
    reason: str
    line: int | None = None
    stage: str = "read"

    @classmethod
    def of(cls, error: ReadError, path: str) -> ReadFailure:
        """The failure that `error` is, at `path` where the error names none."""
        return cls(path=error.path or path, reason=error.message, line=error.line)

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{_ROW_RE.sub('', self.path)}:{self.line}"
        return f"{place}: {self.reason}"
