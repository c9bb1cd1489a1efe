"""The pages of templates: the same for diet templates and for meal plan templates."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.http import AuthedRequest
from apps.accounts.models import User
from apps.diet_templates.filters import TemplateFilter
from apps.diet_templates.gates import may_create_templates
from apps.diet_templates.header import TemplateRecord
from apps.diet_templates.nutrient_ranges import all_shown_keys, shown_keys
from apps.diet_templates.services import copy_template, next_copy_key
from apps.drafts.kinds import Kind
from apps.drafts.pages import edit_record
from apps.history.pages import HistoryPages
from apps.menus.guard import Diet
from apps.menus.judging import ONLY_MARK, judge
from apps.menus.sheet import sheet_of
from apps.stability.caching import asked_again

PAGE_SIZE = 25
Gate = Callable[[User, UUID], TemplateRecord]


class TemplatePages:
    """One kind of template as pages; `urls` is what its URLconf takes."""

    def __init__(
        self, model: type[TemplateRecord], kind: Kind, namespace: str, get: Gate, get_rw: Gate
    ) -> None:
        self.model, self.kind, self.namespace = model, kind, namespace
        self.get, self.get_rw = get, get_rw

    @property
    def urls(self) -> list[URLPattern]:
        """Addresses below the kind's own."""
        read_or_post = require_http_methods(["GET", "HEAD", "POST"])
        return [
            path("", asked_again(require_safe(self.index)), name="list"),
            path("create/", read_or_post(self.create), name="create"),
            path("<uuid:pk>/", asked_again(require_safe(self.detail)), name="detail"),
            path("<uuid:pk>/edit/", read_or_post(self.edit), name="edit"),
            path("<uuid:pk>/copy/", require_POST(self.copy), name="copy"),
            path("<uuid:pk>/archive/", require_POST(self.archive), name="archive"),
            path("<uuid:pk>/unarchive/", require_POST(self.unarchive), name="unarchive"),
            *HistoryPages(
                self.kind, self.namespace, self.get, stays=["is_shared"], shown=all_shown_keys
            ).urls,
        ]

    @property
    def title(self) -> str:
        """What the list is called."""
        return capfirst(str(self.model._meta.verbose_name_plural))

    @property
    def name(self) -> str:
        """What one of them is called."""
        return str(self.model._meta.verbose_name)

    @property
    def list_url(self) -> str:
        """Where they are listed."""
        return self.url("list")

    @property
    def create_url(self) -> str:
        """Where a new one begins."""
        return self.url("create")

    def url(self, page: str, *args: Any) -> str:
        """The address of one of the pages."""
        return reverse(f"{self.namespace}:{page}", args=args)

    def index(self, request: AuthedRequest) -> HttpResponse:
        """The templates this person may read, with search, filters and paging."""
        filters = TemplateFilter(request.GET)
        visible = self.model.objects.visible_to(request.user).for_list()
        page = Paginator(filters.apply(visible, request.user), PAGE_SIZE).get_page(request.GET.get("page"))
        may_create = may_create_templates(request.user)
        ctx = {"section": self, "filters": filters, "page": page, "may_create": may_create}
        return render(request, "diet_templates/list.html", ctx)

    def create(self, request: AuthedRequest) -> HttpResponse:
        """The editor of a new template; its key is in the address, so that a reload finds its draft."""
        if not may_create_templates(request.user):
            raise Http404
        key = as_uuid(request.GET.get("key"))
        if key is None:
            return redirect(f"{self.url('create')}?key={uuid4()}")
        return self._editor(request, key, create=True)

    def edit(self, request: AuthedRequest, pk: UUID) -> HttpResponse:
        """The editor; somebody else's shared template is shown instead, to be used as a copy."""
        try:
            return self._editor(request, pk)
        except Http404:
            if request.method == "POST":
                raise
            return redirect(self.get(request.user, pk))

    def detail(self, request: AuthedRequest, pk: UUID) -> HttpResponse:
        """The template to read and to print."""
        template = self.get(request.user, pk)
        archive = "unarchive" if template.is_archived else "archive"
        pages = {"archive": archive, "copy": "copy", "edit": "edit"}
        use = reverse("meal_plans:from_template", args=[self.kind.name, pk])
        ctx = {
            "section": self,
            "template": template,
            "urls": {"use": use, **{name: self.url(page, pk) for name, page in pages.items()}},
            "judged": judge(template.menu, Diet.of((), template.restrictions), rules=ONLY_MARK),
            "sheet": sheet_of(
                template.menu, template.ranges(), shown=shown_keys(template), page=request.GET.get("page")
            ),
            "may_edit": self.may_edit(request.user, template),
            "may_create": may_create_templates(request.user),
            "copy_key": next_copy_key(template, request.user),
        }
        return render(request, "diet_templates/detail.html", ctx)

    def copy(self, request: AuthedRequest, pk: UUID) -> HttpResponse:
        """Makes a copy that belongs to this person, and opens it; asked twice with one key it makes one."""
        template = self.get(request.user, pk)
        key = as_uuid(request.POST.get("key"))
        if key is None or not may_create_templates(request.user):
            raise Http404
        copy = copy_template(self.kind, template, user=request.user, key=key)
        messages.success(request, _("This copy is yours to change."))
        return redirect(self.url("edit", copy.pk))

    def archive(self, request: AuthedRequest, pk: UUID) -> HttpResponse:
        """Takes a template out of the lists; nothing is deleted, plans made from it stay as they are."""
        template = self.get_rw(request.user, pk)
        template.archive()
        messages.success(request, _("%(name)s is archived.") % {"name": template})
        return redirect(template)

    def unarchive(self, request: AuthedRequest, pk: UUID) -> HttpResponse:
        """Brings an archived template back."""
        template = self.get_rw(request.user, pk)
        template.unarchive()
        messages.success(request, _("%(name)s is back in the list.") % {"name": template})
        return redirect(template)

    def may_edit(self, user: User, template: TemplateRecord) -> bool:
        """Whether `user` may change `template`, which they may read."""
        return self.model.objects.editable_by(user).filter(pk=template.pk).exists()

    def _editor(self, request: AuthedRequest, key: UUID, create: bool = False) -> HttpResponse:
        ctx = {"section": self}
        return edit_record(
            request,
            kind=self.kind.name,
            key=key,
            template="diet_templates/form.html",
            context=ctx,
            create=create,
        )


def as_uuid(text: str | None) -> UUID | None:
    """The UUID that `text` writes, None when it is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
