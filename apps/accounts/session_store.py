"""Sessions in the database, kept in the cache for as long as the database has them: SESSION_ENGINE."""

from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import cached_db
from django.core.cache import caches


class SessionStore(cached_db.SessionStore):
    """Django's `cached_db`, in which an ended session stays ended.

    A request that writes its session, or reads it into the cache, at the very moment at which it is ended
    somewhere else would put it back into the cache after it was deleted there, for thirty days. So whatever
    goes into the cache is looked up once more: a query for each write, and there is one in five minutes.
    """

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing when it has ended."""
        self._is_from_database = False
        data = super().load()
        return {} if self._is_from_database and self._has_ended() else data

    async def aload(self) -> dict[str, Any]:
        """See load."""
        self._is_from_database = False
        data = await super().aload()
        return {} if self._is_from_database and await self._ahas_ended() else data

    def save(self, must_create: bool = False) -> None:
        """Writes the session. Raises UpdateError when it has ended."""
        super().save(must_create)
        self._has_ended()

    async def asave(self, must_create: bool = False) -> None:
        """See save."""
        await super().asave(must_create)
        await self._ahas_ended()

    def _get_session_from_db(self) -> Any:
        self._is_from_database = True
        return super()._get_session_from_db()  # type: ignore[misc]  # not in the stubs

    async def _aget_session_from_db(self) -> Any:
        self._is_from_database = True
        return await super()._aget_session_from_db()  # type: ignore[misc]

    def _has_ended(self) -> bool:
        ended = not self.model.objects.filter(pk=self.session_key).exists()
        if ended and self.session_key:
            caches[settings.SESSION_CACHE_ALIAS].delete(self.cache_key)
        return ended

    async def _ahas_ended(self) -> bool:
        ended = not await self.model.objects.filter(pk=self.session_key).aexists()
        if ended and self.session_key:
            await caches[settings.SESSION_CACHE_ALIAS].adelete(await self.acache_key())
        return ended
