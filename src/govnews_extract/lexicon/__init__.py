"""Rule data: where the tables are, what their columns mean, and how they are read."""

from govnews_extract.lexicon.loader import (
    Table,
    lexicon_digest,
    lexicon_folder,
    load_table,
    use_lexicons,
    words_of,
)

__all__ = ["Table", "lexicon_digest", "lexicon_folder", "load_table", "use_lexicons", "words_of"]
