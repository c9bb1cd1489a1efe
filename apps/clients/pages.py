"""What the pages that create something have in common: its key stands in the address."""

from collections.abc import Callable
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from apps.accounts.http import AuthedRequest


def with_key(request: AuthedRequest, page: Callable[[UUID], HttpResponse]) -> HttpResponse:
    """The page of the new object whose key the address carries, so that a reload finds its draft.

    Without one it leads to the same address with a fresh key. Raises Http404 for what is no key.
    """
    if "key" not in request.GET:
        query = request.GET.copy()
        query["key"] = str(uuid4())
        return redirect(f"{request.path}?{query.urlencode()}")
    return page(uuid_or_404(request.GET["key"]))


def uuid_or_404(text: str) -> UUID:
    """The key that `text` is. Raises Http404 when it is none."""
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
