"""Addresses below /notifications/ and /api/notifications/."""

from django.urls import include, path

from apps.notifications import api, views

app_name = "notifications"
pages = [
    path("", views.notification_list, name="list"),
    path("preferences/", views.preferences, name="preferences"),
    path("read-all/", views.notification_read_all, name="read_all"),
    # /notifications/<id>/
    path("<uuid:pk>/open/", views.notification_open, name="open"),
    path("<uuid:pk>/read/", views.notification_read, name="read"),
]
apis = [
    path("", api.notifications, name="api"),
    path("unread/", api.unread, name="api_unread"),
    path("read-all/", api.read_all, name="api_read_all"),
    path("<uuid:pk>/read/", api.read, name="api_read"),
]
urlpatterns = [path("notifications/", include(pages)), path("api/notifications/", include(apis))]
