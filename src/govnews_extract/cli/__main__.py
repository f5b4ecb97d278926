"""`python -m govnews_extract.cli`: the same as `govnews`."""

from govnews_extract.cli import main

if __name__ == "__main__":
    main()
