"""`python -m govnews_extract`: the same as `govnews`."""

from govnews_extract.cli import main

if __name__ == "__main__":
    main()
