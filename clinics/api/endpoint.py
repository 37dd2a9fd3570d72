"""What every address of the API has in common: closed unless its operation says otherwise."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotAuthenticated, ValidationError
from rest_framework.parsers import BaseParser, JSONParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from clinics.api import keys, problems
from clinics.api.actions import calls
from clinics.api.operations import Operation
from clinics.api.requests import ApiRequest, BearerAuthentication
from clinics.api.throttles import Pace
from clinics.api.tokens import TokenRefused


class MergePatchParser(JSONParser):
    """RFC 7396, which is what a PATCH here means."""

    media_type = "application/merge-patch+json"


class Endpoint(APIView):
    """An address of the API. Each of its methods is declared with `operation`.

    It asks, in this order: who, how often, whether they may, what they named that is not known, and
    for an act that is kept, whether it was done before.
    """

    public_reason: ClassVar[str] = "The endpoint itself asks for a bearer token and the permission of its operation"
    authentication_classes = (BearerAuthentication,)
    permission_classes = ()
    throttle_classes = (Pace,)
    renderer_classes = (JSONRenderer,)
    parser_classes: Sequence[type[BaseParser]] = (JSONParser, MergePatchParser)
    metadata_class = None
    operation: Operation
    request: ApiRequest

    def get_exception_handler(self) -> Any:
        return problems.handle

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        operation = getattr(getattr(self, (request.method or "").lower(), None), "operation", None)
        if operation is None:
            return  # DRF answers 405, to OPTIONS too
        self.operation = operation
        actor: Any = request._request.actor  # type: ignore[attr-defined]
        if request.auth is None:
            raise NotAuthenticated(_("Send a bearer token of this clinic's issuer."))
        calls.count(request._request.clinic, at=request._request.at)  # type: ignore[attr-defined]
        if lacking := [each for each in self.operation.permissions if not actor.may(each)]:
            request._request.refused = ("permission", tuple(lacking))  # type: ignore[attr-defined]
            raise PermissionDenied
        self._refuse_unknown(request)

    def _refuse_unknown(self, request: Request) -> None:
        asked = request.query_params
        wrong = {name: [_("There is no such parameter.")] for name in asked if name not in self.operation.parameters}
        if wrong:
            raise ValidationError(wrong, code="unknown")
        doubled = {name: [_("Give this once.")] for name in asked if len(asked.getlist(name)) > 1}
        if doubled:
            raise ValidationError(doubled, code="doubled")

    def perform_authentication(self, request: Request) -> None:
        """Whoever shows a token that is not valid is counted as somebody without one."""
        try:
            request.user  # noqa: B018  DRF authenticates when somebody looks
        except TokenRefused:
            request.auth = None
            self.check_throttles(request)
            raise


def kept(act: Any) -> Any:
    """For a method whose operation has a key: done once for each key."""

    @functools.wraps(act)
    def done_once(self: Endpoint, request: ApiRequest, *args: Any, **kwargs: Any) -> Response:
        key = keys.asked(request, is_needed=self.operation.needs_key)
        if not key:
            return act(self, request, *args, **kwargs)
        return keys.once(request, key, lambda: act(self, request, *args, **kwargs))

    return done_once
