"""catalog.jsonld (DCAT-AP 3.0.1), the schema.org description, and the cards of the 资源目录."""

from collections.abc import Mapping
from urllib.parse import quote

from brandpilot import encode
from brandpilot.findings import Json
from brandpilot.publish.folder import File
from brandpilot.publish.issue import (
    CATALOG,
    ENGLISH,
    FORMATS,
    KEYWORDS,
    LICENSE_URL,
    PACKAGE,
    PUBLISHER,
    Issue,
    path_of,
)
from brandpilot.tables import Table

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_LANGUAGE = "http://publications.europa.eu/resource/authority/language/ZHO"
_THEME = "http://publications.europa.eu/resource/authority/data-theme/ECON"
_COUNTRY = "http://publications.europa.eu/resource/authority/country/CHN"
_DAILY = "http://publications.europa.eu/resource/authority/frequency/DAILY"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"
_SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
_CARD = ("名称", "代码", "提供方", "摘要", "格式", "信息项", "开放属性", "更新周期", "发布日期")


def catalog(issue: Issue, files: Mapping[str, File]) -> dict[str, Json]:
    """Describe the catalogue: a dataset for each table, a distribution for each of its formats."""
    by = f"{issue.site_url}about.html#publisher"
    return {
        "@context": _CONTEXT,
        "@id": f"{issue.site_url}{CATALOG}",
        "@type": "dcat:Catalog",
        "dct:title": [_text(issue.title), _text(ENGLISH, "en")],
        "dct:description": _text(issue.description),
        "dct:publisher": {"@id": by, "@type": "foaf:Agent", "foaf:name": _text(PUBLISHER)},
        "dct:license": _node(LICENSE_URL, "dct:LicenseDocument"),
        "dct:language": _node(_LANGUAGE, "dct:LinguisticSystem"),
        "dct:spatial": _node(_COUNTRY, "dct:Location"),
        "dct:modified": _day(issue),
        "foaf:homepage": _node(issue.site_url, "foaf:Document"),
        "dcat:themeTaxonomy": {
            **_node(_THEME.rpartition("/")[0], "skos:ConceptScheme"),
            "dct:title": _text("Data theme", "en"),
        },
        "dcat:dataset": [_dataset(table, issue, files, by) for table in issue.tables.values()],
    }


def schema_org(issue: Issue, files: Mapping[str, File]) -> dict[str, Json]:
    """Describe the whole as a schema.org Dataset, for the head of the page that offers it."""
    package = files[PACKAGE]
    archive = next(file for path, file in files.items() if path.endswith(".zip"))
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": f"{issue.site_url}data.html",
        "name": issue.title,
        "alternateName": ENGLISH,
        "description": issue.description,
        "url": f"{issue.site_url}data.html",
        "identifier": f"{issue.site_url}datapackage.json",
        "version": issue.version,
        "license": LICENSE_URL,
        "isAccessibleForFree": True,
        "inLanguage": ["zh-CN", "en"],
        "keywords": list(KEYWORDS),
        "creator": {"@type": "Organization", "name": PUBLISHER, "url": issue.site_url},
        "publisher": {"@type": "Organization", "name": PUBLISHER, "url": issue.site_url},
        "datePublished": issue.as_of.isoformat(),
        "dateModified": issue.as_of.isoformat(),
        "temporalCoverage": _span(issue),
        "spatialCoverage": {"@type": "Country", "name": "中华人民共和国", "identifier": "CN"},
        "variableMeasured": _variables(issue),
        "distribution": [
            _download(issue, archive, "application/zip"),
            _download(issue, package, "application/json"),
            *(_download(issue, files[path_of(table, "csv")], "text/csv") for table in issue.tables),
        ],
    }


def cards(issue: Issue) -> str:
    """Give the cards of the 政务信息资源目录 as CSV, a line for each table."""
    rows = [
        (
            table.title,
            f"BP-{number:03}-{table.name}",
            PUBLISHER,
            table.about,
            "、".join(dict.fromkeys(format_.upper() for format_, _, _ in FORMATS.values())),
            "、".join(column.title for column in table.columns),
            "无条件开放",
            "每日",
            issue.as_of.isoformat(),
        )
        for number, table in enumerate(issue.tables.values(), 1)
    ]
    return encode.spreadsheet([_CARD, *rows])


