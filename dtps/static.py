"""How static files are named and served."""

import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import nullcontext
from typing import Any, cast

from asgiref.sync import iscoroutinefunction, markcoroutinefunction, sync_to_async
from django.core.files.base import ContentFile
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage

GetResponse = Callable[[HttpRequest], HttpResponseBase]
AsyncGetResponse = Callable[[HttpRequest], Awaitable[HttpResponseBase]]

# A comment on lines of its own, as the house writes them. Vendored files keep theirs: the licence is in it.
COMMENT = re.compile(r"^[ \t]*/\*\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)


class HashedModulesStorage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed files whose ES modules import each other under their hashed names.

    Comments are for those who read the repository. They are not sent: they would be a quarter of our scripts.
    """

    support_js_module_import_aggregation = True
    # A name follows from the names it imports, so each pass settles one more level of imports.
    max_post_process_passes = 25

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """As Django does it, from what has been collected once comments are out of it."""
        ours = [name for name in paths if name.startswith("js/") and name.endswith(".js")]
        for name in ours if not dry_run else ():
            self._leave_out_comments(name)
        sources = {**paths, **{name: (self, name) for name in ours}}
        yield from super().post_process(sources, dry_run, **options)  # type: ignore[no-untyped-call]

    def _leave_out_comments(self, name: str) -> None:
        with self.open(name) as file:
            text = file.read().decode()
        self.delete(name)
        self.save(name, ContentFile(COMMENT.sub("", text).encode()))


class StaticFiles(WhiteNoiseMiddleware):
    """Whitenoise with an asynchronous door: without one, each request of the site would hold a thread for it.

    A file is read in one go; none of ours is large.
    """

    sync_capable = True
    async_capable = True
    FOREVER = 365 * 24 * 60 * 60  # what is called immutable; whitenoise itself would say ten years

    def __init__(self, get_response: GetResponse | AsyncGetResponse) -> None:
        super().__init__(get_response)  # type: ignore[no-untyped-call]
        self.async_mode = iscoroutinefunction(get_response)
        if self.async_mode:
            markcoroutinefunction(self)

    def __call__(  # type: ignore[override]  # whitenoise is a WSGI application and a middleware in one
        self, request: HttpRequest
    ) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        if self.async_mode:
            return self.__acall__(request)
        return self.answer(request) or cast(GetResponse, self.get_response)(request)

    async def __acall__(self, request: HttpRequest) -> HttpResponseBase:
        if self.may_be_file(request) and (response := await sync_to_async(self.answer)(request)):
            return response
        return await cast(AsyncGetResponse, self.get_response)(request)

    def may_be_file(self, request: HttpRequest) -> bool:
        """Whether the address is worth a look at the disk."""
        return request.path_info.startswith(self.static_prefix)

    def answer(self, request: HttpRequest) -> HttpResponseBase | None:
        """The file at this address, None when there is none."""
        if not self.may_be_file(request):
            return None
        find = self.find_file if self.autorefresh else self.files.get
        static_file = find(request.path_info)
        return self.serve(static_file, request) if static_file else None

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponse:  # type: ignore[override]
        """Whitenoise's answer as one of Django's."""
        found = static_file.get_response(request.method, request.META)
        with found.file or nullcontext() as opened:
            content = opened.read() if opened else b""
        response = HttpResponse(content, status=int(found.status))
        del response["Content-Type"]
        for name, value in found.headers:
            response[name] = value
        return response
