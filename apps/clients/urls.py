"""Addresses of the clients app."""

from django.urls import path

from apps.clients import views
from apps.clients.gates import get_client
from apps.clients.kinds import CLIENT
from apps.history.pages import HistoryPages

app_name = "clients"
urlpatterns = [
    # /clients/
    path("", views.client_list, name="list"),
    path("create/", views.client_create, name="create"),
    # /clients/<id>/
    path("<uuid:pk>/", views.client_detail, name="detail"),
    path("<uuid:pk>/edit/", views.client_edit, name="edit"),
    path("<uuid:pk>/archive/", views.client_archive, name="archive"),
    path("<uuid:pk>/unarchive/", views.client_unarchive, name="unarchive"),
    *HistoryPages(CLIENT, app_name, get_client, stays=["care_team"]).urls,
]
