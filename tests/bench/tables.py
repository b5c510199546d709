"""The results of a comparison: as data, as the full tables, and as the README's short one."""

import re
import statistics

HEAD = ("", "program", "wall s (least to greatest)", "CPU s", "peak MiB", "wall of ftps to it", "CPU of ftps to it")


LEGEND = """Medians of runs in rotating order; a ratio is the median of those of runs side by side: the time of ftps divided
by that of the program in the row. `~` marks a ratio that was not known to 5 % when the comparison was given up, and its
bounds (95 %). "Fails": the program did not do its work."""


class Section:
    """One table of times: its title, and for each piece of work the programs' results."""

    def __init__(self, title):
        self.title, self.works = title, []

    def add(self, work, pairs, peaks):
        """Takes the runs of a piece of work; returns its rows as they are shown."""
        programs = [result(name, pairs, peaks.get(name)) for name in pairs.runs]
        self.works.append({"work": work, "programs": programs})
        return rows(self.works[-1])

    def head(self):
        return heading(self.title, HEAD, 2)

    def data(self):
        return {"title": self.title, "works": self.works}


class Counts:
    """The table of instructions."""

    TITLE = "Millions of instructions for a MiB, by valgrind, whose processor has no AVX-512 (vsftpd, TLS 1.3)"

    def __init__(self):
        self.counts = {}

    def add(self, program, counts):
        self.counts[program] = counts
        return count_row(program, counts)

    def head(self):
        return heading(self.TITLE, ("program", "get", "put"), 1)

    def data(self):
        return {"title": self.TITLE, "counts": self.counts}


def count_row(program, counts):
    return [program, *(f"{counts[way]:.2f}" for way in ("get", "put"))]


def heading(title, head, words):
    """A title and the head of its table, whose first columns hold words."""
    return f"\n**{title}**\n\n{line(head)}\n{line(['---'] * words + ['--:'] * (len(head) - words))}"


def result(name, pairs, peak):
    """One program's results as data: seconds, MiB, and the ratios of ftps to it."""
    if name in pairs.failed:
        return {"program": name, "failed": True}
    found = {"program": name, "peak_mib": peak and round(peak, 1)}
    for kind in ("wall", "cpu"):
        found[f"{kind}_s"] = [round(value, 4) for value in pairs.values(name, kind)]
    first = next(iter(pairs.runs))
    for kind in ("wall", "cpu") if name != first else ():
        ratio = pairs.ratio(first, name, kind)
        bounds = {"median": ratio.median, "low": ratio.low, "high": ratio.high}
        found[f"{kind}_ratio"] = {key: round(value, 4) for key, value in bounds.items()} | {"known": ratio.is_known()}
    return found


def rows(work):
    """The lines of a piece of work in the full table."""
    lines = []
    for number, program in enumerate(work["programs"]):
        cells = ["" if number else work["work"], program["program"]]
        if program.get("failed"):
            lines.append(cells + ["fails"] + [""] * (len(HEAD) - 3))
            continue
        wall = program["wall_s"]
        peak = program["peak_mib"]
        cells.append(f"{statistics.median(wall):.3f} ({min(wall):.2f} to {max(wall):.2f})")
        cells += [f"{statistics.median(program['cpu_s']):.3f}", f"{peak:.1f}" if peak else ""]
        cells += [shown(program.get(f"{kind}_ratio")) for kind in ("wall", "cpu")]
        lines.append(cells)
    return lines


def shown(ratio):
    """A ratio as shown: a `~` before one that is not known to 5 %, with its bounds."""
    if not ratio:
        return ""
    if ratio["known"]:
        return f"{ratio['median']:.2f}"
    return f"~{ratio['median']:.2f} ({ratio['low']:.2f} to {ratio['high']:.2f})"


def line(cells):
    return "| " + " | ".join(cells) + " |"


def full(data):
    """RESULTS.md: all tables of all items, with the programs and the time of each."""
    text = ["# Results of `cargo bench -- --write`", "", LEGEND]
    for item, found in data.items():
        text += ["", f"## {item}", "", found["made"]]
        for table in found["tables"]:
            if "counts" in table:
                text += [heading(table["title"], ("program", "get", "put"), 1)]
                text += [line(count_row(*row)) for row in table["counts"].items()]
                continue
            text.append(heading(table["title"], HEAD, 2))
            text += [line(row) for work in table["works"] for row in rows(work)]
    return "\n".join(text) + "\n"


def short(data):
    """The README's table: of each piece of work the seconds of ftps, and its part of each peer's wall and CPU time."""
    peers = ("curl", "lftp")
    head = ["", "ftps, wall s", *(f"{kind} of ftps to {peer}" for peer in peers for kind in ("wall", "CPU"))]
    text = [line(head), line(["---"] + ["--:"] * (len(head) - 1))]
    tables = [table for found in data.values() for table in found["tables"]]
    for work in (work for table in tables for work in table.get("works", ())):
        by_name = {program["program"]: program for program in work["programs"]}
        cells = [work["work"], f"{statistics.median(by_name['ftps']['wall_s']):.3f}"]
        for peer in peers:
            program = by_name.get(peer, {})
            ratios = [program.get(f"{kind}_ratio") for kind in ("wall", "cpu")]
            cells += ["fails" if program.get("failed") else short_ratio(ratio) for ratio in ratios]
        text.append(line(cells))
    return "\n".join(text)


def short_ratio(ratio):
    return re.sub(r" \(.*", "", shown(ratio))
