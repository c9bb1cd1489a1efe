"""How static files are named and served."""

import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, cast

from asgiref.sync import iscoroutinefunction, markcoroutinefunction, sync_to_async
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage

GetResponse = Callable[[HttpRequest], HttpResponseBase]
AsyncGetResponse = Callable[[HttpRequest], Awaitable[HttpResponseBase]]

OWN_MODULE = re.compile(r"js/[\w-]+\.js")
DOC_COMMENT = re.compile(r"^[ \t]*/\*\*.*?\*/\n", re.MULTILINE | re.DOTALL)


def without_doc_comments(source: str) -> str:
    """A module as browsers get it: comments that begin a line with `/**` are for readers of the source."""
    return DOC_COMMENT.sub("", source)


class HashedModulesStorage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed files whose ES modules import each other under their hashed names.

    Our own modules go out without their doc comments, which are a quarter of what would travel.
    """

    support_js_module_import_aggregation = True
    # A name follows from the names it imports, so each pass settles one more level of imports.
    max_post_process_passes = 25

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        """Called by collectstatic once all files are in their place."""
        for name in filter(OWN_MODULE.fullmatch, () if dry_run else paths):
            module = Path(self.path(name))
            module.write_text(without_doc_comments(module.read_text(encoding="utf-8")), encoding="utf-8")
        yield from super().post_process(paths, dry_run, **options)  # type: ignore[no-untyped-call]


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
