"""The edit page of a note in somebody's browser, without JavaScript."""

import json
from typing import Any
from uuid import UUID

from django.contrib.messages import get_messages
from django.urls import reverse

from apps.accounts.models import User
from tests.conftest import signed_in
from tests.drafts.devices import FIELDS

FORM: dict[str, Any] = {
    "title": "Week",
    "text": "",
    "amount": "",
    "is_shared": "on",
    "tags": ["red"],
    "sheet": json.dumps(FIELDS["sheet"]),
}


class Page:
    """Needs `pytest.mark.urls("tests.drafts.sample.urls")`."""

    def __init__(self, user: User, key: UUID, name: str = "edit") -> None:
        self.browser, self.url = signed_in(user), reverse(f"sample:{name}", args=[key])
        self.hidden: dict[str, int] = {}

    def open(self) -> Any:
        """The response; its hidden fields are kept for `save`."""
        response = self.browser.get(self.url)
        self.keep(response)
        return response

    def keep(self, response: Any) -> None:
        """Takes over the hidden fields of a page."""
        autosave = response.context["autosave"]
        self.hidden = {"version": autosave["version"], "revision": autosave["revision"]}

    def save(self, **fields: Any) -> Any:
        """The response to the form, which holds FORM and `fields`."""
        return self.browser.post(self.url, {**FORM, **self.hidden, **fields})


def sheet(*rows: dict[str, str]) -> str:
    """The document as a browser sends it."""
    return json.dumps({"rows": rows})


def toast(response: Any) -> str:
    """What the last message says after a Save, which must have succeeded."""
    assert response.status_code == 302, response.context["form"].errors
    return str(list(get_messages(response.wsgi_request))[-1])
