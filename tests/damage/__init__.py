"""Makes damaged pages from clean text, each kind of damage as archives show it."""
