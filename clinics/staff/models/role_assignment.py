"""Roles that people have."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.kit.ids import new_id
from clinics.kit.sight import Reach
from clinics.staff.models.sight_policy import SightPolicy
from clinics.staff.permissions import Role


class PolicyNotRead(RuntimeError):
    """Sight was asked of a role that was read without the policy: closed rather than the whole clinic."""


class RoleAssignmentManager(models.Manager["RoleAssignment"]):
    def get_queryset(self) -> models.QuerySet[RoleAssignment]:
        """With what the policy says of sight, so that an actor costs no further statement."""
        return super().get_queryset().annotate(**SightPolicy.objects.as_columns())


class RoleAssignment(models.Model):
    """A person has a role since `assigned_at`."""

    plain_fields: ClassVar[tuple[str, ...]] = ("role",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="role_assignments")
    role = models.CharField(_("role"), max_length=16, choices=Role.choices)
    assigned_at = models.DateTimeField(_("since"))

    objects = RoleAssignmentManager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], name="a_person_has_a_role_at_most_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="a_role_is_known"),
        ]

    def __str__(self) -> str:
        return str(self.get_role_display())

    @property
    def reach(self) -> Reach:
        """Whose patients this role sees; nothing said is the whole clinic. Raises PolicyNotRead."""
        return Reach((self._read("policy_reaches") or {}).get(self.role, Reach.CLINIC))

    @property
    def minds_restricted(self) -> bool:
        """Whether the clinic has restricted charts at all. Raises PolicyNotRead."""
        return bool(self._read("policy_has_restricted"))

    def _read(self, column: str) -> Any:
        """What the manager read along. A row that came another way knows no policy, which is not "no policy"."""
        if column not in self.__dict__:
            raise PolicyNotRead(f"a role that was read without {column}")
        return self.__dict__[column]
