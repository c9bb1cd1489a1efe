"""What templates know of the installation."""

from django.conf import settings
from django.http import HttpRequest


def app_version(request: HttpRequest) -> dict[str, str]:
    """`app_version`: what X-App-Version says, so that a page knows which version it is of."""
    return {"app_version": settings.APP_VERSION}
