"""How a keyset goes from one key to the next without a moment in which something cannot be opened.

| stage | seals with | opens |
|---|---|---|
| single | its key | what that sealed |
| published | the earlier key | what both seal, so that every process learns the new key before it is used |
| promoted | the new key | what both sealed, while the rest is sealed again |

and then single again, with the new key alone. The stage is read off the keyset itself, so whatever was killed goes on.
"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any

from clinics.encryption.keysets import Purpose, WrappedKey, new_keyset
from clinics.encryption.wrapping import current_wrapper

ROTATED = (Purpose.FIELD, Purpose.FILE)
"""Search tokens are not ciphertext: their keys never open anything."""


class Stage(StrEnum):
    SINGLE = "single"
    PUBLISHED = "published"
    PROMOTED = "promoted"


def stage_of(key: WrappedKey, *, schema: str) -> Stage:
    """Where this keyset stands. Raises `KeysUnavailable`."""
    keyset = _opened(key, schema=schema)
    if len(keyset["key"]) == 1:
        return Stage.SINGLE
    return Stage.PROMOTED if keyset["primaryKeyId"] == keyset["key"][-1]["keyId"] else Stage.PUBLISHED


def next_stage(key: WrappedKey, *, schema: str) -> WrappedKey:
    """The keyset one stage further, as its next version; from promoted it is single again, the earlier key gone.

    Raises `KeysUnavailable`.
    """
    keyset, stage = _opened(key, schema=schema), stage_of(key, schema=schema)
    if stage is Stage.SINGLE:
        keyset["key"].append(_another(Purpose(key.purpose), keyset))
    elif stage is Stage.PUBLISHED:
        keyset["primaryKeyId"] = keyset["key"][-1]["keyId"]
    else:
        keyset["key"] = keyset["key"][-1:]
    wrapped = current_wrapper().wrap(json.dumps(keyset).encode("ascii"), clinic=schema)
    return WrappedKey(key.purpose, key.version + 1, wrapped)


def rewrapped(key: WrappedKey, *, schema: str) -> WrappedKey:
    """The same keyset, wrapped by the wrapping key in use now. Raises `KeysUnavailable`."""
    wrapper = current_wrapper()
    return key._replace(wrapped=wrapper.wrap(wrapper.unwrap(key.wrapped, clinic=schema), clinic=schema))


def _opened(key: WrappedKey, *, schema: str) -> dict[str, Any]:
    return json.loads(current_wrapper().unwrap(key.wrapped, clinic=schema))


def _another(purpose: Purpose, keyset: dict[str, Any]) -> dict[str, Any]:
    known = {each["keyId"] for each in keyset["key"]}
    while True:
        [made] = json.loads(new_keyset(purpose))["key"]
        if made["keyId"] not in known:
            return made
