"""Control of a server in another process, over HTTP."""

from __future__ import annotations

from typing import Any

import httpx


class Remote:
    """A `Control` for `Telegram`; the server is at this address."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._client = httpx.Client(base_url=f"{url}/control/", timeout=120.0, trust_env=False)

    def call(self, name: str, /, **arguments: Any) -> Any:
        """Run a control function."""
        return self._client.post(name, json=arguments).raise_for_status().json()["result"]

    def close(self) -> None:
        """Close the connection."""
        self._client.close()
