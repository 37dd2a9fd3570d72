"""A person who is cared for: identity sealed, codes plain, found by keyed tokens."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.encryption.sealed import SealedDateField, SealedJSONField, SealedTextField
from clinics.kit.ids import new_id
from clinics.staff.permissions import Permission
from patients.models.seeing import in_sight, within

if TYPE_CHECKING:
    from clinics.kit.actor import Actor


class PatientStatus(models.TextChoices):
    ACTIVE = "active", _("Active")
    INACTIVE = "inactive", _("Inactive")
    ENTERED_IN_ERROR = "entered_in_error", _("Entered in error")


class Gender(models.TextChoices):
    """FHIR AdministrativeGender. Unknown is an answer; what nobody asked is null."""

    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    OTHER = "other", _("Other")
    UNKNOWN = "unknown", _("Unknown")


class MaritalStatus(models.TextChoices):
    """HL7 v3 MaritalStatus, and UNK of NullFlavor."""

    NEVER_MARRIED = "S", _("Never married")
    MARRIED = "M", _("Married")
    COMMON_LAW = "C", _("Common law")
    DOMESTIC_PARTNER = "T", _("Domestic partner")
    SEPARATED = "L", _("Legally separated")
    DIVORCED = "D", _("Divorced")
    WIDOWED = "W", _("Widowed")
    UNMARRIED = "U", _("Unmarried")
    ANNULLED = "A", _("Annulled")
    INTERLOCUTORY = "I", _("Interlocutory")
    POLYGAMOUS = "P", _("Polygamous")
    UNKNOWN = "UNK", _("Unknown")


class Source(models.TextChoices):
    REGISTRATION = "registration", _("Registered here")
    IMPORT = "import", _("Imported")
    API = "api", _("Through the API")
    SAMPLE = "sample", _("Sample data")


class MailPurpose(models.TextChoices):
    """Mail that a person may decline. What was booked, changed or cancelled is told to everybody."""

    REMINDERS = "reminders", _("Reminders of appointments")
    INVOICES = "invoices", _("Invoices")
    NEWS = "news", _("News of the clinic")


class AllergyState(models.TextChoices):
    """What may be said about a person's allergies. Not recorded is never shown as none known."""

    NOT_RECORDED = "not_recorded", _("Allergies not recorded")
    NONE_KNOWN = "none_known", _("No known allergies")
    LISTED = "listed", _("Allergies listed")


def bigints(tokens: Iterable[int]) -> list[models.Value]:
    """Tokens as a lookup needs them: a bare int is sent as four bytes when binding on the server, and cut silently."""
    return [models.Value(token, output_field=models.BigIntegerField()) for token in sorted(tokens)]


SHOWN_IN_ROWS = (
    "status",
    "record_number",
    "given",
    "middle",
    "family",
    "suffix",
    "preferred_name",
    "birth_date",
    "deceased",
    "deceased_on",
    "search_values",
    "recorded_at",
)


class PatientQuerySet(models.QuerySet["Patient"]):
    def visible_to(self, actor: Actor) -> PatientQuerySet:
        """People this actor may see now: by the clinic's policy, for those who see patients at all."""
        return in_sight(self, actor, patient="pk") if actor.may(Permission.PATIENT_VIEW) else self.none()

    def visible_without_glass_to(self, actor: Actor) -> PatientQuerySet:
        """People this actor sees by policy and ties, whatever was opened in an emergency."""
        if not actor.may(Permission.PATIENT_VIEW):
            return self.none()
        only = within(actor, "pk", through_glass=False)
        return self.all() if only is None else self.filter(only)

    def hidden_from(self, actor: Actor) -> PatientQuerySet:
        """People of the clinic whom this actor does not see now."""
        only = within(actor, "pk")
        return self.none() if only is None or not actor.may(Permission.PATIENT_VIEW) else self.exclude(only)

    def correct(self) -> PatientQuerySet:
        """Without those entered in error."""
        return self.exclude(status=PatientStatus.ENTERED_IN_ERROR)

    def with_a_token_of_each(self, groups: Iterable[Iterable[int]]) -> PatientQuerySet:
        """People filed under at least one token of every group."""
        found = self
        for tokens in groups:
            found = found.filter(search_tokens__overlap=bigints(tokens))
        return found

    def latest_registered(self) -> PatientQuerySet:
        return self.correct().order_by("-recorded_at", "-id")

    def for_rows(self) -> PatientQuerySet:
        """With what `listings.row_of` shows, and no more."""
        return self.only(*SHOWN_IN_ROWS)

    def locked(self) -> PatientQuerySet:
        """For update, against others who change the same person."""
        return self.select_for_update(no_key=True)

    def with_record(self) -> PatientQuerySet:
        """With contacts, addresses and identifiers: all that a version keeps."""
        return self.prefetch_related("contacts", "addresses", "identifiers")


