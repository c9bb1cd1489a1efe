"""Who signs in."""

from datetime import UTC, timedelta, tzinfo
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.zones import validate_time_zone
from dtps.db.indexes import TTLIndex
from dtps.db.models import Record

SIGN_INS_KEPT_FOR = timedelta(days=180)


class Role(models.TextChoices):
    """What somebody may do; the gates of each app read it."""

    ADMIN = "admin", _("Admin")
    DIETITIAN = "dietitian", _("Dietitian")
    COUNSELLOR = "counsellor", _("Health counsellor")


class UserManager(BaseUserManager["User"]):
    """Makes users; e-mail addresses are kept in lower case, so nobody has two accounts by accident."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A saved user; without a password nobody can sign in as them."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An admin, for `manage.py createsuperuser`."""
        return self.create_user(email, password, role=Role.ADMIN, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        """The user who signs in with `email`, in any case of letters."""
        return self.get(email=(email or "").strip().lower())


class User(Record, AbstractBaseUser):
    """Somebody of the practice. Rights follow from the role alone: there are no groups to keep in step."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.DIETITIAN)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Asia/Kolkata", validators=[validate_time_zone]
    )
    language = models.CharField(_("language"), max_length=10, default="en")
    # Nullable and with a default of the database: the code of the release before writes users, too.
    local_names_first = models.BooleanField(
        _("local names of foods first"),
        default=False,
        null=True,
        help_text=_(
            "The search offers poha rather than flattened rice, and menus are written with that name."
        ),
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    # Anew with each change that they make to the accounts of others: see bulk.require_admin.
    administered = models.UUIDField(null=True, editable=False)
    date_joined = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        """How Django admin greets them."""
        return str(self)

    @property
    def is_admin(self) -> bool:
        """Whether this person runs the practice."""
        return self.is_active and self.role == Role.ADMIN

    @property
    def is_staff(self) -> bool:
        """What Django admin asks before it lets somebody in."""
        return self.is_admin

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Django admin's question for one right; admins have them all."""
        return self.is_admin

    def has_module_perms(self, app_label: str) -> bool:
        """Django admin's question for one app."""
        return self.is_admin

    @property
    def zone(self) -> tzinfo:
        """The person's time zone; UTC should the database of zones have dropped theirs."""
        try:
            return ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            return UTC

    @property
    def initials(self) -> str:
        """One or two letters that stand for the person where a name is too long."""
        words = self.name.split() or [self.email]
        return "".join(word[0] for word in (words[0], *words[1:][-1:])).upper()


def device_name(browser: str, system: str) -> str:
    """`Firefox on Windows`, of the two words of devices.py; either may be empty."""
    if browser and system:
        return gettext("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or gettext("An unknown device")


class DeviceSession(Record):
    """One place where a person is signed in, as its owner sees it; the session itself is Django's.

    Written when the session is: at sign-in, and then every five minutes at most while it is used.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("user"))
    session_key = models.CharField(_("session"), max_length=40, unique=True)
    browser = models.CharField(_("browser"), max_length=40, blank=True)
    system = models.CharField(_("system"), max_length=40, blank=True)
    address = models.CharField(_("address"), max_length=64, blank=True)
    signed_in_at = models.DateTimeField(_("signed in"), default=timezone.now)
    last_seen = models.DateTimeField(_("last seen"), default=timezone.now)
    expires_at = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-last_seen"]
        indexes = [
            models.Index(fields=["user", "-last_seen"], name="sessions_of_a_person"),  # for the page of them
            TTLIndex(fields=["expires_at"], name="device_session_expiry"),  # for purge_sessions
        ]

    def __str__(self) -> str:
        return device_name(self.browser, self.system)


class SignInQuerySet(models.QuerySet["SignIn"]):
    """The vocabulary of attempts to sign in."""

    def outlived(self) -> Self:
        """Those that are not kept any longer. MongoDB deletes them by itself."""
        return self.filter(at__lte=timezone.now() - SIGN_INS_KEPT_FOR)


class SignIn(Record):
    """One attempt to sign in, for the audit list. What was typed is not kept: it may be a password.

    Without a user, the account is not known here. Attempts that are refused unread, because there were too
    many before, are not written down; so nobody adds more rows than the limits of signing in allow.
    """

    user = models.ForeignKey(
        User, models.CASCADE, null=True, related_name="+", verbose_name=_("user"), db_index=False
    )
    succeeded = models.BooleanField(_("succeeded"))
    address = models.CharField(_("address"), max_length=64, blank=True)
    browser = models.CharField(_("browser"), max_length=40, blank=True)
    system = models.CharField(_("system"), max_length=40, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = SignInQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="sign_ins_latest"),  # the audit list
            models.Index(fields=["user", "-at", "-id"], name="sign_ins_of_a_person"),  # that of one person
            TTLIndex(fields=["at"], expire_after=SIGN_INS_KEPT_FOR, name="sign_in_expiry"),
        ]

    def __str__(self) -> str:
        return device_name(self.browser, self.system)
