"""How every step of the workflow ends: the answer stands somewhere else, and the plan's chain says who took it there and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from institutions import permissions
from institutions.models import Appointment, User
from measurements.anchors import Anchor
from measurements.answer.findings import Finding
from measurements.answer.refusals import NotAllowed, NotReady
from measurements.chain import chain
from measurements.models import Measurement, Status


def arrive(
    measurement: Measurement,
    before: str,
    to: Status,
    *,
    post: Appointment,
    at: dt.datetime,
    comment: str = "",
    anchors: Sequence[Anchor] = (),
    answer_by: dt.date | None = None,
) -> Measurement:
    """Store where the answer stands now and append the event. The caller holds the plan's lock and took the version."""
    measurement.status = to
    measurement.updated_at, measurement.updated_by = at, post.user
    measurement.save()
    chain.append(
        measurement, from_status=before, post=post, at=at, comment=comment, anchors=anchors, answer_by=answer_by
    )
    return measurement


def require_post(post: Appointment | None) -> Appointment:
    """The post by which somebody acts; without one they may not."""
    if post is None:
        raise NotAllowed(_("None of your posts lets you do this."))
    return post


def require_reviewer(measurement: Measurement, by: User) -> Appointment:
    return require_post(permissions.reviewing_post(by, measurement.institution))


def require_comment(comment: str) -> str:
    text = comment.strip()
    if not text:
        raise NotReady([Finding("comment", _("Write what must be corrected."))])
    return text
