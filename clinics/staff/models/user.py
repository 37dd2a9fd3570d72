"""A person who signs in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from clinics.kit.ids import new_id
from clinics.kit.sight import Reach, Sight
from clinics.staff.permissions import Permission, Role, permissions_of

if TYPE_CHECKING:
    from clinics.staff.models.role_assignment import RoleAssignment


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> UserQuerySet:
        return self.filter(is_active=True)

    def with_roles(self) -> UserQuerySet:
        return self.prefetch_related("role_assignments")

    def owners(self) -> UserQuerySet:
        return self.in_role(Role.OWNER)

    def for_staff_list(self) -> UserQuerySet:
        """Everyone by name, those who may sign in first, with roles and whether a second factor is set up."""
        factors = Authenticator.objects.filter(user=models.OuterRef("pk"), type__in=("totp", "webauthn"))
        return self.with_roles().annotate(has_factor=models.Exists(factors)).order_by("-is_active", "name", "pk")

    def in_role(self, role: Role) -> UserQuerySet:
        return self.filter(role_assignments__role=role)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> User:
        """Find by e-mail address, whatever its case."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A member of staff, or in the public schema an operator. Their identity is not sealed.

    What they may do follows from their roles alone; Django's own permissions are not used.
    """

    plain_fields: ClassVar[tuple[str, ...]] = (
        "email",
        "name",
        "title",
        "language",
        "theme",
        "password",
    )
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    title = models.CharField(_("title"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    theme = models.CharField(_("theme"), max_length=6, blank=True)
    shortcuts = models.BooleanField(_("single keys act on pages"), default=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    session_epoch = models.PositiveIntegerField(_("times signed out everywhere"), default=0, editable=False)

    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="an_email_address_is_lower_case",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must match to go on: it ends with the password, and with the epoch."""
        salt = "clinics.staff.models.User.session"
        return salted_hmac(salt, f"{self.password}|{self.session_epoch}", secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    @cached_property
    def _held(self) -> list[RoleAssignment]:
        return list(self.role_assignments.all())

    @cached_property
    def roles(self) -> tuple[str, ...]:
        return tuple(sorted({assignment.role for assignment in self._held}))

    @property
    def sight(self) -> Sight:
        """Whose records they see by the clinic's policy, read with the roles; of several roles the widest."""
        return Sight(
            Reach.widest(assignment.reach for assignment in self._held),
            any(assignment.minds_restricted for assignment in self._held),
        )

    @property
    def permissions(self) -> frozenset[str]:
        return permissions_of(self.roles) if self.is_active else frozenset()

    @property
    def role_labels(self) -> list[str]:
        return [str(Role(role).label) for role in self.roles]

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    # What Django admin asks of a user.
    @property
    def is_staff(self) -> bool:
        return self.may(Permission.CLINIC_CONFIGURE) or self.may(Permission.PLATFORM_OPERATE)

    @property
    def is_superuser(self) -> bool:
        return False

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Django admin's question; each ModelAdmin of ours answers it by Permission instead."""
        return self.is_staff

    def has_perms(self, perm_list: list[str], obj: object = None) -> bool:
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff
