"""The API: static JSON under api/v1, and its description (OpenAPI 3.1)."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from brandpilot.findings import Json
from brandpilot.publish.issue import (
    API,
    FORMATS,
    LICENSE_ID,
    LICENSE_URL,
    NAME,
    VERSIONS,
    Issue,
    path_of,
)
from brandpilot.publish.machines import Lines
from brandpilot.tables import MISSING, Column, Missing, Row, Table, rows_of

OPENAPI = f"{API}/openapi.json"
_TYPES: Mapping[str, Mapping[str, Json]] = {
    "integer": {"type": "integer"},
    "year": {"type": "integer", "minimum": 1900, "maximum": 2100},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "partial_date": {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
    "datetime": {
        "type": "string",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
    },
    "string": {"type": "string"},
}


def documents(issue: Issue, lines: Mapping[str, Lines]) -> Iterator[tuple[str, str, str]]:
    """Yield (path, name of its schema, text) of every document of the API, its description apart."""
    yield f"{API}/index.json", "Index", _text(_index(issue, lines))
    rows = {name: rows_of(issue.frames[name]) for name in ("clusters", "units", "denominators")}
    listed = [_listed(issue, row) for row in rows["clusters"]]
    yield f"{API}/clusters.json", "Clusters", _text({**_head(issue), "clusters": listed})
    yield f"{API}/units.json", "Units", _text({**_head(issue), "units": rows["units"]})
    yield from _dossiers(issue, rows["clusters"], lines)
    clusters, counts = _by_unit(listed), _by_unit(rows["denominators"])
    for row in rows["units"]:
        unit = str(row["unit_id"])
        given: dict[str, Json] = {
            **_head(issue),
            "unit": row,
            "clusters": clusters.get(unit, []),
            "denominators": counts.get(unit, []),
        }
        yield f"{API}/units/{unit}.json", "Unit", _text(given)
    for year, raw in issue.documents.items():
        yield f"{API}/evaluations/{year}.json", "Evaluation", raw.decode("utf-8")


def _dossiers(
    issue: Issue, clusters: Sequence[Row], lines: Mapping[str, Lines]
) -> Iterator[tuple[str, str, str]]:
    """Yield the document of every cluster that has an address: its rows of every table."""
    own = {
        table.name: lines[table.name].by_dossier()
        for table in issue.tables.values()
        if _is_of_cluster(table)
    }
    head = _text(_head(issue)).rstrip("}\n")
    for row, text in zip(clusters, lines["clusters"].texts, strict=True):
        if place := _place(issue, row):
            dossier = str(row["dossier_id"])
            tables = ",".join(
                f'"{name}":[{",".join(by.get(dossier, ()))}]' for name, by in own.items()
            )
            yield place, "Dossier", f'{head},"cluster":{text},"tables":{{{tables}}}}}\n'


def openapi(issue: Issue) -> dict[str, Json]:
    """Describe the API: every path, and the schema of what it gives."""
    return {
        "openapi": "3.1.1",
        "info": {
            "title": issue.title,
            "description": issue.description,
            "version": issue.version,
            "license": {"name": LICENSE_ID, "url": LICENSE_URL},
        },
        "servers": [{"url": issue.site_url}],
        "paths": {
            f"/{API}/index.json": _path("数据表和各项地址", "Index"),
            f"/{API}/clusters.json": _path("全部集群", "Clusters"),
            f"/{API}/clusters/{{cluster}}.json": _path("一个集群的全部记录", "Dossier", "cluster"),
            f"/{API}/units.json": _path("全部推荐单位", "Units"),
            f"/{API}/units/{{unit}}.json": _path("一个推荐单位", "Unit", "unit"),
            f"/{API}/evaluations/{{year}}.json": _path("一年的年度评价", "Evaluation", "year"),
        },
        "components": {"schemas": _schemas(issue)},
    }


def _schemas(issue: Issue) -> dict[str, Json]:
    head: dict[str, Json] = {"as_of": _TYPES["date"], "version": {"type": "string"}}
    tables = {name: _list(name) for name, table in issue.tables.items() if _is_of_cluster(table)}
    row: dict[str, Json] = {name: _row(table) for name, table in issue.tables.items()}
    listed = {**row["clusters"]["properties"], **dict.fromkeys(("url", "page"), _text_or_null())}
    entry = {
        "name": {"type": "string"},
        "title": {"type": "string"},
        "rows": {"type": "integer", "minimum": 0},
        "files": {"type": "object", "additionalProperties": {"type": "string"}},
    }
    index = {
        **head,
        "name": {"const": NAME},
        "title": {"type": "string"},
        "commit": _text_or_null(),
        "license": {"const": LICENSE_URL},
        "archive": {"type": "string"},
        "evaluations": {"type": "array", "items": {"type": "integer"}},
        "tables": {"type": "array", "minItems": 1, "items": _object(entry)},
    }
    return row | {
        "Index": _object(index),
        "Listed": _object(listed),
        "Clusters": _object({**head, "clusters": _list("Listed")}),
        "Units": _object({**head, "units": _list("units")}),
        "Dossier": _object({**head, "cluster": _ref("clusters"), "tables": _object(tables)}),
        "Unit": _object(
            {
                **head,
                "unit": _ref("units"),
                "clusters": _list("Listed"),
                "denominators": _list("denominators"),
            }
        ),
        "Evaluation": _object(
            {
                "evaluation": _TYPES["year"],
                "as_of": _TYPES["date"],
                "program": _object({"version": {"type": "string"}, "sha256": {"type": "string"}}),
                "scheme": {"type": ["object", "null"]},
                "criteria": {"type": "array", "minItems": 1, "items": {"type": "object"}},
                "inputs": {
                    "type": "array",
                    "items": _object({"path": {"type": "string"}, "sha256": {"type": "string"}}),
                },
                "results": _list("evaluation_results"),
                "indicators": _list("evaluation_indicators"),
                "rollups": _list("evaluation_rollups"),
                "peers": _list("evaluation_peers"),
                "scores": {"type": "array", "items": {"type": "object"}},
            }
        ),
    }


def _index(issue: Issue, lines: Mapping[str, Lines]) -> dict[str, Json]:
    return {
        **_head(issue),
        "name": NAME,
        "title": issue.title,
        "commit": issue.commit or None,
        "license": LICENSE_URL,
        "archive": f"{VERSIONS}/{issue.version}/{NAME}-{issue.version}.zip",
        "evaluations": [one.year for one in issue.evaluations],
        "tables": [
            {
                "name": table.name,
                "title": table.title,
                "rows": len(lines[table.name].texts),
                "files": {suffix: path_of(table.name, suffix) for suffix in FORMATS},
            }
            for table in issue.tables.values()
        ],
    }


def _head(issue: Issue) -> dict[str, Json]:
    return {"as_of": issue.as_of.isoformat(), "version": issue.version}


def _listed(issue: Issue, row: Row) -> dict[str, Json]:
    page = issue.pages.get(str(row["dossier_id"]), "")
    return {**row, "url": _place(issue, row) or None, "page": f"{page}.html" if page else None}


def _place(issue: Issue, row: Row) -> str:
    """Spell where the document of a cluster lies; '' for one whose id bears no address."""
    name = issue.pages.get(str(row["dossier_id"]), "").rpartition("/")[2]
    return f"{API}/clusters/{name}.json" if name else ""


def _is_of_cluster(table: Table) -> bool:
    return table.name != "clusters" and any(one.name == "dossier_id" for one in table.columns)


def _by_unit(rows: Sequence[Row]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[str(row["unit_id"])].append(row)
    return found


def _row(table: Table) -> dict[str, Json]:
    return _object({column.name: _cell(column) for column in table.fields}) | {"title": table.title}


def _cell(column: Column) -> dict[str, Json]:
    told = dict(_TYPES[column.type])
    if column.name.endswith(MISSING):
        return {"enum": [None, *(reason.value for reason in Missing)], "title": column.title}
    if column.missing:
        told["type"] = [told["type"], "null"]
    return {**told, "title": column.title}


def _object(properties: Mapping[str, Json]) -> dict[str, Json]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(schema: str) -> dict[str, Json]:
    return {"type": "array", "items": _ref(schema)}


def _ref(schema: str) -> dict[str, Json]:
    return {"$ref": f"#/components/schemas/{schema}"}


def _text_or_null() -> dict[str, Json]:
    return {"type": ["string", "null"]}


def _path(summary: str, schema: str, parameter: str = "") -> dict[str, Json]:
    asked = {
        "name": parameter,
        "in": "path",
        "required": True,
        "schema": {"type": "string", "pattern": "^[a-z0-9-]+$"},
    }
    given = {"description": summary, "content": {"application/json": {"schema": _ref(schema)}}}
    return {
        "get": {
            "summary": summary,
            "operationId": f"get{schema}",
            **({"parameters": [asked]} if parameter else {}),
            "responses": {"200": given},
        }
    }


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
