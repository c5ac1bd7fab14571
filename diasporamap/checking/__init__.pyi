from .audits import Audit, audit
from .checks import check
from .findings import CheckReport, Finding

__all__ = ["Audit", "CheckReport", "Finding", "audit", "check"]
