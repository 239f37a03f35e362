"""Writes all pages, and removes those of modules and headers that are gone."""

from __future__ import annotations

from scripts.api.pages import FOLDER, pages

made = pages()
FOLDER.mkdir(parents=True, exist_ok=True)
for found in FOLDER.glob("**/*.md"):
    if found.relative_to(FOLDER).as_posix() not in made:
        found.unlink()
for name, text in made.items():
    (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
    (FOLDER / name).write_text(text, encoding="utf-8")
