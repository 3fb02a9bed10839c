#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Collects the sentences of Errors and Notices from the sources into ui/common/error_sentences.cpp, where lupdate
finds them for translation. In core/ every string literal that reads as a sentence is one; in ui/ and app/, those that
stand right after an ErrorCode. Parts of sentences are those given to because().
With --check nothing is written, and the exit status says whether the file is up to date."""

import argparse
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "ui/common/error_sentences.cpp"
LITERALS = re.compile(r'(?:"(?:[^"\\]|\\.)*"\s*)+')
AFTER_CODE = re.compile(r"(?:ErrorCode::\w+\s*,|[nN]otice\w*\s*\(?\{|\bbecause\()\s*$")
SENTENCE = re.compile(r"^(?![A-Z]{2})[A-Z%].* .*[.?]$")  # not SQL


def joined(literal):
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literal))


def sentences():
    found = set()
    for top in ("core", "ui", "app/desktop"):
        for path in sorted((ROOT / top).rglob("*.cpp")) + sorted((ROOT / top).rglob("*.h")):
            if path == OUTPUT:
                continue
            lines = path.read_text(encoding="utf-8").splitlines()
            text = "\n".join(line for line in lines if not line.lstrip().startswith(("//", "#include")))
            for match in LITERALS.finditer(text):
                sentence = joined(match.group())
                # Below the window every whole sentence is meant for people; in it, those of Errors.
                is_error = AFTER_CODE.search(text[max(0, match.start() - 80) : match.start()])
                if is_error or (top == "core" and SENTENCE.match(sentence)):
                    found.add(sentence)
    return sorted(found - {""})


def source():
    lines = [
        "// SPDX-License-Identifier: Apache-2.0",
        "// The sentences of Errors and Notices, for lupdate. Made by tools/error_sentences.py; do not edit.",
        "#include <QCoreApplication>",
        "",
        "namespace {",
        "",
        "// clang-format off",
        "[[maybe_unused]] constexpr const char* sentences[] = {",
    ]
    lines += [f'    QT_TRANSLATE_NOOP("Error", "{sentence}"),' for sentence in sentences()]
    lines += ["};", "// clang-format on", "", "}  // namespace", ""]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        OUTPUT.write_text(source(), encoding="utf-8")
        return 0
    if OUTPUT.exists() and OUTPUT.read_text(encoding="utf-8") == source():
        return 0
    print(f"{OUTPUT.relative_to(ROOT)} is out of date: run tools/error_sentences.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
