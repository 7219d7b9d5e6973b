"""One thing through all the years, as values: a threat, a figure, an area, what was recommended."""

from spr.through_years.areas import AreaTable, area_tables
from spr.through_years.figures import Break, Family, Point, families, points, span_of, why_none
from spr.through_years.grades import NOT_IN_EDITION, Judgement, Stint, ThreatGrades, grades_by_years
from spr.through_years.lives import Life, Span, lives
from spr.through_years.pairs import Pair, pairs
from spr.through_years.paragraphs import InYear, Strand, Wording, strands, threat_of
from spr.through_years.recommendations import since_newest
from spr.through_years.seen import Seen
from spr.through_years.threats import ThreatInYear, crossings, threat_ids, threat_titles, threat_years

__all__ = [
    "NOT_IN_EDITION",
    "AreaTable",
    "Break",
    "Family",
    "InYear",
    "Judgement",
    "Life",
    "Pair",
    "Point",
    "Seen",
    "Span",
    "Stint",
    "Strand",
    "ThreatGrades",
    "ThreatInYear",
    "Wording",
    "area_tables",
    "crossings",
    "families",
    "grades_by_years",
    "lives",
    "pairs",
    "points",
    "since_newest",
    "span_of",
    "strands",
    "threat_ids",
    "threat_of",
    "threat_titles",
    "threat_years",
    "why_none",
]
