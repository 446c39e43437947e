"""What is looked at when a publication is read back: one check, one function, sentences or none."""

import io
import json
import logging
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for

from brandpilot.encode import FORMULA_SIGNS
from brandpilot.findings import Json
from brandpilot.publish import api
from brandpilot.publish.archive import members
from brandpilot.publish.entities import differing
from brandpilot.publish.folder import File, read_sums, sums
from brandpilot.publish.issue import (
    API,
    CATALOG,
    CHANGES_FEED,
    FEED,
    PACKAGE,
    QUALITY,
    SUMS,
    VERSIONS,
    Issue,
    path_of,
)
from brandpilot.publish.readers import READERS
from brandpilot.tables.frame import cells_of

SHAPES = Path(__file__).parent / "shapes.ttl"
_DPLIB = find_spec("dplib")
_PROFILES = Path(_DPLIB.origin if _DPLIB and _DPLIB.origin else "").parent / "profiles" / "2.0"
"""Where the official profiles lie; the package that ships them looks on the network for its own."""
_LONGEST = 200
"""Characters of a reader's own words that the report keeps."""
_DATASET = (
    *("@context", "@type", "name", "description", "url", "license", "version", "creator"),
    *("temporalCoverage", "spatialCoverage", "variableMeasured", "distribution", "dateModified"),
)
_DOWNLOAD = ("contentUrl", "encodingFormat", "contentSize", "sha256")


@dataclass(frozen=True)
class Written:
    """A publication as it lies in a folder, and what it must agree with.

    `entities` is how many rows some tables must hold, counted off the register; `described` the
    schema.org description that the page will bear.
    """

    root: Path
    issue: Issue
    files: Mapping[str, File]
    entities: Mapping[str, int]
    described: Mapping[str, Json]


def sums_hold(written: Written) -> Iterator[str]:
    """Every file is listed with the hash of its bytes, and nothing else lies there."""
    listed = dict(read_sums((written.root / SUMS).read_text(encoding="utf-8")))
    there = {
        path.relative_to(written.root).as_posix(): path
        for path in sorted(written.root.rglob("*"))
        if path.is_file()
    }
    for path in sorted(there.keys() - listed.keys() - {SUMS, QUALITY}):
        yield f"{path}：不在 {SUMS} 中"
    for path, digest in listed.items():
        if path not in there:
            yield f"{path}：没有这个文件"
        elif sha256(there[path].read_bytes()).hexdigest() != digest:
            yield f"{path}：校验值不符"


def package_follows_profile(written: Written) -> Iterator[str]:
    """The package, with every schema in it, follows the official profile of Data Package 2.0."""
    profile = json.loads((_PROFILES / PACKAGE).read_text(encoding="utf-8"))
    for error in validator_for(profile)(profile).iter_errors(_json(written, PACKAGE)):
        yield f"{error.json_path}：{error.message[:_LONGEST]}"


def package_is_valid(written: Written) -> Iterator[str]:
    """Frictionless finds every table as the package describes it: types, keys, references, bytes."""
    import frictionless  # noqa: PLC0415 – slow to import

    logging.getLogger("frictionless").setLevel(logging.ERROR)
    package = frictionless.Package(str(written.root / PACKAGE))
    found = package.validate()
    for error in found.errors:
        yield f"{error.type}：{error.message}"
    for task in found.tasks:
        for problem in task.errors:
            yield f"{task.name}：{problem.type}：{problem.message}"
    seen = {task.name for task in found.tasks}
    for name in sorted(
        resource.name for resource in package.resources if resource.name not in seen
    ):
        yield f"{name}：没有查到"


