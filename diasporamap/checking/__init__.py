"""Checks a counts file before it is mapped, and says everything that was found."""

from __future__ import annotations

from diasporamap.checking.audit import audit
from diasporamap.checking.audited import Audit
from diasporamap.checking.checks import check
from diasporamap.checking.findings import CheckReport, Finding

__all__ = ["Audit", "CheckReport", "Finding", "audit", "check"]
