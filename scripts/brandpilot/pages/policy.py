"""The site's content security policy: the second wall behind the encoders.

Nothing but the site's own files and the theme's own inline scripts may run, and nothing may be
fetched from elsewhere. The inline scripts are allowed by their hashes, read from the theme.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import as_file, files
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader

_PARTIALS = ("base", "palette", "content")
_BASES = (".", "..", "../..")
"""How pages of each depth name the site's root."""

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)

_DIRECTIVES = (
    "default-src 'none'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
)


def policy(site_url: str) -> str:
    """Spell the policy; `site_url` is where the page for missing pages looks for the root."""
    bases = (*_BASES, urlsplit(site_url).path or "/")
    hashes = sorted({_hash(script) for base in bases for script in _scripts(base)})
    return "; ".join((*_DIRECTIVES, " ".join(("script-src 'self'", *hashes))))


def _scripts(base: str) -> Iterator[str]:
    with as_file(files("material") / "templates" / "partials" / "javascripts") as folder:
        theme = Environment(loader=FileSystemLoader(folder))  # noqa: S701 - its own scripts, no text
        for name in _PARTIALS:
            shown = theme.get_template(f"{name}.html").render(
                config={"extra": {}}, base_url=base, features=[]
            )
            yield from _SCRIPT.findall(shown)


def _hash(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
