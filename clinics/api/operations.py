"""One declaration for each thing an endpoint does: what it needs, takes and gives, for running and for the schema."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils.text import slugify
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers

from clinics.api.bodies import Problem, paged
from clinics.api.scopes import scopes_for
from clinics.kit.refusal import Refusal
from clinics.staff.permissions import Permission

Handler = TypeVar("Handler", bound=Callable[..., Any])
Shape = serializers.BaseSerializer[Any] | type[serializers.BaseSerializer[Any]]

IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, required=True, description="The `ETag` of what you read and now change."
)
IDEMPOTENCY = "The same key with the same body is done once; its answer is repeated for 24 hours."
PAGE = OpenApiParameter("page", int, description="Which page, from 1.")
PAGE_SIZE = OpenApiParameter("page_size", int, description="How many on a page: 1 to 200, or 50.")
ALWAYS = {400: "Malformed", 401: "No valid token", 403: "Not allowed", 429: "Too many requests; see `Retry-After`"}
WITH_BODY = {415: "Another content type is needed", 422: "Something in it is wrong; see `errors`"}


@dataclass(frozen=True)
class Operation:
    """`parameters` are the names a query may have; others are refused."""

    permissions: frozenset[Permission]
    parameters: frozenset[str]
    is_changing_a_record: bool
    is_kept: bool
    needs_key: bool


def parameter(name: str, kind: Any = str, *, says: str, required: bool = False, among: Any = None) -> OpenApiParameter:
    """A parameter of a query. `among` are the values it may have."""
    return OpenApiParameter(name, kind, description=says, required=required, enum=among)


def operation(
    summary: str,
    *,
    needs: Permission | tuple[Permission, ...],
    gives: Any = None,
    takes: Shape | None = None,
    status: int = 200,
    many: bool = False,
    parameters: Iterable[OpenApiParameter] = (),
    changes_a_record: bool = False,
    key: str = "",
    refuses: Iterable[type[Refusal]] = (),
    says: str = "",
) -> Callable[[Handler], Handler]:
    """Declare a method of an endpoint. `key` says whether an `Idempotency-Key` is "welcome" or "needed"."""
    queries = list(parameters) + ([PAGE, PAGE_SIZE] if many else [])
    headers = [IF_MATCH] if changes_a_record else []
    if key:
        headers.append(
            OpenApiParameter(
                "Idempotency-Key", str, OpenApiParameter.HEADER, required=key == "needed", description=IDEMPOTENCY
            )
        )
    needed = needs if isinstance(needs, tuple) else (needs,)
    declared = Operation(
        frozenset(needed), frozenset(each.name for each in queries), changes_a_record, bool(key), key == "needed"
    )

    def declare(handler: Handler) -> Handler:
        handler.operation = declared  # type: ignore[attr-defined]
        return extend_schema(
            operation_id=slugify(summary).replace("-", "_"),
            summary=summary,
            description=_description(says, needed),
            request=takes,
            parameters=[*queries, *headers],
            responses={status: _success(gives, many=many), **_refusals(declared, takes, refuses)},
        )(handler)

    return declare


def _success(gives: Any, *, many: bool) -> OpenApiResponse:
    """`gives` nothing when the answer is empty."""
    return OpenApiResponse(paged(gives) if many else gives, description="Done")


def _description(says: str, needed: tuple[Permission, ...]) -> str:
    scopes = dict.fromkeys(scope for permission in needed for scope in scopes_for(permission))
    named = ", ".join(f"`{scope}`" for scope in scopes)
    return "\n\n".join(filter(None, (says, f"Scope: {named}" if named else "")))


def _refusals(declared: Operation, takes: Shape | None, refuses: Iterable[type[Refusal]]) -> dict[int, OpenApiResponse]:
    told: dict[int, str] = {**ALWAYS, 404: "Not here, or not for you"}
    if takes is not None or declared.parameters:
        told |= WITH_BODY if takes is not None else {422: WITH_BODY[422]}
    if declared.is_changing_a_record:
        told |= {412: "It was changed meanwhile", 428: "`If-Match` is missing"}
    if declared.is_kept:
        told |= {422: "Something in it is wrong, or the key was used for another request", 409: "Refused"}
    for refusal in refuses:
        sentence = f"`{refusal.code}`"
        told[refusal.status] = f"{told[refusal.status]}; {sentence}" if refusal.status in told else sentence
    return {status: OpenApiResponse(Problem, description=words) for status, words in sorted(told.items())}
