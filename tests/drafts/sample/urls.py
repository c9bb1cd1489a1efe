"""The site with the pages of notes: for `pytest.mark.urls`."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import include, path

import dtps.urls
from apps.drafts.pages import edit_record


def edit(request: Any, pk: UUID) -> HttpResponse:
    return edit_record(request, kind="note", key=pk, template="sample/note.html")


def create(request: Any, pk: UUID) -> HttpResponse:
    return edit_record(request, kind="note", key=pk, template="sample/note.html", create=True)


pages = [
    path("notes/<uuid:pk>/edit/", edit, name="edit"),
    path("notes/create/<uuid:pk>/", create, name="create"),
]
urlpatterns = [path("", include((pages, "sample"))), *dtps.urls.urlpatterns]
handler404 = dtps.urls.handler404
