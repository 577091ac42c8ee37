#!/usr/bin/env python3
"""Fails on files over 800 lines and functions over 80. Usage: scripts/check_sizes.py [root]

A size is a budget: split what grows over it, or add it to EXCEPTIONS with the reason.
"""
import ast
import pathlib
import re
import sys

FILE_LINES, FUNCTION_LINES = 800, 80
EXCEPTIONS = {
    # "path" for a file, "path:function" for a function -> why
}
FOLDERS = ["bench", "cmake", "codegen", "compiler", "dialect", "dsl", "examples", "models", "options", "passes", "runtime", "scripts", "tests", "tools", "training"]
SKIP = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'', re.S)
NO_FUNCTION = re.compile(r"^\s*(?:template\s*<.*>\s*)?(?:namespace|class|struct|enum|union|extern)\b|=\s*$", re.S)


def blank(text):
    """Comments, strings and lines of the preprocessor as blanks, lines kept."""
    blanks = lambda m: re.sub(r"[^\n]", " ", m[0])
    return re.sub(r"^[ \t]*#(?:\\\n|[^\n])*", blanks, SKIP.sub(blanks, text), flags=re.M)


def functions_of_c(text):
    """(name, first line, lines) of each outermost function, found by its braces."""
    text, head, stack, result = blank(text), 0, [], []
    for at, char in enumerate(text):
        if char == ";" and "function" not in stack and text.count("(", head, at) == text.count(")", head, at):
            head = at + 1
        elif char == "{":
            header = text[head:at]
            inside = "function" in stack
            is_function = not inside and "(" in header and not NO_FUNCTION.search(header)
            stack.append("function" if is_function else "other")
            if is_function:
                name = re.search(r"([~\w:]+|operator\S+)\s*\(", header)
                start = (name[1] if name else "?", text.count("\n", 0, head + len(header) - len(header.lstrip())) + 1)
            if "function" not in stack[:-1]:
                head = at + 1
        elif char == "}" and stack:
            if stack.pop() == "function":
                end = text.count("\n", 0, at) + 1
                result.append((start[0], start[1], end - start[1] + 1))
            if "function" not in stack:
                head = at + 1
    return result


def functions_of_python(text):
    nodes = [n for n in ast.walk(ast.parse(text)) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]
    return [(n.name, n.lineno, n.end_lineno - n.lineno + 1) for n in nodes]


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent)
    faults, used, files, count = [], set(), 0, 0

    def check(key, where, size, limit):
        if size <= limit:
            return
        if key in EXCEPTIONS:
            used.add(key)
        else:
            faults.append(f"{where}: {size} lines, expected at most {limit}")

    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in {".h", ".c", ".cpp", ".td", ".py"} or not path.is_file():
                continue
            name, text = path.relative_to(root).as_posix(), path.read_text(errors="replace")
            files += 1
            check(name, name, text.count("\n"), FILE_LINES)
            functions = functions_of_python(text) if path.suffix == ".py" else [] if path.suffix == ".td" else functions_of_c(text)
            for function, line, size in functions:
                count += 1
                check(f"{name}:{function}", f"{name}:{line}: {function}", size, FUNCTION_LINES)
    faults += [f"EXCEPTIONS: {key} is no longer needed" for key in EXCEPTIONS if key not in used and (root / key.split(":")[0]).exists()]
    print("\n".join(faults) or f"check_sizes: {files} files and {count} functions, none too long")
    return bool(faults)


sys.exit(main())
