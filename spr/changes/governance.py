"""Roles, groups, programmes, and how they stand to each other."""

from collections.abc import Iterator, Sequence

from spr.changes.both import Both
from spr.changes.change import Change, Kind, Thing, What
from spr.changes.pairing import Match, pair_by_id
from spr.changes.values import said
from spr.changes.years import TwoYears, slug
from spr.model.assessment import Group, Programme, Relation, Titled, Year


def account_for_governance(years: TwoYears) -> Iterator[Change]:
    """Every role, group, programme and relation of either year."""
    old, new = years.old.governance, years.new.governance
    yield from _account_for_parts(years, Thing.ROLE, old.roles, new.roles)
    yield from _account_for_parts(years, Thing.GROUP, old.groups, new.groups)
    yield from _account_for_parts(years, Thing.PROGRAMME, old.programmes, new.programmes)
    yield from _account_for_relations(years, old.relations, new.relations)


def _account_for_parts(
    years: TwoYears, thing: Thing, old: Sequence[Titled], new: Sequence[Titled]
) -> Iterator[Change]:
    for match in pair_by_id(old, new, years.origins):
        if match.new is None:
            for gone in match.olds:
                what = What(thing=thing, id=gone.id, title=gone.title)
                yield years.only_old(what, None, gone.title, gone.id)
            continue
        what = What(thing=thing, id=match.new.id, title=match.new.title, formerly=match.formerly)
        if not match.olds:
            yield years.only_new(what, None, match.new.title, match.new.id)
        else:
            both = Both(what=what, old_anchor=match.olds[0].id, new_anchor=match.new.id)
            yield from both.or_unchanged(_changes(both, match, match.new), match.new.title)


def _changes(both: Both, match: Match[Titled], new: Titled) -> Iterator[Change]:
    """What people would notice: another name, not another id."""
    titles = ", ".join(old.title for old in match.olds)
    if match.how in {Kind.SPLIT, Kind.MERGED}:
        yield both.changed(match.how, titles, new.title)
    elif titles != new.title:
        yield both.changed(Kind.RENAMED, titles, new.title)
    before, after = _details(match.olds[0]), _details(new)
    if before != after:
        yield both.changed(Kind.DETAILS_CHANGED, before, after)


def _details(part: Titled) -> str:
    match part:
        case Group():
            return ", ".join(filter(None, (part.kind, part.reach)))
        case Programme():
            return part.what
        case _:
            return said(None)


def _account_for_relations(
    years: TwoYears, old: Sequence[Relation], new: Sequence[Relation]
) -> Iterator[Change]:
    left = list(old)
    for relation in new:
        same = next((other for other in left if _is_same(years, other, relation)), None)
        what = _what(years, relation)
        threat = _threat(years.new, relation)
        anchor = years.paragraph_anchor(years.new, relation.paragraph)
        if same is None:
            yield years.only_new(what, threat, what.title, anchor)
            continue
        left.remove(same)
        old_anchor = years.paragraph_anchor(years.old, same.paragraph)
        both = Both(what=what, threat=threat, old_anchor=old_anchor, new_anchor=anchor)
        yield both.changed(Kind.UNCHANGED, what.title, what.title)
    for relation in left:
        what = _what(years, relation)
        anchor = years.paragraph_anchor(years.old, relation.paragraph)
        yield years.only_old(what, _threat(years.old, relation), what.title, anchor)


def _is_same(years: TwoYears, old: Relation, new: Relation) -> bool:
    return (
        old.verb == new.verb and years.same(old.subject, new.subject) and years.same(old.object, new.object)
    )


def _threat(year: Year, relation: Relation) -> str | None:
    """The threat of the paragraph that tells of it."""
    return next((each.threat for each in year.paragraphs if each.id == relation.paragraph), None)


def _what(years: TwoYears, relation: Relation) -> What:
    return What(
        thing=Thing.RELATION,
        id=slug(relation.subject, relation.verb, relation.object),
        title=f"{years.title(relation.subject)}, {relation.doing} {years.title(relation.object)}",
    )
