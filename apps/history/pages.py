"""The pages of a record's history: the same for every kind whose Saves are kept."""

from collections.abc import Callable, Collection, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.http import AuthedRequest
from apps.accounts.models import User
from apps.drafts.forms import post_data
from apps.drafts.kinds import Kind
from apps.drafts.models import Draft, VersionedRecord
from apps.foods.nutrients import MAIN_KEYS, Nutrients
from apps.history.forms import CheckpointForm
from apps.history.listing import listed
from apps.history.presenting import FiguresOf, comparison_of
from apps.history.restoring import NoPlace
from apps.history.services import Restoration, Wanted, name_version, planned, restore, unname_version
from apps.history.versions import History
from apps.history.wording import plan_text
from apps.menus.services import figures_of

Shown = Callable[[Any], Sequence[str]]  # of a record: the nutrients that comparisons show
Gate = Callable[[User, UUID], VersionedRecord]


def figures_of_today(record: Any, food_ids: set[str]) -> dict[str, Nutrients]:
    """What 100 g of those foods hold in the food table."""
    return figures_of(food_ids)


def headline(record: Any) -> Sequence[str]:
    """Energy and macronutrients."""
    return MAIN_KEYS


class HistoryPages:
    """The history of one kind of record; `urls` belong below the record's own address.

    `get` is the gate for reading. Whoever passes the kind's own gate for changing may restore and name.
    Fields in `stays` are never brought back: who may see a record is decided now, not by an old version.
    """

    def __init__(
        self,
        kind: Kind,
        namespace: str,
        get: Gate,
        *,
        stays: Collection[str] = (),
        figures: FiguresOf = figures_of_today,
        shown: Shown = headline,
    ) -> None:
        self.kind, self.namespace, self.get = kind, namespace, get
        self.stays, self.figures, self.shown = stays, figures, shown

    @property
    def urls(self) -> list[URLPattern]:
        """Addresses below the kind's own."""
        read_or_post = require_http_methods(["GET", "HEAD", "POST"])
        below = "<uuid:pk>/history/"
        version = f"{below}<int:version>/"
        return [
            path(below, require_safe(self.index), name="history"),
            path(f"{below}compare/", require_safe(self.compare), name="history_compare"),
            path(f"{version}restore/", read_or_post(self.restore), name="history_restore"),
            path(f"{version}name/", read_or_post(self.name), name="history_name"),
            path(f"{version}unname/", require_POST(self.unname), name="history_unname"),
        ]

    def url(self, page: str, *args: Any) -> str:
        """The address of one of the pages."""
        return reverse(f"{self.namespace}:{page}", args=args)

    def index(self, request: AuthedRequest, pk: UUID) -> HttpResponse:
        """Who changed what and when."""
        history = History(self.kind, self.get(request.user, pk), request.user)
        page, rows = listed(history, request.GET.get("page"))
        ctx = {**self._about(history), "page": page, "rows": rows}
        return render(request, "history/list.html", ctx)

    def compare(self, request: AuthedRequest, pk: UUID) -> HttpResponse:
        """Two versions beside each other; the later one is the record as it is now unless one is named."""
        history = History(self.kind, self.get(request.user, pk), request.user)
        ctx = self._about(history)
        first, second = number(request, "from"), number(request, "to")
        if first is None:
            earlier = [save.version for save in history.saves if save.version != history.record.version]
            first = earlier[0] if earlier else history.record.version
        before = history.data_at(first)
        after = history.now if second in (None, history.record.version) else history.data_at(second)
        link = self._link(history, first) if ctx["may_edit"] else None
        comparison = comparison_of(
            history,
            before,
            after,
            figures_of=self.figures,
            shown_keys=self.shown(history.record),
            page=request.GET.get("page"),
            link=link,
        )
        chosen = {"first": first, "second": second or history.record.version}
        return render(request, "history/compare.html", {**ctx, **chosen, "comparison": comparison})

    def restore(self, request: AuthedRequest, pk: UUID, version: int) -> HttpResponse:
        """GET shows what would come out; POST saves it, if the record is still as it was shown."""
        history = History(self.kind, self._get_rw(request.user, pk), request.user)
        wanted = Wanted(version, request.GET.get("day") or None, request.GET.get("meal") or None)
        try:
            restoration = planned(history, wanted, self.stays)
        except NoPlace:
            messages.warning(request, _("The plan no longer has this day. Restore the whole day instead."))
            return redirect(f"{self.url('history_compare', pk)}?{urlencode({'from': version})}")
        if request.method != "POST":
            return self._preview(request, history, restoration)
        if restoration.changes_nothing:
            messages.info(request, _("It is like that already: nothing was changed."))
            return redirect(self.url("history", pk))
        return self._restored(request, history, restoration)

    def name(self, request: AuthedRequest, pk: UUID, version: int) -> HttpResponse:
        """Gives a version a name, or another one."""
        history = History(self.kind, self._get_rw(request.user, pk), request.user)
        save = next((one for one in history.saves if one.version == version), None)
        if save is None:
            raise Http404
        form = CheckpointForm(request.POST or None, instance=history.checkpoints.get(version))
        if request.method == "POST" and form.is_valid():
            name_version(history, version, form.cleaned_data["name"], by=request.user)
            messages.success(request, _("Version %(version)d has its name.") % {"version": version})
            return redirect(self.url("history", pk))
        ctx = {**self._about(history), "form": form, "save": save}
        return render(request, "history/name.html", ctx, status=422 if form.errors else 200)

    def unname(self, request: AuthedRequest, pk: UUID, version: int) -> HttpResponse:
        """Takes a name away; the version stays."""
        history = History(self.kind, self._get_rw(request.user, pk), request.user)
        unname_version(history, version)
        messages.success(request, _("The name of version %(version)d is gone.") % {"version": version})
        return redirect(self.url("history", pk))

    def _get_rw(self, user: User, pk: UUID) -> VersionedRecord:
        record = self.kind.find(user, pk)
        if record is None:
            raise Http404
        return record

    def _may_edit(self, user: User, pk: UUID) -> bool:
        try:
            return self.kind.version(user, pk) is not None
        except Http404:
            return False

    def _about(self, history: History) -> dict[str, Any]:
        return {
            "record": history.record,
            "history": history,
            "section": self,
            "may_edit": self._may_edit(history.user, history.key),
            "history_url": self.url("history", history.key),
            "compare_url": self.url("history_compare", history.key),
        }

    def _link(self, history: History, version: int) -> Callable[[str, str | None], str]:
        base = self.url("history_restore", history.key, version)
        return lambda day, meal: f"{base}?{urlencode({'day': day} | ({'meal': meal} if meal else {}))}"

    def _preview(
        self, request: AuthedRequest, history: History, restoration: Restoration, status: int = 200
    ) -> HttpResponse:
        comparison = comparison_of(
            history,
            restoration.now,
            restoration.data,
            figures_of=self.figures,
            shown_keys=self.shown(history.record),
            page=request.GET.get("page"),
        )
        drafts = Draft.objects.of(request.user, self.kind.name, history.key).live()
        ctx = {
            **self._about(history),
            "comparison": comparison,
            "restoration": restoration,
            "what": plan_text(restoration.origin),
            "has_draft": drafts.exists(),
            "version": history.record.version,
        }
        # Last, because validating a form writes into the record.
        form = self.kind.form(instance=history.record, user=request.user, data=post_data(restoration.data))
        ctx["refusals"] = [] if restoration.changes_nothing else refusals(form)
        return render(request, "history/restore.html", ctx, status=422 if ctx["refusals"] else status)

    def _restored(self, request: AuthedRequest, history: History, restoration: Restoration) -> HttpResponse:
        seen = request.POST.get("version")
        before = history.record.version
        outcome = None
        if seen == str(before):
            outcome = restore(history, restoration, by=request.user, version=before)
        if outcome is None:
            messages.warning(request, _("Somebody saved meanwhile. Please look again before you restore."))
            return redirect(request.get_full_path())
        if outcome.record is None:
            return self._preview(request, history, restoration)
        words = {"earlier": restoration.origin["version"], "before": before}
        text = _("Restored from version %(earlier)d. What was there before is version %(before)d.")
        messages.success(request, text % words)
        return redirect(self.url("history", history.key))


def number(request: AuthedRequest, name: str) -> int | None:
    """The version that the address names, None when it names none. Raises Http404 for what is no number."""
    text = request.GET.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Http404
    return int(text)


def refusals(form: Any) -> list[str]:
    """Why a form would not be saved, with the label of each field."""
    if form.is_valid():
        return []
    return [
        f"{form.fields[name].label}: {error}" if name in form.fields else str(error)
        for name, errors in form.errors.items()
        for error in errors
    ]
