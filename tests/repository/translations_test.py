#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails if a sentence of the window has no translation, or one whose placeholders or closing mark differ."""

import pathlib
import re
import sys
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PLACEHOLDER = re.compile(r"%L?[0-9]|%n")


def problems(path):
    language = path.stem.removeprefix("zaohua_")
    for context in xml.etree.ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name")
        for message in context.iter("message"):
            source = message.findtext("source")
            translation = message.find("translation")
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            where = f"{path.name}, {name}: {source!r}"
            if translation.get("type") or not all(form.strip() for form in forms):
                yield f"{where} is not translated"
                continue
            if message.get("numerus") and len(forms) != (1 if language == "zh_CN" else 2):
                yield f"{where} has {len(forms)} plural forms"
            for form in forms:
                if set(PLACEHOLDER.findall(source)) != set(PLACEHOLDER.findall(form)):
                    yield f"{where} has other placeholders in {form!r}"
                if source.endswith("…") != form.endswith("…"):
                    yield f"{where} ends in another way than {form!r}"


def main():
    found = [problem for path in sorted((ROOT / "translations").glob("*.ts")) for problem in problems(path)]
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
