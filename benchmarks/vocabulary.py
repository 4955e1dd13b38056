"""Vocabulary: the words synthetic positions are made of, read from `vocabulary.yml` and typed."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

FILE = Path(__file__).with_suffix(".yml")
Texts = tuple[str, ...]
Pair = tuple[str, str]
Side = Literal["clients", "inside"]
KindName = Literal["documents", "activities", "parties"]


class Words(BaseModel):
    """A part of the vocabulary; a key that is not declared is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Company(Words):
    """The company, and to whom the heads of its units report."""

    name: str
    legal_name: str
    board: str


class Kind(Words):
    """How duties about one kind of object are put into words."""

    verbs: Texts
    lead_verbs: Texts
    patterns: Texts
    results: Texts
    details: Texts


class Trade(Words):
    """A line of work: the department that does it, its positions, what they work on and what they need to know."""

    id: str
    code: str
    name: str
    stem: str
    side: Side
    mission: str
    roles: tuple[Pair, ...]
    documents: Texts
    activities: Texts
    parties: Texts
    majors: Texts
    expertise: Texts
    skills: Texts
    certificates: Texts
    measures: tuple[Pair, ...]

    @property
    def objects(self) -> tuple[tuple[KindName, str], ...]:
        """Return what is worked on, each with its kind."""
        return (
            *(("documents", name) for name in self.documents),
            *(("activities", name) for name in self.activities),
            *(("parties", name) for name in self.parties),
        )


class Ladder(Words):
    """A matter approved at several levels; `steps` are the bounds between them, upwards. `side`: only there."""

    matter: str
    unit: str
    steps: tuple[int, int, int, int]
    side: Side | None = None


class Standing(Words):
    """What a rank asks for."""

    level: Texts
    education: str
    experience: str
    purpose: str


class Powers(Words):
    """Powers without a limit (matter, action), of those who lead others and of those who do not."""

    lead: tuple[Pair, ...]
    staff: tuple[Pair, ...]


class Scopes(Words):
    """For whom the work is done: id, as it stands in a title, as it stands in a duty."""

    clients: tuple[tuple[str, str, str], ...]
    inside: tuple[tuple[str, str, str], ...]


class Conditions(Words):
    """The conditions of work."""

    hours: Texts
    environment: Texts
    equipment: Texts
    hazards: Texts


class Vocabulary(Words):
    """Everything in the file; its comments say what is what."""

    company: Company
    cities: tuple[tuple[str, str, str], ...]
    scopes: Scopes
    phases: tuple[Pair, ...]
    kinds: dict[KindName, Kind]
    management: Trade
    ladders: tuple[Ladder, ...]
    powers: Powers
    power_sentences: Texts
    ranks: dict[str, Standing]
    supervisor: tuple[str, str, int, str]
    grades: tuple[tuple[str, str, int, str], ...]
    open_ended: str
    vague: str
    responsibilities: Texts
    lead_responsibilities: Texts
    assessment_consequences: Texts
    abilities: Texts
    qualities: Texts
    preferred: Texts
    rules: tuple[Pair, ...]
    rule_details: Texts
    safety: Texts
    conditions: Conditions
    remuneration: Texts
    procedures: Texts
    procedure_details: Texts
    outside: Texts
    collaborations: Texts
    acting: str
    natures: Texts
    sources: Texts
    changes: Texts
    trades: tuple[Trade, ...]


WORDS = Vocabulary.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
