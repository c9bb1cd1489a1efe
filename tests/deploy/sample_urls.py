"""The site of the tests of streams, with a page that takes a second."""

import time

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from tests.realtime.sample.urls import urlpatterns as others


@login_not_required
def slow(request: HttpRequest) -> HttpResponse:
    """Long enough for its worker to be told to end meanwhile."""
    time.sleep(1)
    return HttpResponse("finished")


urlpatterns = [path("test/slow/", slow), *others]
