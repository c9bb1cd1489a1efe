"""Addresses below /meal-plans/<id>/: what leaves the house on paper and in files."""

from django.urls import path

from apps.sheets import views

app_name = "sheets"
urlpatterns = [
    path("print/", views.plan_print, name="print"),
    path("plan.pdf", views.plan_pdf, name="pdf"),
    path("plan.csv", views.plan_csv, name="csv"),
    path("shopping/", views.shopping, name="shopping"),
    path("shopping.csv", views.shopping_csv, name="shopping-csv"),
]
