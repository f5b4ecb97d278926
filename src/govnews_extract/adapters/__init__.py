"""The library inside other people's data tools; each module needs the extra of its name."""
