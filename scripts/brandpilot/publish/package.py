"""datapackage.json: what every file is, and what every column means (Data Package 2.0)."""

from collections.abc import Iterator, Mapping

from brandpilot import encode
from brandpilot.findings import Json
from brandpilot.publish.folder import File
from brandpilot.publish.issue import (
    ENGLISH,
    KEYWORDS,
    LANGUAGES,
    LICENSE_ID,
    LICENSE_URL,
    NAME,
    PUBLISHER,
    Issue,
    path_of,
)
from brandpilot.tables import MISSING, Column, Missing, Table, rows_of

_PROFILES = "https://datapackage.org/profiles/2.0"
_TYPES = {"partial_date": "string"}
_PATTERNS = {"partial_date": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
_CODES_SHOWN = 60
"""Longer lists of codes are told as a constraint nowhere: the dictionary names the list."""


def package(issue: Issue, files: Mapping[str, File]) -> dict[str, Json]:
    """Describe the package: each table as CSV, with all that its columns mean.

    The other formats are in the catalogue. Here they would be tables without a schema, and readers
    that lack a part for Excel or Parquet would call the whole package invalid.
    """
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": NAME,
        "id": f"{issue.site_url}datapackage.json",
        "title": issue.title,
        "description": issue.description,
        "homepage": issue.site_url,
        "version": issue.version,
        "created": f"{issue.as_of}T00:00:00+08:00",
        "keywords": list(KEYWORDS),
        "languages": list(LANGUAGES),
        "licenses": [{"name": LICENSE_ID, "path": LICENSE_URL, "title": "知识共享 署名 4.0"}],
        "contributors": [{"title": PUBLISHER, "roles": ["publisher", "wrangler"]}],
        "sources": list(_sources(issue)) or [{"title": ENGLISH}],
        "resources": [_table(table, issue, files) for table in issue.tables.values()],
    }


def _sources(issue: Issue) -> Iterator[dict[str, str]]:
    """Yield the official documents that the data rests on."""
    for row in rows_of(issue.frames["notices"]):
        title = f"{row['title']}（{row['number']}）" if row["number"] else str(row["title"])
        url = str(row["url"] or "")
        yield {"title": title} | ({"path": url} if encode.link(url) else {})


def _table(table: Table, issue: Issue, files: Mapping[str, File]) -> dict[str, Json]:
    file, keys = files[path_of(table.name, "csv")], list(_foreign_keys(table, issue))
    return {
        "name": table.name,
        "path": file.path,
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "type": "table",
        "title": table.title,
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"$schema": f"{_PROFILES}/tabledialect.json", "lineTerminator": "\n"},
        "schema": {
            "$schema": f"{_PROFILES}/tableschema.json",
            "fields": [_field(column, issue) for column in table.fields],
            "primaryKey": list(table.key),
            **({"foreignKeys": keys} if keys else {}),
            "missingValues": [""],
        },
    }


def _field(column: Column, issue: Issue) -> dict[str, Json]:
    told: dict[str, Json] = {
        "name": column.name,
        "type": _TYPES.get(column.type, column.type),
        "title": column.title,
        "description": f"{column.english} ({column.unit})" if column.unit else column.english,
    }
    constraints: dict[str, Json] = {}
    if not column.missing and not column.name.endswith(MISSING):
        constraints["required"] = True
    if column.type in _PATTERNS:
        constraints["pattern"] = _PATTERNS[column.type]
    if column.name.endswith(MISSING):
        constraints["enum"] = [reason.value for reason in Missing]
    if column.codelist and len(names := issue.codelists[column.codelist].names) <= _CODES_SHOWN:
        constraints["enum"] = list(names)
        told["categories"] = [{"value": code, "label": name} for code, name in names.items()]
    return told | ({"constraints": constraints} if constraints else {})


def _foreign_keys(table: Table, issue: Issue) -> Iterator[dict[str, Json]]:
    for column in table.columns:
        if column.refers and column.refers != table.name:
            (key,) = issue.tables[column.refers].key
            yield {
                "fields": [column.name],
                "reference": {"resource": column.refers, "fields": [key]},
            }
