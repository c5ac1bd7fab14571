from .building import Built, Due, build, due_jobs
from .manifest import verify
from .model import Atlas, AtlasSource, Item
from .plan import Job, Plan
from .reading import read_atlas
from .workers import Workers
from .writing import write_atlas

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
