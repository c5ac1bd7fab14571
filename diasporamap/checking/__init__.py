"""Checks a counts file before it is mapped, and says everything that was found."""

from __future__ import annotations

from diasporamap.checking.audits import Audit, audit
from diasporamap.checking.checks import check
from diasporamap.checking.findings import CheckReport, Finding

__all__ = ["Audit", "CheckReport", "Finding", "audit", "check"]
