"""All the verbs, family by family."""

from spr.cli.begin import add_begin
from spr.cli.build import add_build
from spr.cli.check import add_check
from spr.cli.compare import add_compare, add_review
from spr.cli.deliver import add_deliver
from spr.cli.paper import add_paper
from spr.cli.record import add_record
from spr.cli.write import add_write

FAMILIES = (
    *(add_check, add_begin, add_write, add_build, add_paper),
    *(add_deliver, add_record, add_compare, add_review),
)
"""What adds the verbs of each, in the order in which the help lists them."""
