"""What one publication is made of, and how its files are named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from brandpilot.codelists import Codelist
from brandpilot.evaluate import Evaluation
from brandpilot.tables import Frames, Plan, Table

DATA, API, VERSIONS = "data", "api/v1", "v"
PACKAGE, CATALOG, SUMS = "datapackage.json", "catalog.jsonld", "SHA256SUMS"
CITATION, FEED, CHANGES_FEED = "CITATION.cff", "feed.xml", "changes.xml"
QUALITY, LICENSE = "quality.json", "LICENSE-DATA"
DEADLINES = "deadlines.ics"
"""What is due, for a calendar (RFC 5545)."""
DIRECTORY = "data/resource-directory.csv"
"""Cards of the 政务信息资源目录, one for each table."""
NAME = "brandpilot-data"

LICENSE_URL = "https://creativecommons.org/licenses/by/4.0/"
LICENSE_ID = "CC-BY-4.0"
TITLE = "产业集群区域品牌建设试点公开数据"
ENGLISH = "Open data on the pilot programme for regional brands of industrial clusters in China"
PUBLISHER = "brandpilot 项目（非官方）"
KEYWORDS = ("产业集群", "区域品牌", "试点", "示范区", "年度评价", "open data", "China")
LANGUAGES = ("zh-CN", "en")

FORMATS: Mapping[str, tuple[str, str, str]] = {
    "csv": ("csv", "text/csv", "CSV，UTF-8，原样"),
    "excel.csv": ("csv", "text/csv", "CSV，供 Excel 打开"),
    "xlsx": (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel 工作簿",
    ),
    "json": ("json", "application/json", "JSON"),
    "parquet": ("parquet", "application/vnd.apache.parquet", "Parquet"),
}
"""By suffix: format, media type (IANA), and what it is called."""


@dataclass(frozen=True)
class Issue:
    """Content of a publication; its bytes are a function of these values.

    `commit` is the Git commit of the tree, '' where there is none. `site_url` ends in `/`. `pages`
    are the addresses of the clusters' pages without a suffix, by dossier; '' where there is none.
    `deadlines` are what is due, as a calendar.
    `evaluations` and the files of each year (`documents`, bytes by year) are those of the frames.
    """

    frames: Frames
    plan: Plan
    codelists: Mapping[str, Codelist]
    evaluations: Sequence[Evaluation]
    documents: Mapping[int, bytes]
    pages: Mapping[str, str]
    as_of: date
    commit: str
    site_url: str
    license: str
    deadlines: bytes = b""
    version: str = ""
    is_demo: bool = False

    @property
    def tables(self) -> Mapping[str, Table]:
        """The declared tables, by name."""
        return self.plan.tables

    @property
    def title(self) -> str:
        """What the data is called; a demonstration says that it is one."""
        return f"示例：{TITLE}" if self.is_demo else TITLE

    @property
    def description(self) -> str:
        """One paragraph for whoever finds the data elsewhere."""
        about = (
            "工业和信息化部产业集群区域品牌建设试点的申报、推荐、评审、公示、核定、年度总结、评价和示范，"
            "每个数注明出处，缺值写明理由。非官方整理。"
        )
        return f"虚构示例，单位、企业和数字都是编造的。{about}" if self.is_demo else about


def path_of(table: str, suffix: str) -> str:
    """Spell where a table lies in one format."""
    return f"{DATA}/{table}.{suffix}"