def _dataset(
    table: Table, issue: Issue, files: Mapping[str, File], publisher: str
) -> dict[str, Json]:
    return {
        "@id": _explained(issue, table),
        "@type": "dcat:Dataset",
        "dct:title": [_text(table.title), _text(table.english, "en")],
        "dct:description": _text(table.about),
        "dct:identifier": _explained(issue, table),
        "dct:publisher": {"@id": publisher},
        "dct:issued": _day(issue),
        "dct:modified": _day(issue),
        "dct:accrualPeriodicity": _node(_DAILY, "dct:Frequency"),
        "dct:language": _node(_LANGUAGE, "dct:LinguisticSystem"),
        "dct:spatial": _node(_COUNTRY, "dct:Location"),
        "dcat:theme": {
            **_node(_THEME, "skos:Concept"),
            "skos:prefLabel": _text("Economy and finance", "en"),
        },
        "dcat:keyword": [_text(word) for word in KEYWORDS],
        "dcat:version": issue.version,
        "dcat:landingPage": _node(f"{issue.site_url}data.html", "foaf:Document"),
        "dcat:distribution": [_distribution(table, suffix, issue, files) for suffix in FORMATS],
    }


def _distribution(
    table: Table, suffix: str, issue: Issue, files: Mapping[str, File]
) -> dict[str, Json]:
    file, (format_, mediatype, called) = files[path_of(table.name, suffix)], FORMATS[suffix]
    address = {"@id": f"{issue.site_url}{file.path}"}
    return {
        "@id": f"{issue.site_url}{file.path}#distribution",
        "@type": "dcat:Distribution",
        "dct:title": _text(f"{table.title}：{called}"),
        "dcat:accessURL": address | {"@type": "http://www.w3.org/2000/01/rdf-schema#Resource"},
        "dcat:downloadURL": address,
        "dcat:mediaType": _node(_MEDIA + mediatype, "dct:MediaType"),
        "dct:format": _node(_FILE_TYPE + format_.upper(), "dct:MediaTypeOrExtent"),
        "dcat:byteSize": {"@value": str(file.bytes), "@type": "xsd:nonNegativeInteger"},
        "dct:license": _node(LICENSE_URL, "dct:LicenseDocument"),
        "dct:modified": _day(issue),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": _SHA256},
            "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
        },
    }


def _explained(issue: Issue, table: Table) -> str:
    """Give the address where a table's columns are told."""
    return f"{issue.site_url}dictionary.html#{quote('表-' + table.name)}"


def _variables(issue: Issue) -> list[dict[str, Json]]:
    """Give the figures that are measured, with their units: the columns that have one."""
    return [
        {
            "@type": "PropertyValue",
            "name": f"{table.title}：{column.title}",
            "alternateName": column.english,
            "propertyID": f"{table.name}.{column.name}",
            "unitText": column.unit,
        }
        for table in issue.tables.values()
        for column in table.columns
        if column.unit
    ]


def _span(issue: Issue) -> str:
    years = [int(year) for year in issue.frames["records"]["year"].dropna()]
    return f"{min(years)}/{issue.as_of}" if years else f"{issue.as_of}/{issue.as_of}"


def _download(issue: Issue, file: File, mediatype: str) -> dict[str, Json]:
    return {
        "@type": "DataDownload",
        "name": file.path.rpartition("/")[2],
        "contentUrl": f"{issue.site_url}{file.path}",
        "encodingFormat": mediatype,
        "contentSize": f"{file.bytes} B",
        "sha256": file.sha256,
    }


def _text(text: str, language: str = "zh-CN") -> dict[str, str]:
    return {"@value": text, "@language": language}


def _node(id_: str, type_: str) -> dict[str, str]:
    return {"@id": id_, "@type": type_}


def _day(issue: Issue) -> dict[str, str]:
    return {"@value": issue.as_of.isoformat(), "@type": "xsd:date"}
