"""Counts what COPY and ADD select in a corpus by itself, and compares with what selections.ts prints.

Written apart from the server's matcher, from the words of Docker's reference alone: patterns become regular expressions of
Python, a path is left out when the last pattern that matches it or a folder above says so. A small reading of Dockerfiles:
continuations, comments, JSON form, flags, and defaults of ARG and ENV.
"""

import json
import os
import posixpath
import re
import shlex
import sys


def to_regex(pattern, double_star):
    out, at = "", 0
    while at < len(pattern):
        char = pattern[at]
        if double_star and pattern.startswith("**", at):
            at += 2
            if pattern.startswith("/", at):
                at += 1
                out += "(?:.*/)?"
            else:
                out += ".*"
            continue
        if char == "*":
            out += "[^/]*"
        elif char == "?":
            out += "[^/]"
        elif char == "[":
            end = pattern.index("]", at + 1)
            out += "[" + pattern[at + 1 : end] + "]"
            at = end
        elif char == "\\" and at + 1 < len(pattern):
            at += 1
            out += re.escape(pattern[at])
        else:
            out += re.escape(char)
        at += 1
    return re.compile(out + r"\Z", re.S)


def read_ignore(text):
    rules = []
    for line in text.lstrip("\ufeff").splitlines():
        line = line if line.startswith("#") else line.strip()
        if line == "" or line.startswith("#"):
            continue
        keep = line.startswith("!")
        body = posixpath.normpath((line[1:] if keep else line).strip()).lstrip("/")
        if body and body != ".":
            rules.append((keep, to_regex(body, True)))
    return rules


def is_left_out(rules, path):
    parts = path.split("/")
    names = ["/".join(parts[: end + 1]) for end in range(len(parts))]
    left_out = False
    for keep, regex in rules:
        if any(regex.match(name) for name in names):
            left_out = not keep
    return left_out


def logical_lines(text):
    escape = "\\"
    found = re.match(r"(?:\s*#[^\n]*\n)*?\s*#\s*escape\s*=\s*(\S)", text)
    if found:
        escape = found.group(1)
    lines, current, start, heredocs = [], None, 0, []
    for number, line in enumerate(text.splitlines(), 1):
        if heredocs:
            if line.lstrip("\t") == heredocs[0]:
                heredocs.pop(0)
            continue
        if line.lstrip().startswith("#"):
            continue
        if current is None:
            if line.strip() == "":
                continue
            current, start = "", number
        elif line.strip() == "":
            continue
        stripped = line.rstrip()
        if stripped.endswith(escape):
            current += stripped[:-1]
            continue
        current += stripped
        lines.append((start, current.strip()))
        if re.match(r"(?i)\s*(run|copy|add)\b", current):
            heredocs = re.findall(r"<<-?[\"']?(\w+)", current)
        current = None
    if current:
        lines.append((start, current.strip()))
    return lines


def expand(word, values):
    def value(match):
        name, operator, other = match.group(1) or match.group(2), match.group(3), match.group(4)
        known = values.get(name)
        if operator == ":-":
            return known or expand(other, values)
        return known or ""

    return re.sub(r"\$(?:(\w+)|\{(\w+)(?:(:-)([^}]*))?\})", value, word)


def copies(text):
    top, values, in_stage = {}, {}, False
    for number, line in logical_lines(text):
        keyword, _, rest = line.partition(" ")
        keyword, rest = keyword.upper(), rest.strip()
        if keyword == "FROM":
            values, in_stage = {}, True
        elif keyword in ("ARG", "ENV"):
            try:
                words = shlex.split(rest)
            except ValueError:
                words = rest.split()
            if keyword == "ENV" and words and "=" not in words[0]:
                words = [words[0] + "=" + " ".join(words[1:])]
            for word in words:
                name, equals, default = word.partition("=")
                if equals:
                    (values if in_stage else top)[name] = expand(default, values if in_stage else top)
                elif in_stage and name in top:
                    values[name] = top[name]
        elif keyword in ("COPY", "ADD"):
            flags = []
            while rest.startswith("--"):
                flag, _, rest = rest.partition(" ")
                flags.append(flag)
                rest = rest.strip()
            if any(flag.startswith("--from") for flag in flags):
                continue
            words = json.loads(rest) if rest.startswith("[") else rest.split()
            sources = [expand(word, values) for word in words[:-1]]
            sources = [word for word in sources if not re.match(r"(https?|git|ssh)://|git@|<<", word)]
            if sources:
                yield number, flags, sources


def selected(tree, folders, rules, source, flags):
    parents = "--parents" in flags
    exclude = [to_regex(flag.split("=", 1)[1], True) for flag in flags if flag.startswith("--exclude=")]
    assert not parents and not exclude, "not counted here"
    clean = posixpath.normpath("/" + source).lstrip("/")
    if re.search(r"[*?\[]", clean):
        regex = to_regex(clean, False)
        roots = [path for path in list(tree) + sorted(folders) if regex.match(path)]
    else:
        roots = [clean]
    for root in roots:
        if root in tree:
            if not is_left_out(rules, root):
                yield root
            continue
        prefix = "" if root == "" else root + "/"
        for path in tree:
            if path.startswith(prefix) and not is_left_out(rules, path):
                yield path


def main(folder):
    ours = {}
    for line in sys.stdin:
        found = json.loads(line)
        ours[(found["name"], found["line"])] = found
    checked = same = incomplete = 0
    for name in sorted(os.listdir(folder)):
        place = os.path.join(folder, name)
        if not os.path.exists(os.path.join(place, "labels.json")):
            continue
        read = lambda file: open(os.path.join(place, file), encoding="utf-8").read()
        tree = {entry["path"]: entry for entry in json.loads(read("tree.json"))}
        folders = {path[:at] for path in tree for at in range(len(path)) if path[at] == "/"}
        own = [file for file in os.listdir(place) if file.endswith(".dockerignore") and file != ".dockerignore"]
        ignore = own or [file for file in [".dockerignore"] if os.path.exists(os.path.join(place, file))]
        rules = read_ignore(read(ignore[0])) if ignore else []
        for number, flags, sources in copies(read("Dockerfile")):
            paths = sorted({path for source in sources for path in selected(tree, folders, rules, source, flags)})
            files = [path for path in paths if tree[path]["mode"] != "120000"]
            sizes = [tree[path]["size"] for path in files]
            total = None if -1 in sizes else sum(sizes)
            found = ours.pop((name, number), None)
            checked += 1
            if found is None:
                print(f"{name}:{number} is not in ours")
                continue
            if not found["complete"]:
                incomplete += 1
                if found["paths"] == paths:
                    print(f"{name}:{number} is said to be incomplete, {len(paths)} paths are equal")
            if found["paths"] == paths and found.get("bytes") == total:
                same += 1
                continue
            more, less = sorted(set(found["paths"]) - set(paths)), sorted(set(paths) - set(found["paths"]))
            print(f"{name}:{number} {sources} complete={found['complete']}", end=" ")
            print(f"ours +{len(more)} {more[:3]} -{len(less)} {less[:3]} bytes {found.get('bytes')} {total}")
    for name, number in ours:
        print(f"{name}:{number} is only in ours")
    print(f"{checked} instructions, {same} the same, {incomplete} incomplete")


main(sys.argv[1])
