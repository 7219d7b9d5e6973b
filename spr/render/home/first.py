"""The first page of the home site: the newest year, all years, where to go from here."""

from markupsafe import Markup, escape

from spr.pages import first_to_compare_with
from spr.render.grades import threats_by_years
from spr.render.home.view import AREAS, FIGURES, LOG, RECOMMENDATIONS, THREATS, HomeView
from spr.render.home.view import REPORT as HOME_REPORT
from spr.render.partial import fill, joined
from spr.render.parts import Column, Row, date, items, link, listed, said_in_line, sentence, table
from spr.render.status import PROVENANCE, spr_editions, state_today
from spr.render.view import REPORT
from spr.through_years import Pair, pairs, threat_titles


def render_newest(view: HomeView) -> str:
    """The newest year in brief."""
    of_year = view.of(view.assessments.newest)
    year = of_year.year
    return fill(
        "newest",
        label=year.label,
        href=of_year.to("index.html"),
        state=year.state,
        brief_html=said_in_line(of_year, year.in_brief),
        report_href=of_year.to(REPORT),
    )


def render_threats_by_years(view: HomeView) -> str:
    """The grades of every threat in all the years."""
    titles = threat_titles(view.assessments)
    if not titles:
        return sentence("No year assesses a threat.")
    return threats_by_years(
        view.assessments,
        title=lambda name: titles[name],
        to_threat=lambda name: view.to(THREATS.format(name)),
        to_year=lambda year: view.to(f"{year}/index.html"),
    )


def render_years(view: HomeView) -> str:
    """All years with their states, newest first."""
    columns = [Column("Year"), Column("State"), Column("Held against"), Column("Reported")]
    rows = [
        Row(
            head_html=link(of_year.to("index.html"), of_year.year.label),
            cells_html=(
                escape(state_today(of_year.year)),
                escape(spr_editions(of_year)),
                date(of_year.year.dates.reported),
                escape(PROVENANCE[of_year.year.source.kind]),
            ),
        )
        for of_year in view.newest_first
    ]
    return table("table-of-years", "Years, newest first", [*columns, Column("Provenance")], rows)


def render_through_years(view: HomeView) -> str:
    """Where one thing can be followed through all the years."""
    titles = threat_titles(view.assessments)
    threats = Markup(", ").join(link(view.to(THREATS.format(name)), title) for name, title in titles.items())
    return items(
        (
            *([Markup("One threat: {}").format(threats)] if titles else []),
            link(view.to(HOME_REPORT), "Every paragraph that is on no threat"),
            link(view.to(RECOMMENDATIONS), "Every recommendation as it stands today"),
            link(view.to(FIGURES), "Every figure, with its trend"),
            link(view.to(AREAS), "Figures by area"),
            link(view.to(LOG), "What happened since a date: the log"),
        )
    )


def render_pairs(view: HomeView) -> str:
    """Every two years, with a link to what changed between them; those most asked for come first."""
    rows = pairs(view.assessments)
    if not rows:
        return sentence("There is one year only, and so nothing to compare it with.")
    *years, newest = view.assessments.years
    offered = items(
        Markup("{}: {}").format(_to_pair(view, Pair(old, newest)), listed(reasons))
        for old, reasons in first_to_compare_with(view.assessments.years, newest)
    )
    cells = [{pair.old.id: _to_pair(view, pair) for pair in row} for row in rows]
    matrix = table(
        "table-of-pairs",
        "Any two years: the later one down the side, the earlier one along the top",
        [Column("Later year"), *(Column(old.id) for old in years)],
        [
            Row(
                head_html=escape(row[0].new.id),
                cells_html=[found.get(old.id, Markup()) for old in years],
            )
            for row, found in zip(rows, cells, strict=True)
        ],
        look="matrix",
    )
    return joined((offered, matrix if len(rows) > 1 else ""))


def _to_pair(view: HomeView, pair: Pair) -> Markup:
    href = view.to(f"{pair.new.id}/compare/{pair.old.id}/index.html")
    return link(href, f"{pair.new.id} against {pair.old.id}")
