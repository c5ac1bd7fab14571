"""Audits: what a reader can tell of hidden figures, of counts, of outputs, of anyone's table."""

from __future__ import annotations

from diasporamap.checking.audits.audit import audit
from diasporamap.checking.audits.report import Audit

__all__ = ["Audit", "audit"]
