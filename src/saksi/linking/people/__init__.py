"""People: records of one person, found by what they say, with the doubt kept."""

from saksi.linking.people.draws import capture_histories, draw_persons, unique_persons
from saksi.linking.people.identity import Numbered, number_persons
from saksi.linking.people.incremental import link_new
from saksi.linking.people.link import Decision, Linked, link_people
from saksi.linking.people.model import Model
from saksi.linking.people.roles import ROLES, check_roles, read_map

__all__ = [
    "ROLES",
    "Decision",
    "Linked",
    "Model",
    "Numbered",
    "capture_histories",
    "check_roles",
    "draw_persons",
    "link_new",
    "link_people",
    "number_persons",
    "read_map",
    "unique_persons",
]
