"""CITATION.cff: how the data is cited (Citation File Format 1.2.0)."""

import json

from brandpilot.publish.issue import ENGLISH, KEYWORDS, LICENSE_ID, PUBLISHER, Issue


def citation(issue: Issue) -> str:
    """Give the file; every value is a JSON text, which YAML reads as such."""
    told = {
        "cff-version": "1.2.0",
        "type": "dataset",
        "message": "引用本数据时，请按下列信息注明。",
        "title": issue.title,
        "abstract": f"{issue.description}（{ENGLISH}）",
        "version": issue.version,
        "date-released": issue.as_of.isoformat(),
        "license": LICENSE_ID,
        "url": issue.site_url,
    }
    lines = [f"{key}: {_quoted(value)}" for key, value in told.items()]
    if issue.commit:
        lines.append(f"commit: {_quoted(issue.commit)}")
    lines += ["authors:", f"  - name: {_quoted(PUBLISHER)}", "keywords:"]
    lines += [f"  - {_quoted(word)}" for word in KEYWORDS]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