def formats_agree(written: Written) -> Iterator[str]:
    """CSV, JSON, Parquet, partitions and workbook hold exactly the cells that were computed."""
    for table in written.issue.tables.values():
        wanted = dict(cells_of(written.issue.frames[table.name]))
        for suffix, reader in READERS.items():
            found = reader(written.root, table)
            if found is None:
                continue
            if list(found) != list(wanted):
                yield f"{path_of(table.name, suffix)}：栏目不符"
                continue
            for column, cells in wanted.items():
                differ = [
                    at
                    for at, pair in enumerate(zip(cells, found[column], strict=False))
                    if pair[0] != pair[1]
                ]
                if differ or len(cells) != len(found[column]):
                    at = differ[0] + 1 if differ else min(len(cells), len(found[column])) + 1
                    yield f"{path_of(table.name, suffix)}：{column} 第 {at} 行不符"


def nothing_computes(written: Written) -> Iterator[str]:
    """No cell of the copies for spreadsheets is a formula, and each has all rows."""
    for table in written.issue.tables.values():
        rows = len(written.issue.frames[table.name])
        path = path_of(table.name, "excel.csv")
        text = (written.root / path).read_text(encoding="utf-8")
        if not text.startswith("\ufeff"):
            yield f"{path}：没有 UTF-8 标记"
        found = pd.read_csv(io.StringIO(text[1:]), dtype=str, keep_default_na=False)
        if len(found) != rows:
            yield f"{path}：应有 {rows} 行，实有 {len(found)} 行"
        numbers = {
            at for at, one in enumerate(table.fields) if one.type in ("number", "integer", "year")
        }
        for at, name in enumerate(found.columns):
            if at not in numbers and found[name].str.startswith(tuple(FORMULA_SIGNS)).any():
                yield f"{path}：{name} 有公式"
        book = path_of(table.name, "xlsx")
        with zipfile.ZipFile(written.root / book) as parts:
            sheets = (name for name in parts.namelist() if name.startswith("xl/worksheets/"))
            if any(b"<f>" in parts.read(name) or b"<f " in parts.read(name) for name in sheets):
                yield f"{book}：有公式"


def rows_are_complete(written: Written) -> Iterator[str]:
    """Every table holds as many rows as there are records, counted another way."""
    found = {name: len(made) for name, made in written.issue.frames.items()}
    yield from differing(written.entities, found)


def catalog_conforms(written: Written) -> Iterator[str]:
    """The catalogue conforms to the shapes of DCAT-AP 3.0.1 (SHACL)."""
    from pyshacl import validate  # noqa: PLC0415 – slow to import

    with warnings.catch_warnings():
        # The reader of JSON-LD warns of what it uses itself.
        warnings.simplefilter("ignore", DeprecationWarning)
        conforms, _graph, text = validate(
            (written.root / CATALOG).read_text(encoding="utf-8"),
            shacl_graph=SHAPES.read_text(encoding="utf-8"),
            data_graph_format="json-ld",
            shacl_graph_format="turtle",
        )
    if not conforms:
        yield str(text)
    addresses = _json(written, CATALOG)["dcat:dataset"]
    for dataset in addresses:
        for one in dataset["dcat:distribution"]:
            path = one["dcat:downloadURL"]["@id"].removeprefix(written.issue.site_url)
            file = written.files.get(path)
            told = (
                one["dcat:byteSize"]["@value"],
                one["spdx:checksum"]["spdx:checksumValue"]["@value"],
            )
            if file is None or told != (str(file.bytes), file.sha256):
                yield f"{path}：大小或者校验值与文件不符"


def dataset_is_described(written: Written) -> Iterator[str]:
    """The schema.org description is whole, and its downloads are the files that are there."""
    told = written.described
    yield from (f"schema.org 缺 {key}" for key in _DATASET if not told.get(key))
    for one in told.get("distribution") or ():
        yield from (f"{one.get('contentUrl')}：缺 {key}" for key in _DOWNLOAD if not one.get(key))
        path = str(one.get("contentUrl", "")).removeprefix(written.issue.site_url)
        if path not in written.files or written.files[path].sha256 != one.get("sha256"):
            yield f"{path}：没有这个文件，或者校验值不符"
    for one in told.get("variableMeasured") or ():
        if not one.get("unitText"):
            yield f"{one.get('name')}：没有单位"


