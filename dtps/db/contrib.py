"""Django's own apps with a key that both databases have; their migrations are in dtps/db/migrations."""

from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.contrib.auth.apps import AuthConfig as DjangoAuthConfig
from django.contrib.contenttypes.apps import ContentTypesConfig as DjangoContentTypesConfig


class AdminConfig(DjangoAdminConfig):
    default_site = "dtps.admin.PracticeAdminSite"
    default_auto_field = "dtps.db.keys.AutoKey"


class AuthConfig(DjangoAuthConfig):
    default_auto_field = "dtps.db.keys.AutoKey"


class ContentTypesConfig(DjangoContentTypesConfig):
    default_auto_field = "dtps.db.keys.AutoKey"
