"""
Laws of comparing: what holds whatever two years say.

The years are made up by hypothesis, small and often alike: what may go wrong goes wrong between things that
almost match. Ids come from a short list, so that both years have them, or only one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spr.changes import Change, Direction, Kind, Thing, account_for, compare_years
from spr.changes.basis import Basis
from spr.changes.wording import compare_wording
from spr.ledger import NOT_RECORDED, ledger
from spr.model.assessment import (
    Action,
    Dates,
    Figure,
    Governance,
    Grade,
    Lead,
    Paragraph,
    Risk,
    Role,
    Section,
    Source,
    Statements,
    Threat,
    Withheld,
    Year,
)
from spr.model.dates import Date
from spr.model.recommendation import Event, Recommendation
from spr.model.shared import AreaList, Assessments, Force, Metric, Scale
from spr.model.words import (
    Absent,
    Audience,
    Better,
    Comparability,
    FigureKind,
    Happened,
    Marking,
    Origin,
    Outcome,
    Provenance,
    RecommendationType,
)
from tests.test_changes import reference

OLD, NEW = "2021", "2022"
WORDS: Final = ("Outstanding", "Good", "Adequate", "Poor")
NOT_SAID: Final = Absent.NOT_STATED

laws = settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
"""Bounded, and the same in every run: a law that fails does so for everybody."""

MIRRORED: Final = {
    Kind.ADDED: Kind.ENDED,
    Kind.NOW_GRADED: Kind.NO_LONGER_GRADED,
    Kind.GRADE_RAISED: Kind.GRADE_LOWERED,
    Kind.NOW_STATED: Kind.NO_LONGER_STATED,
    Kind.RELEASED: Kind.WITHHELD,
}
MIRROR: Final = {**MIRRORED, **{value: key for key, value in MIRRORED.items()}}
DIRECTIONS: Final = {Direction.BETTER: Direction.WORSE, Direction.WORSE: Direction.BETTER}
MIRRORED_THINGS: Final = frozenset({Thing.THREAT, Thing.GRADE, Thing.FIGURE, Thing.PARAGRAPH, Thing.RISK})


@dataclass(frozen=True)
class Said:
    """What a year says, without its id: either year of a pair can say it."""

    threats: tuple[Threat, ...]
    roles: tuple[Role, ...]

    def in_year(self, name: str) -> Year:
        """The year of that id that says it."""
        return Year(
            id=name,
            label=name,
            dates=Dates(
                tasked=NOT_SAID,
                assessed=NOT_SAID,
                reported=NOT_SAID,
                published=Date(f"{name}-12-01"),
                plan_year=NOT_SAID,
            ),
            source=Source(kind=Provenance.MADE_UP, note="Made up."),
            marking=Marking.OFFICIAL,
            audience=Audience.PUBLIC,
            in_brief=NOT_SAID,
            change_note=NOT_SAID,
            method=NOT_SAID,
            spr_editions=("spr-2015",),
            sections=tuple(
                Section(id=each.id, title=each.title, threat=each.id, paragraphs=each.paragraphs)
                for each in self.threats
            ),
            threats=self.threats,
            governance=Governance(roles=self.roles),
        )


SENTENCES: Final = (
    "The force trained 19 units.",
    "The force trained 20 units.",
    "The force has not trained.",
    "A plan is due in May 2022.",
    "Nobody left.",
)
texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(" ".join)
said = st.one_of(texts, st.just(NOT_SAID), st.just(Withheld(reason="It would help an offender.")))


@st.composite
def paragraphs(draw: st.DrawFn, threat: str) -> tuple[Paragraph, ...]:
    """Some of the paragraphs that a threat may have."""
    names = draw(st.lists(st.sampled_from(["one", "two", "three", "four"]), unique=True, max_size=4))
    return tuple(
        Paragraph(
            id=f"{threat}-{name}",
            number=f"{place}{threat[0].upper()}",
            text=draw(said),
            section=threat,
            threat=threat,
        )
        for place, name in enumerate(names, start=1)
    )


@st.composite
def figures(draw: st.DrawFn, threat: str) -> tuple[Figure, ...]:
    """Some figures, one of a metric and kind."""
    keys = st.tuples(
        st.sampled_from(["units", "days", "calls"]), st.sampled_from([FigureKind.ACTUAL, FigureKind.REQUIRED])
    )
    values = st.one_of(
        st.integers(0, 5).map(float),
        st.just(NOT_SAID),
        st.just(Withheld(reason="It would help an offender.")),
    )
    return tuple(
        Figure(metric=f"{threat}-{metric}", kind=kind, value=draw(values), threat=threat)
        for metric, kind in draw(st.lists(keys, unique=True, max_size=3))
    )


@st.composite
def grades(draw: st.DrawFn) -> tuple[Grade, ...]:
    """Some grades, one of a judge and subject."""
    subjects = st.tuples(
        st.sampled_from(["self", "inspectorate"]), st.sampled_from([("capability",), ("capacity",)])
    )
    return tuple(
        Grade(word=draw(st.sampled_from(WORDS)), of=of, by=by, scale="four")
        for by, of in draw(st.lists(subjects, unique=True, max_size=3))
    )


dates: st.SearchStrategy[Date | Absent] = st.sampled_from([NOT_SAID, Date("2021-06"), Date("2022-06")])


@st.composite
def threats(draw: st.DrawFn) -> tuple[Threat, ...]:
    """Some threats in some order."""
    names = draw(st.lists(st.sampled_from(["terrorism", "public-order"]), unique=True, min_size=1))
    return tuple(
        Threat(
            id=name,
            title=name.capitalize(),
            spr_edition="spr-2015",
            in_brief=NOT_SAID,
            leads=tuple(Lead(role=role) for role in draw(st.sets(st.sampled_from(["acc", "head"])))),
            grades=draw(grades()),
            paragraphs=draw(paragraphs(name)),
            statements=Statements(
                figures=draw(figures(name)),
                risks=tuple(
                    Risk(id=f"{name}-{risk}", text=draw(texts), threat=name)
                    for risk in sorted(draw(st.sets(st.sampled_from(["a-risk", "b-risk"]))))
                ),
                actions=tuple(
                    Action(
                        id=f"{name}-action",
                        text=draw(texts),
                        by=draw(dates),
                        outcome=draw(st.sampled_from([None, *Outcome])),
                        threat=name,
                    )
                    for _ in range(draw(st.integers(0, 1)))
                ),
            ),
        )
        for name in names
    )


years = st.builds(
    Said,
    threats=threats(),
    roles=st.sets(st.sampled_from(["acc", "head"])).map(
        lambda names: tuple(Role(id=name, title=name.upper()) for name in sorted(names))
    ),
)


@st.composite
def recommendations(draw: st.DrawFn) -> tuple[Recommendation, ...]:
    """Recommendations of either year with events in the order of time."""
    happened = st.lists(
        st.tuples(st.integers(1, 22), st.sampled_from(list(Happened))),
        max_size=5,
    )
    return tuple(
        Recommendation(
            id=f"{year}-{number}",
            raised_in=year,
            number=str(number),
            heading=None,
            in_brief="Do it.",
            text="Do it soon.",
            addressees=("acc",),
            threats=("terrorism",),
            origin_of=Origin.SELF,
            type=draw(st.sampled_from(RecommendationType)),
            due=NOT_SAID,
            events=tuple(
                Event(what=what, date=Date(f"{2021 + month // 12}-{month % 12 + 1:02}"), by="acc")
                for month, what in sorted(draw(happened))
            ),
        )
        for year, number in draw(
            st.lists(st.tuples(st.sampled_from([OLD, NEW]), st.integers(1, 3)), unique=True, max_size=4)
        )
    )


bases = st.builds(Basis, st.sampled_from(Comparability), st.sampled_from(["", "A reason.", "Another."]))


@laws
@given(years)
def test_a_year_against_one_that_says_the_same(year: Said) -> None:
    """There is no difference, but for a promise whose date has passed since."""
    copy = holding(year, year)
    assert [
        change for change in compare_years(copy, *copy.years) if change.kind is not Kind.PROMISE_WITHOUT_WORD
    ] == []


@laws
@given(years, years)
def test_swapping_mirrors(one: Said, other: Said) -> None:
    """Told the other way round, presence, grades, figures and prose are the same changes in a mirror."""
    there, back = holding(one, other), holding(other, one)
    expected = {
        seen(mirrored(change)) for change in compare_years(there, *there.years) if is_mirrored(change)
    }
    assert expected == {seen(change) for change in compare_years(back, *back.years) if is_mirrored(change)}


@laws
@given(years, years)
def test_everything_is_accounted_for_once(one: Said, other: Said) -> None:
    """Whatever either year has stands among the changes, or among what is unchanged, on its own side."""
    copy = holding(one, other)
    changes = list(account_for(copy, *copy.years))
    told = [(change.what.thing, change.what.id, change.kind) for change in changes]
    assert sorted(set(told)) == sorted(told)
    before, after = (set(things(year)) for year in copy.years)
    assert before == {key(change) for change in changes if change.old is not None and is_thing(change)}
    assert after == {key(change) for change in changes if change.new is not None and is_thing(change)}


@laws
@given(years, years)
def test_unchanged_means_nothing_else(one: Said, other: Said) -> None:
    """What is unchanged has no other word, and what changed is not called unchanged."""
    copy = holding(one, other)
    changes = list(account_for(copy, *copy.years))
    same = {key(change) for change in changes if change.kind is Kind.UNCHANGED}
    assert same.isdisjoint(key(change) for change in changes if change.kind is not Kind.UNCHANGED)


@laws
@given(recommendations())
def test_the_ledger_balances(raised: tuple[Recommendation, ...]) -> None:
    """Open at start + raised + reopened - closed = still open, for each type, and from year to year."""
    copy = replace(holding(NOTHING, NOTHING), recommendations=raised)
    first, second = (ledger(copy, year) for year in copy.years)
    assert second.open_at_start is not NOT_RECORDED
    assert second.open_at_start == first.still_open
    for part in (second, *map(second.of_type, RecommendationType)):
        assert part.open_at_start is not NOT_RECORDED
        opened = len(part.open_at_start) + len(part.raised) + len(part.reopened)
        assert opened - len(part.all_closed) == len(part.still_open)


@laws
@given(recommendations())
def test_the_changes_and_the_ledger_agree(raised: tuple[Recommendation, ...]) -> None:
    """What the changes call raised and closed, the ledger counts so too."""
    copy = replace(holding(NOTHING, NOTHING), recommendations=raised)
    sums = ledger(copy, copy.years[1])
    changes = list(compare_years(copy, *copy.years))
    assert {each.id for each in sums.raised} == of_kind(changes, Kind.RAISED)
    closed = of_kind(changes, Kind.CLOSED)
    assert closed <= {each.id for each in sums.all_closed}
    assert closed.isdisjoint(each.id for each in sums.still_open)


@laws
@given(st.lists(bases, min_size=1, max_size=5))
def test_comparability_never_rises_by_composing(steps: list[Basis]) -> None:
    """Over several steps the weakest link counts, in whichever order they are put together."""
    order = list(Comparability)
    whole = steps[0]
    for step in steps[1:]:
        whole = whole.then(step)
    back = steps[-1]
    for step in reversed(steps[:-1]):
        back = step.then(back)
    weakest = max(order.index(step.comparability) for step in steps)
    assert order.index(whole.comparability) == order.index(back.comparability) == weakest
    assert whole.reason in {"", *(step.reason for step in steps)} or " " in whole.reason


@laws
@given(years, years)
def test_both_texts_can_be_read_back(one: Said, other: Said) -> None:
    """What a paragraph said in either year stands to the letter in how its words differ."""
    copy = holding(one, other)
    texts_of = [{paragraph.id: paragraph.text for paragraph in year.paragraphs} for year in copy.years]
    for change in compare_years(copy, *copy.years):
        if change.kind is Kind.REWORDED and change.what.thing is Thing.PARAGRAPH:
            assert change.old is not None
            assert change.new is not None
            wording = compare_wording(change.old, change.new)
            assert [wording.old, wording.new] == [texts[change.what.id] for texts in texts_of]


NOTHING: Final = Said(threats=(), roles=())


def holding(one: Said, other: Said) -> Assessments:
    """A copy in which the old year says the one, and the new year the other."""
    return Assessments(
        force=Force(
            name="A force",
            short_name="Force",
            policing_body="Commissioner",
            policing_body_short="PCC",
            chief_officer="Chief Constable",
            made_up=True,
        ),
        areas=AreaList(kind="district", areas=()),
        scales=(Scale(id="four", name="Four", owner="self", ordered=True, words=WORDS, since=OLD),),
        metrics=tuple(
            Metric(
                id=f"{threat}-{name}",
                name=f"{name} of {threat}",
                unit=name,
                better=better,
                definition="",
                since=OLD,
            )
            for threat in ("terrorism", "public-order")
            for name, better in (("units", Better.HIGHER), ("days", Better.LOWER), ("calls", Better.NEITHER))
        ),
        terms=(),
        meetings=(),
        recommendations=(),
        years=(one.in_year(OLD), other.in_year(NEW)),
        reference=reference(),
        audience=Audience.FORCE,
    )


def things(year: Year) -> Iterator[tuple[Thing, str]]:
    """Everything of a year that has an id of its own."""
    for threat in year.threats:
        yield Thing.THREAT, threat.id
        yield from ((Thing.PARAGRAPH, paragraph.id) for paragraph in threat.paragraphs)
        yield from (
            (Thing.FIGURE, figure.anchor.removeprefix("figure-")) for figure in threat.statements.figures
        )
        yield from ((Thing.RISK, risk.id) for risk in threat.statements.risks)
        yield from ((Thing.ACTION, action.id) for action in threat.statements.actions)
        yield from ((Thing.GRADE, f"{threat.id}-{grade.by}-{'-'.join(grade.of)}") for grade in threat.graded)
        leads = () if isinstance(threat.leads, Absent) else threat.leads
        yield from ((Thing.LEAD, f"{threat.id}-{lead.role}") for lead in leads)
    yield from ((Thing.ROLE, role.id) for role in year.governance.roles)


def key(change: Change) -> tuple[Thing, str]:
    """What a change is of."""
    return change.what.thing, change.what.id


def is_thing(change: Change) -> bool:
    """Whether a change is of something that a year says itself."""
    return change.what.thing is not Thing.RECOMMENDATION


def of_kind(changes: Iterable[Change], kind: Kind) -> set[str]:
    """The ids of what changed in one way."""
    return {change.what.id for change in changes if change.kind is kind}


def is_mirrored(change: Change) -> bool:
    """Whether a change is of something of which the law of the mirror speaks."""
    return change.what.thing in MIRRORED_THINGS


def mirrored(change: Change) -> Change:
    """The change that is told the other way round."""
    return replace(
        change,
        kind=MIRROR.get(change.kind, change.kind),
        old=change.new,
        new=change.old,
        direction=DIRECTIONS.get(change.direction, change.direction),
        old_anchor=change.new_anchor,
        new_anchor=change.old_anchor,
    )


def seen(change: Change) -> tuple[object, ...]:
    """What of a change is in the mirror; the number of a paragraph is that of the newer year."""
    return (
        change.what.thing,
        change.what.id,
        change.kind,
        change.old,
        change.new,
        change.direction,
        change.comparability,
        change.old_anchor,
        change.new_anchor,
    )
