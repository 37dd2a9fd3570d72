"""Static files under names that carry their content, our scripts' imports of each other included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

BARE_IMPORT = (r"""(?P<matched>import\s*"(?P<url>\./[\w.-]+)";)""", """import "%(url)s";""")
NAMED_IMPORT = (
    r"""(?P<matched>import\s*\{(?P<names>[^}]*)\}\s*from\s*"(?P<url>\./[\w.-]+)";)""",
    """import {%(names)s} from "%(url)s";""",
)


class StaticStorage(CompressedManifestStaticFilesStorage):
    """So that an updated script is never mixed with modules a browser kept from before.

    Django's own switch for this reads packages' scripts too, comments included, and stops at files
    they do not ship; ours reads `js/` alone.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", (BARE_IMPORT, NAMED_IMPORT)),
    )
