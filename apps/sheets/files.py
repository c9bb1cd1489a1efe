"""A copy of a plan as a PDF file, in the name of the practice."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from apps.clients.models import Client
from apps.exchange.csv_files import file_name
from apps.meal_plans.models import MealPlan
from apps.practice.logo import Logo
from apps.practice.models import Practice
from apps.sheets import pdf
from apps.sheets.choices import Choice
from apps.sheets.papers import paper_of

BUSY_SECONDS = 15


def plan_pdf(plan: MealPlan, client: Client, choice: Choice) -> bytes:
    """The file, in the language of the choice. Raises PdfError."""
    logo = Logo.current()
    with translation.override(choice.language):
        ctx = {
            "paper": paper_of(plan, choice),
            "client": client,
            "practice": Practice.current(),
            "logo": f"{pdf.SCHEME}logo" if logo else "",
        }
        html = render_to_string("sheets/paper.html", ctx)
        return pdf.make_pdf(html, {"logo": (logo.content, logo.type)} if logo else {})


def pdf_response(
    request: HttpRequest, plan: MealPlan, client: Client, choice: Choice, refused: str = "sheets/no_pdf.html"
) -> HttpResponse:
    """The file, or the page of the template `refused` that says why there is none."""
    try:
        content = plan_pdf(plan, client, choice)
    except pdf.PdfError as error:
        return refusal(request, error, refused)
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{file_name(f'{plan} {client}')}.pdf"
    response["Content-Disposition"] = content_disposition_header(False, name) or ""
    return response


def refusal(request: HttpRequest, error: pdf.PdfError, template: str) -> HttpResponse:
    """What went wrong, and what can be done about it."""
    status, words = reason(error)
    response = render(request, template, {"words": words}, status=status)
    if status == 503:
        response["Retry-After"] = str(BUSY_SECONDS)
    return response


def reason(error: pdf.PdfError) -> tuple[int, str]:
    """The status of an answer without a file, and its words."""
    if isinstance(error, pdf.PdfUnavailable):
        return 501, _(
            "PDF is not available on this server. You can print the sheet from the browser instead."
        )
    if isinstance(error, pdf.PdfBusy):
        return 503, _("Other files are being made at the moment. Please try again in a few seconds.")
    return 422, _("This is too much for one file. Please choose fewer days.")
