"""A document held to the schema of its kind: places and sentences for whatever does not fit."""

from spr.checking.schema.check import RULES, Schemas, check_schema
from spr.checking.schema.explain import explain
from spr.checking.schema.load import SCHEMA_RULES, load_schemas

__all__ = ["RULES", "SCHEMA_RULES", "Schemas", "check_schema", "explain", "load_schemas"]
