#!/usr/bin/env python3
"""Checks the report of a sweep with a parser of its own. Usage: check_report.py FOLDER NAME=STATUS ...

The page must be well nested, have a row and an article for each run, show a decodable picture for each run that is done, and refer to nothing outside.
report.json must say the same.
"""
import base64
import html.parser
import json
import pathlib
import sys

VOID = {"meta", "img", "br", "input"}
LINKS = {"src", "href", "action", "data", "poster", "srcset", "xlink:href", "style"}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.targets, self.pictures, self.rows = [], [], [], 0, []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        for name, value in attributes.items():
            if name in LINKS and value.startswith("#"):
                self.targets.append(value[1:])
            elif name in LINKS:
                kind, _, code = value.partition(";base64,")
                assert kind in ("data:image/png", "data:audio/flac"), f"<{tag} {name}> refers to {value[:60]}"
                bytes_ = base64.b64decode(code, validate=True)
                assert bytes_.startswith(b"\x89PNG" if "png" in kind else b"fLaC"), f"<{tag}>: not what its type says"
                self.pictures += "png" in kind
        assert tag != "img" or attributes.get("alt"), "a picture without a description"
        if tag == "tr":
            self.rows.append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, f"</{tag}> closes another"

    def handle_data(self, data):
        if "tr" in self.open:
            self.rows[-1] += data + "|"


def main():
    folder, expected = pathlib.Path(sys.argv[1]), dict(pair.split("=") for pair in sys.argv[2:])
    text = (folder / "report.html").read_text()
    assert "http:" not in text and "https:" not in text and "url(" not in text and "@import" not in text
    page = Page()
    page.feed(text)
    page.close()
    assert not page.open, f"left open: {page.open}"
    assert len(set(page.ids)) == len(page.ids), "an id twice"
    assert set(page.targets) <= set(page.ids), f"links to nothing: {set(page.targets) - set(page.ids)}"
    report = json.loads((folder / "report.json").read_text())
    assert {run["name"]: run["status"] for run in report["runs"]} == expected
    for run in report["runs"]:
        assert any(row.startswith(run["name"] + "|") and run["status"] in row for row in page.rows), f"no row of {run['name']}"
        assert "run-" + run["name"] in page.ids
        if run["status"] == "done":
            assert run["parameters"] > 0 and run["peak_bytes"] > 1e7 and run["arena_bytes"] > 0 and run["step_ms"] > 0 and len(run["curve"]["step"]) == report["steps"]
            assert run["evaluation"]["lines"] and run["text"].startswith("[method]")
        else:
            assert run["problem"]
    done = list(expected.values()).count("done")
    assert page.pictures >= done, f"{page.pictures} pictures of {done} runs"
    print(f"check_report: {len(expected)} runs, {page.pictures} pictures, {len(text)} bytes")


main()
