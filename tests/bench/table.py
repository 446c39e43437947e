"""The figures as a person reads them."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

_BUSY = 0.5
"""Load beforehand from which on a person should not trust the figures."""


def show(console: Console, result: Mapping[str, Any]) -> None:
    """Print what build/bench.json holds."""
    check = result["check"]
    console.print(_seconds(result))
    console.print(_ratios(check))
    console.print(_exports(result["exports"]))
    told = result["exports_10000x50"]
    console.print(
        f"10,000 行 × 50 栏一张表，六种格式：{told['all_formats']:.2f} 秒（XLSX {told['xlsx']:.2f} 秒）"
    )
    versions = "，".join(f"{name} {number}" for name, number in result["versions"].items())
    console.print(f"{result['cores']} 核；{versions}")
    if result["load_before"] > _BUSY:
        console.print(
            f"[yellow]开始时机器已有负载 {result['load_before']}：用时和比值都不准，请在空闲时重跑。[/]"
        )
    console.print("已写入 build/bench.json。")


def _seconds(result: Mapping[str, Any]) -> Table:
    table = Table(title="整条命令的用时（秒，中位数；括号内为处理器秒数，另列最大的进程所用内存）")
    table.add_column("工具", no_wrap=True)
    for size, file in result["files"].items():
        table.add_column(f"{int(size):,} 份\n每份 {file['bytes'] / 1000:.1f} KB", justify="right")
    table.add_column("增长指数\n（逐级）", justify="right")
    for tool, sizes in result["seconds"].items():
        cells = [
            "\n".join(
                (
                    f"{sizes[size]['wall']:.2f}",
                    f"（{sizes[size]['cpu']:.2f}）",
                    f"{sizes[size]['rss_mb']:.0f} MB",
                )
            )
            if size in sizes
            else "—"
            for size in result["files"]
        ]
        exponents = "\n".join(f"{value:.2f}" for value in result["growth"].get(tool, {}).values())
        table.add_row(tool, *cells, exponents)
    return table


def _ratios(check: Mapping[str, float]) -> Table:
    table = Table(title="比值和单项（同类工具只查格式，本项目另查全部规则）")
    table.add_column("项目")
    table.add_column("数值", justify="right")
    table.add_column("按处理器秒数", justify="right")
    for key, words, unit in (
        ("vs_check_jsonschema_1000", "1,000 份：check-jsonschema 用时 ÷ 本项目用时", ""),
        ("vs_ajv_cli_1000", "1,000 份：ajv-cli 用时 ÷ 本项目用时", ""),
        ("vs_ajv_cli_10000", "10,000 份：ajv-cli 用时 ÷ 本项目用时", ""),
        ("unchanged_10000_s", "10,000 份：没有改动，再查一次", "秒"),
        ("one_file_in_10000_s", "10,000 份：只查其中一份", "秒"),
        ("failing_file_ms", _failing("未写完的申报书", check, "failing_file"), "毫秒"),
        ("failing_whole_file_ms", _failing("完整的申报书", check, "failing_whole_file"), "毫秒"),
    ):
        by_cpu = check.get(f"{key}_cpu", check.get(f"{key.removesuffix('_s')}_cpu_s"))
        table.add_row(
            words,
            f"{check[key]:,.2f} {unit}",
            "" if by_cpu is None else f"{by_cpu:,.2f} {unit}",
        )
    return table


def _exports(sizes: Mapping[str, Mapping[str, float]]) -> Table:
    table = Table(title="公开数据：各步骤的处理器秒数（申报书份数）")
    table.add_column("步骤")
    for size, told in sizes.items():
        table.add_column(f"{int(size):,} 份\n{told['cells']:,.0f} 格", justify="right")
    for key, words in (
        ("read", "读取和检查"),
        ("tables", "算出全部数据表"),
        ("csv", "CSV"),
        ("excel_csv", "CSV（Excel）"),
        ("json", "JSON"),
        ("parquet", "Parquet"),
        ("partitions", "Parquet，分区"),
        ("xlsx", "XLSX"),
        ("all_formats", "以上六种合计"),
        ("pandas_csv", "pandas 自己写 CSV"),
        ("pandas_json", "pandas 自己写 JSON"),
        ("pandas_xlsx", "pandas 自己写 XLSX"),
        ("publish", "整个公布，包括全部读回核对"),
    ):
        table.add_row(words, *(f"{told.get(key, 0):,.2f}" for told in sizes.values()))
    table.add_row("最多占用内存（MB）", *(f"{told['peak_mb']:,.0f}" for told in sizes.values()))
    return table


def _failing(what: str, check: Mapping[str, float], prefix: str) -> str:
    size, found = check[f"{prefix}_bytes"] / 1000, check[f"{prefix}_findings"]
    loading = check[f"{prefix}_load_ms"]
    return f"{what}有 {found} 处错误（{size:.1f} KB）：读入 {loading:.2f} 毫秒之外"