class Patient(models.Model):
    """One person. `version` grows with every change of the record and is its ETag.

    `birth_year` repeats the year of the sealed birth date for statistics. `deceased` and `gender`
    are null where nobody recorded them. `declined_mail` holds `MailPurpose`s. `search_tokens` are the
    clinic's keyed tokens made with `search_key_version`; `search_values` holds the telephones,
    addresses and identifiers that a hit is checked against, so that a search reads this table alone.
    """

    plain_fields: ClassVar[tuple[str, ...]] = (
        "status",
        "gender",
        "marital_status",
        "languages",
        "declined_mail",
        "source",
        "allergy_state",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    status = models.CharField(_("status"), max_length=16, choices=PatientStatus.choices, default=PatientStatus.ACTIVE)
    record_number = SealedTextField(_("record number"), label="patients.Patient.record_number", max_length=60)
    record_number_token = models.UUIDField(null=True, editable=False)
    prefix = SealedTextField(_("title"), label="patients.Patient.prefix", max_length=30, blank=True, default="")
    given = SealedTextField(_("given name"), label="patients.Patient.given", max_length=80, blank=True, default="")
    middle = SealedTextField(_("middle names"), label="patients.Patient.middle", max_length=80, blank=True, default="")
    family = SealedTextField(_("family name"), label="patients.Patient.family", max_length=80, blank=True, default="")
    suffix = SealedTextField(_("suffix"), label="patients.Patient.suffix", max_length=30, blank=True, default="")
    preferred_name = SealedTextField(
        _("preferred name"), label="patients.Patient.preferred_name", max_length=80, blank=True, default=""
    )
    former_names = SealedTextField(
        _("former names"), label="patients.Patient.former_names", max_length=200, blank=True, default=""
    )
    pronouns = SealedTextField(_("pronouns"), label="patients.Patient.pronouns", max_length=40, blank=True, default="")
    birth_date = SealedDateField(_("birth date"), label="patients.Patient.birth_date", null=True, blank=True)
    birth_year = models.SmallIntegerField(_("year of birth"), null=True, blank=True)
    gender = models.CharField(  # noqa: DJ001  null is "not recorded", which "unknown" is not
        _("administrative gender"), max_length=10, choices=Gender.choices, null=True, blank=True
    )
    deceased = models.BooleanField(_("deceased"), null=True, blank=True)
    deceased_on = SealedDateField(_("date of death"), label="patients.Patient.deceased_on", null=True, blank=True)
    marital_status = models.CharField(_("marital status"), max_length=3, choices=MaritalStatus.choices, blank=True)
    languages = ArrayField(models.CharField(max_length=12), verbose_name=_("languages"), default=list, blank=True)
    declined_mail = ArrayField(
        models.CharField(max_length=12, choices=MailPurpose.choices),
        verbose_name=_("mail declined"),
        default=list,
        blank=True,
    )
    allergy_state = models.CharField(
        _("allergies"), max_length=12, choices=AllergyState.choices, default=AllergyState.NOT_RECORDED
    )
    source = models.CharField(_("source"), max_length=12, choices=Source.choices, default=Source.REGISTRATION)
    search_tokens = ArrayField(models.BigIntegerField(), default=list, editable=False)
    search_key_version = models.PositiveSmallIntegerField(default=0, editable=False)
    search_values = SealedJSONField(label="patients.Patient.search_values", null=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1)
    recorded_at = models.DateTimeField(_("registered"))
    updated_at = models.DateTimeField(_("last changed"))

    objects = PatientQuerySet.as_manager()

    class Meta:
        verbose_name = _("patient")
        verbose_name_plural = _("patients")
        ordering = ("-recorded_at", "-id")
        indexes = [
            GinIndex(fields=["search_tokens"], name="patients_by_search_token", fastupdate=False),
            models.Index(fields=["-recorded_at", "-id"], name="patients_by_registration"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=PatientStatus.values), name="a_patient_status_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(gender__isnull=True) | models.Q(gender__in=Gender.values),
                name="a_gender_is_known_or_not_recorded",
            ),
            models.CheckConstraint(
                condition=models.Q(marital_status__in=["", *MaritalStatus.values]),
                name="a_marital_status_is_known_or_not_recorded",
            ),
            models.CheckConstraint(
                condition=models.Q(allergy_state__in=AllergyState.values), name="an_allergy_state_is_known"
            ),
            models.CheckConstraint(condition=models.Q(source__in=Source.values), name="a_patient_source_is_known"),
            models.CheckConstraint(
                condition=models.Q(status=PatientStatus.ENTERED_IN_ERROR, search_tokens=[])
                | ~models.Q(status=PatientStatus.ENTERED_IN_ERROR),
                name="who_was_entered_in_error_is_not_found",
            ),
            models.CheckConstraint(
                condition=models.Q(birth_date__isnull=True, birth_year__isnull=True)
                | models.Q(birth_date__isnull=False, birth_year__isnull=False),
                name="a_year_of_birth_comes_with_a_birth_date",
            ),
            models.CheckConstraint(
                condition=models.Q(deceased_on__isnull=True) | models.Q(deceased=True),
                name="a_date_of_death_means_deceased",
            ),
            models.CheckConstraint(
                condition=models.Q(status=PatientStatus.ENTERED_IN_ERROR) | models.Q(record_number_token__isnull=False),
                name="a_patient_has_a_record_number",
            ),
            models.UniqueConstraint(fields=["record_number_token"], name="a_record_number_belongs_to_one_patient"),
        ]

    def __str__(self) -> str:
        return f"patient {self.pk}"

    @property
    def name(self) -> str:
        """As the person is addressed in lists: given, middle, family, suffix."""
        return " ".join(filter(None, (self.given, self.middle, self.family, self.suffix)))

    @property
    def formal_name(self) -> str:
        return " ".join(filter(None, (self.prefix, self.name)))

    def wants(self, purpose: str) -> bool:
        """Whether mail of this purpose may be sent; until somebody declines it, it may."""
        return purpose not in self.declined_mail

    @property
    def is_in_error(self) -> bool:
        return self.status == PatientStatus.ENTERED_IN_ERROR

    @property
    def is_deceased(self) -> bool:
        return self.deceased is True

    def age_on(self, day: date) -> int | None:
        """Whole years on that day, or at death; None without a birth date."""
        born, until = self.birth_date, self.deceased_on or day
        if born is None or (self.is_deceased and self.deceased_on is None):
            return None
        return until.year - born.year - ((until.month, until.day) < (born.month, born.day))
