"""How long the words of a paragraph have stood, and how often somebody stood by them."""

from typing import NamedTuple

from spr.model.assessment import Paragraph, Year
from spr.model.shared import Assessments
from spr.model.words import Absent, Covered, Review


class Standing(NamedTuple):
    """Since which year (its id) the words are the same, and how often they were confirmed."""

    since: str
    confirmed: int


def standing(assessments: Assessments, year: Year, paragraph: Paragraph) -> Standing | None:
    """
    How long the words of *paragraph* in *year* have stood; None where they are this year's, or not confirmed.

    Years go back one by one, by the ids that the paragraph had; one that tells of no paragraphs ends it.
    """
    if paragraph.review is not Review.CONFIRMED or not isinstance(paragraph.text, str):
        return None
    if paragraph.text in set(Absent):
        return None
    since, confirmed = year.id, 1
    names = {paragraph.id, *paragraph.lineage}
    for earlier in reversed([other for other in assessments.years if other.id < year.id]):
        found = next((each for each in earlier.paragraphs if each.id in names), None)
        if found is None or not earlier.recorded(Covered.PARAGRAPHS) or found.text != paragraph.text:
            break
        since = earlier.id
        confirmed += found.review is Review.CONFIRMED
        names |= {found.id, *found.lineage}
    return Standing(since, confirmed) if since != year.id else None