def api_follows_schema(written: Written) -> Iterator[str]:
    """Every document of the API follows the schema that its description gives."""
    described = _json(written, api.OPENAPI)
    judges: dict[str, Draft202012Validator] = {}
    for path, schema in _documents(written):
        if schema not in judges:
            whole = {
                "$ref": f"#/components/schemas/{schema}",
                "components": described["components"],
            }
            judges[schema] = Draft202012Validator(whole)
        for error in judges[schema].iter_errors(_json(written, path)):
            yield f"{path}：{error.json_path}：{error.message[:_LONGEST]}"


def archive_is_whole(written: Written) -> Iterator[str]:
    """The archive of the version holds its tables and what describes them, byte for byte."""
    home = f"{VERSIONS}/{written.issue.version}/"
    own = {
        path.removeprefix(home): one for path, one in written.files.items() if path.startswith(home)
    }
    wanted = members(own, written.issue.tables)
    (path,) = (path for path in written.files if path.endswith(".zip"))
    with zipfile.ZipFile(written.root / path) as book:
        if sorted(book.namelist()) != sorted((*wanted, SUMS)):
            yield f"{path}：文件不全或者多出文件"
        for name in sorted(wanted):
            if sha256(book.read(name)).hexdigest() != wanted[name].sha256:
                yield f"{path}：{name} 不符"
        if book.read(SUMS).decode("utf-8") != sums(wanted):
            yield f"{path}：{SUMS} 不符"


def feeds_are_sound(written: Written) -> Iterator[str]:
    """Both feeds are XML, with ids that differ and everything that an entry must have."""
    atom = "{http://www.w3.org/2005/Atom}"
    for path in (FEED, CHANGES_FEED):
        feed = ET.fromstring((written.root / path).read_text(encoding="utf-8"))  # noqa: S314 – our own file
        ids = [entry.findtext(f"{atom}id") for entry in feed.iter(f"{atom}entry")]
        if len(set(ids)) != len(ids):
            yield f"{path}：编号重复"
        for entry in (feed, *feed.iter(f"{atom}entry")):
            for name in ("id", "title", "updated"):
                if not entry.findtext(f"{atom}{name}"):
                    yield f"{path}：缺 {name}"


CheckOf = Callable[[Written], Iterator[str]]

CHECKS: Mapping[str, tuple[str, CheckOf]] = {
    "sums": ("校验值与文件一致", sums_hold),
    "rows": ("行数与记录数一致", rows_are_complete),
    "profile": ("符合 Data Package 2.0 官方格式", package_follows_profile),
    "package": ("frictionless 逐表校验", package_is_valid),
    "formats": ("各种格式的内容一致", formats_agree),
    "formulas": ("供表格软件打开的文件不含公式", nothing_computes),
    "catalog": ("目录符合 DCAT-AP 3.0.1", catalog_conforms),
    "dataset": ("schema.org 说明完整", dataset_is_described),
    "api": ("接口符合其说明", api_follows_schema),
    "archive": ("压缩包完整", archive_is_whole),
    "feeds": ("订阅源有效", feeds_are_sound),
}
"""Every check, by code: what it is called in the report, and what it does."""


def _json(written: Written, path: str) -> Json:
    return json.loads((written.root / path).read_text(encoding="utf-8"))


def _documents(written: Written) -> Iterator[tuple[str, str]]:
    for path in sorted(written.files):
        match path.removeprefix(f"{API}/").split("/"):
            case ["index.json"] if path.startswith(API):
                yield path, "Index"
            case ["clusters.json"] if path.startswith(API):
                yield path, "Clusters"
            case ["units.json"] if path.startswith(API):
                yield path, "Units"
            case ["clusters", _]:
                yield path, "Dossier"
            case ["units", _]:
                yield path, "Unit"
            case ["evaluations", _]:
                yield path, "Evaluation"
