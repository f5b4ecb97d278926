"""Names that a user adds, by call or by a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from govnews_extract.datatypes import Label, name_label
from govnews_extract.errors import ConfigError
from govnews_extract.lexicon.automaton import NameAutomaton, keep_longest
from govnews_extract.lexicon.loader import read_table
from govnews_extract.lexicon.schema import KINDS
from govnews_extract.lexicon.script import simplify
from govnews_extract.lexicon.tables import USER_NAMES
from govnews_extract.tag.scene import Draft, Scene

USER_WEIGHT = 9
"""A user's own names win over every rule."""

USER_RULE = "user_name"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserName:
    """A name that a user wants found.

    Attributes:
        label: Any but DATE; its name as a string will do.
        surface: As texts write it, in either script.
        canonical: Its canonical form; the simplified surface where None.
        code: GB/T 2260 code of the division that it belongs to.

    Raises:
        ConfigError: for another label, an empty surface, or a code of a wrong form.

    Example:
        >>> from govnews_extract import Extractor
        >>> name = UserName(label=Label.COMPANY, surface="青禾云谷", canonical="青禾云谷公司")
        >>> Extractor(tagger=None, names=[name]).extract("青禾云谷投资2亿元。").facts[0].subject
        '青禾云谷公司'
    """

    label: Label
    surface: str
    canonical: str | None = None
    code: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", name_label(self.label))
        if not isinstance(self.surface, str):
            raise TypeError(f"surface must be str, is {type(self.surface).__name__}")
        if not self.surface.strip():
            raise ConfigError(f"{self.surface.strip()!r} is too short for a name")
        if self.code is not None and not (
            isinstance(self.code, str) and KINDS["code"]((self.code,))
        ):
            message = f"{self.code!r} is no division's code, such as '330881'"
            raise ConfigError(message, column="code")


def load_user_names(path: str | Path) -> tuple[UserName, ...]:
    r"""Read a user's table: columns id, label, surface, canonical, code, tab-separated.

    Raises:
        LexiconError: naming file, line and column, at the first row that does not fit.

    Example:
        >>> import tempfile
        >>> folder = tempfile.TemporaryDirectory()
        >>> path = Path(folder.name, "names.tsv")
        >>> header = "id\tlabel\tsurface\tcanonical\tcode"
        >>> _ = path.write_text(f"{header}\nn1\tCOMPANY\t青禾云谷\t\t330881\n", encoding="utf-8")
        >>> [(name.surface, name.code) for name in load_user_names(path)]
        [('青禾云谷', '330881')]
        >>> folder.cleanup()
    """
    return tuple(
        UserName(
            label=Label(label), surface=surface, canonical=canonical or None, code=code or None
        )
        for _, label, surface, canonical, code in read_table(Path(path), USER_NAMES).rows
    )


class UserNames:
    """Finds a user's names, wherever their characters stand; ABC does not stand in ABCD."""

    def __init__(self, names: Iterable[UserName]) -> None:
        self._names = {simplify(name.surface): name for name in names}
        self._rows = list(self._names.values())
        self._automaton = NameAutomaton(self._names) if self._names else None

    def find(self, scene: Scene) -> list[Draft]:
        """Drafts of every user's name, the longest where several begin alike."""
        if self._automaton is None:
            return []
        found: list[tuple[int, int, UserName]] = []
        for number, start, end in self._automaton.find(scene.text):
            if not (_cuts_word(scene.text, start) or _cuts_word(scene.text, end)):
                keep_longest(found, (start, end, self._rows[number]))
        return [
            Draft(start, end, name.label, USER_RULE, USER_WEIGHT, name.canonical)
            for start, end, name in found
        ]

    def code(self, surface: str) -> str | None:
        """Code of the division that the name with this simplified surface belongs to."""
        name = self._names.get(surface)
        return name.code if name else None


def _cuts_word(text: str, at: int) -> bool:
    """Whether the characters on both sides of offset `at` are Latin letters or digits."""
    around = text[max(at - 1, 0) : at + 1]
    return len(around) == 2 and around.isascii() and around.isalnum()
