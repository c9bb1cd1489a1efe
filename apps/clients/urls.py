"""Addresses of the clients app."""

from django.urls import include, path

from apps.clients import data_views, record_views, target_views, views
from apps.clients.gates import get_client
from apps.clients.kinds import CLIENT
from apps.history.pages import HistoryPages

app_name = "clients"
measurements = [
    path("create/", record_views.measurement_create, name="create"),
    path("<uuid:pk>/edit/", record_views.measurement_edit, name="edit"),
    path("<uuid:pk>/remove/", record_views.measurement_remove, name="remove"),
    path("<uuid:pk>/restore/", record_views.measurement_restore, name="restore"),
]
notes = [
    path("create/", record_views.note_create, name="create"),
    path("<uuid:pk>/", record_views.note_texts, name="texts"),
    path("<uuid:pk>/edit/", record_views.note_edit, name="edit"),
]
urlpatterns = [
    # /clients/
    path("", views.client_list, name="list"),
    path("create/", views.client_create, name="create"),
    path("measurements/", include((measurements, "measurements"))),
    path("notes/", include((notes, "notes"))),
    # /clients/<id>/
    path("<uuid:pk>/", views.client_detail, name="detail"),
    path("<uuid:pk>/edit/", views.client_edit, name="edit"),
    path("<uuid:pk>/targets/", target_views.client_targets, name="targets"),
    path("<uuid:pk>/targets/store/", target_views.client_targets_store, name="targets_store"),
    path("<uuid:pk>/archive/", views.client_archive, name="archive"),
    path("<uuid:pk>/unarchive/", views.client_unarchive, name="unarchive"),
    *HistoryPages(CLIENT, app_name, get_client, stays=["care_team"]).urls,
    path("<uuid:pk>/export/", data_views.client_export, name="export"),
    path("<uuid:pk>/delete/", data_views.client_delete, name="delete"),
]
