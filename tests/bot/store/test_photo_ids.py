"""File ids of pictures that were sent."""

from __future__ import annotations

from bot.store import Store


async def test_a_photo_id_is_found_by_its_key(store: Store) -> None:
    pictures = store.photo_ids
    assert await pictures.find("a") is None
    await pictures.save("a", "file1", at=1)
    await pictures.save("b", "file2", at=2)
    await pictures.save("a", "file3", at=3)
    assert [await pictures.find(key) for key in ("a", "b", "c")] == ["file3", "file2", None]


async def test_a_photo_id_is_deleted(store: Store) -> None:
    await store.photo_ids.save("a", "file1", at=1)
    await store.photo_ids.delete("a")
    await store.photo_ids.delete("b")
    assert await store.photo_ids.find("a") is None


async def test_old_photo_ids_are_pruned(store: Store) -> None:
    await store.photo_ids.save("a", "file1", at=1)
    await store.photo_ids.save("b", "file2", at=2)
    await store.photo_ids.prune(before=2)
    assert [await store.photo_ids.find(key) for key in ("a", "b")] == [None, "file2"]
