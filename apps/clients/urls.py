"""Addresses of the clients app."""

from django.urls import path

from apps.clients import target_views, views

app_name = "clients"
urlpatterns = [
    # /clients/
    path("", views.client_list, name="list"),
    path("create/", views.client_create, name="create"),
    # /clients/<id>/
    path("<uuid:pk>/", views.client_detail, name="detail"),
    path("<uuid:pk>/edit/", views.client_edit, name="edit"),
    path("<uuid:pk>/targets/", target_views.client_targets, name="targets"),
    path("<uuid:pk>/targets/store/", target_views.client_targets_store, name="targets_store"),
    path("<uuid:pk>/archive/", views.client_archive, name="archive"),
    path("<uuid:pk>/unarchive/", views.client_unarchive, name="unarchive"),
]
