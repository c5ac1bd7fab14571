"""Atlases: a file that names all maps, figures, tables, pages and reports, and their build."""

from diasporamap.atlas.building import Built, Due, build, due_jobs
from diasporamap.atlas.manifest import verify
from diasporamap.atlas.model import Atlas, AtlasSource, Item
from diasporamap.atlas.plan import Job, Plan
from diasporamap.atlas.reading import read_atlas
from diasporamap.atlas.workers import Workers
from diasporamap.atlas.writing import write_atlas

__all__ = [
    "Atlas",
    "AtlasSource",
    "Built",
    "Due",
    "Item",
    "Job",
    "Plan",
    "Workers",
    "build",
    "due_jobs",
    "read_atlas",
    "verify",
    "write_atlas",
]
