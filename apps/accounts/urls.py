"""Addresses of the accounts app."""

from django.urls import path

from apps.accounts import api, views

app_name = "accounts"
urlpatterns = [
    # /accounts/
    path("accounts/sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("accounts/sign-out/", views.SignOut.as_view(), name="sign-out"),
    path("accounts/profile/", views.profile, name="profile"),
    path("accounts/password/", views.PasswordChange.as_view(), name="password"),
    path("accounts/sessions/", views.sessions, name="sessions"),
    path("accounts/sessions/end-others/", views.sessions_end_others, name="sessions-end-others"),
    path("accounts/sessions/<uuid:pk>/end/", views.session_end, name="session-end"),
    # /api/session/
    path("api/session/", api.session, name="session"),
    path("api/session/ping/", api.ping, name="session-ping"),
    path("api/session/sign-in/", api.sign_in, name="session-sign-in"),
]
