#!/usr/bin/env python3
"""The manual page mfcc(1) from docs/command-line.md. Usage: make_man_page.py PAGE VERSION OUTPUT

Knows what that page is written in: headings, tables, paragraphs, lists, indented and fenced code, `code`, **bold**, links.
"""
import re
import sys


def inline(text):
    text = text.replace("\\", "\\e")
    text = re.sub(r"\[([^\]]*)\]\(([^)]*)\)", r"\1 (\2)", text)
    text = re.sub(r"\*\*([^*]+)\*\*", r"\\fB\1\\fR", text)
    text = re.sub(r"`([^`]*)`", lambda m: "\\fB" + m[1] + "\\fR", text).replace("-", "\\-")
    return "\\&" + text if text[:1] in (".", "'") else text


def cells(row):
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", row.strip().strip("|"))]


def table(rows):
    """First column: the term. The others, with their names where there are more than one: its text."""
    head, out = cells(rows[0]), []
    for row in rows[2:]:
        first, *rest = cells(row)
        texts = [f"{name}: {text}" if len(rest) > 1 and name != "meaning" else text for name, text in zip(head[1:], rest) if text]
        out += [".TP", inline(first), inline(". ".join(texts)) if texts else "\\&"]
    return out


def convert(page, version):
    out = [f'.TH MFCC 1 "" "mfcc {version}" "mfcc manual"', ".SH NAME", "mfcc \\- a compiler for flow\\-based generative models", ".SH SYNOPSIS",
           ".B mfcc", ".I COMMAND", "[options]", ".SH DESCRIPTION"]
    lines, at, code = page.splitlines()[1:], 0, False
    while at < len(lines):
        line = lines[at]
        if line.startswith("```"):
            code = not code
            out.append(".EX" if code else ".EE")
        elif code:
            out.append("\\&" + line.replace("\\", "\\e"))
        elif line.startswith("#"):
            out.append((".SH " if line.startswith("## ") else ".SS ") + inline(line.lstrip("# ")).upper())
        elif line.startswith("|"):
            rows = []
            while at < len(lines) and lines[at].startswith("|"):
                rows.append(lines[at])
                at += 1
            out += table(rows)
            continue
        elif line.startswith("    "):
            out += [".EX", "\\&" + line.replace("\\", "\\e"), ".EE"]
        elif line.startswith("- "):
            out += [".IP \\(bu 2", inline(line[2:])]
        elif not line.strip():
            out.append(".PP")
        else:
            out.append(inline(line.strip()))
        at += 1
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as page, open(sys.argv[3], "w", encoding="utf-8") as out:
        out.write(convert(page.read(), sys.argv[2]))
