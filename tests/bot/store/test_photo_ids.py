"""Pictures that were sent are found again, until they are old or Telegram has lost them."""

from __future__ import annotations

from bot.store import Store


async def test_a_picture_is_found_by_what_it_shows(store: Store) -> None:
    pictures = store.pictures
    assert await pictures.find("a") is None
    await pictures.keep("a", "file1", at=1)
    await pictures.keep("b", "file2", at=2)
    await pictures.keep("a", "file3", at=3)
    assert [await pictures.find(key) for key in ("a", "b", "c")] == ["file3", "file2", None]


async def test_one_that_telegram_has_lost_is_forgotten(store: Store) -> None:
    await store.pictures.keep("a", "file1", at=1)
    await store.pictures.forget("a")
    await store.pictures.forget("b")
    assert await store.pictures.find("a") is None


async def test_what_is_old_is_forgotten(store: Store) -> None:
    await store.pictures.keep("a", "file1", at=1)
    await store.pictures.keep("b", "file2", at=2)
    await store.pictures.prune(before=2)
    assert [await store.pictures.find(key) for key in ("a", "b")] == [None, "file2"]
