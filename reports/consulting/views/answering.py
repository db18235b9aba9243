"""Answering a consultation: for one's own institution, or noting what came by letter. What is refused keeps what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from committee.views.meeting_finding import CONFLICT, tell
from indicators.earlier_plans import earlier_plan, require_current
from institutions.typed_before import survives_sign_in, typed_before
from measurements.answer.refusals import Refused
from reports.consulting import answering, desk
from reports.consulting.answering import Said
from reports.consulting.forms.answer import AnswerForm, LetterForm, initial_of, room_of, with_more_boxes
from reports.consulting.naming import title_of
from reports.consulting.standing import answering_post, replied_by
from reports.consulting.views.finding import consulted_draft, keeper, last_round
from reports.drafting.views.finding import person
from reports.models import ConsultationRound, ConsultationSeat
from reports.snapshot.bilingual import LANGUAGES

MORE = "more"


@require_http_methods(["GET", "POST"])
@survives_sign_in
def consultation_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """For those who sit in the Committee for a consulted institution."""
    seat = _own_seat(request, pk)
    by = person(request)

    def keep(form: AnswerForm) -> None:
        answering.answer(seat, form.said, version=form.cleaned_data["version"], by=by, at=timezone.now())

    return _answered(request, seat, AnswerForm, keep, lambda: _own_seat(request, pk))


@require_http_methods(["GET", "POST"])
@survives_sign_in
def consultation_letter(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """An answer that came by letter, noted by the technical secretary."""
    seat = _seat(request, pk, code)
    by = keeper(request)
    require_current(request)

    def keep(form: AnswerForm) -> None:
        chosen = form.cleaned_data
        answering.note_letter(seat, form.said, chosen["reference"], version=chosen["version"], by=by, at=timezone.now())

    return _answered(request, seat, LetterForm, keep, lambda: _seat(request, pk, code))


def _answered(
    request: HttpRequest,
    seat: ConsultationSeat,
    boxes: type[AnswerForm],
    keep: Callable[[AnswerForm], None],
    again: Callable[[], ConsultationSeat],
) -> HttpResponse:
    """The page, or what was posted to it. `again` reads the seat as it stands after a refusal."""
    sections = desk.printed_sections(seat.round)
    if request.method == "GET":
        typed = typed_before(request)
        form = boxes(sections=sections, initial=_initial(seat, typed))
        return _page(request, seat, form, is_typed=typed is not None)
    if request.POST.get("action") == MORE:
        more = boxes(sections=sections, initial=with_more_boxes(request.POST.dict()))
        more.begin_at(room_of(request.POST) + 1)
        return _page(request, seat, more)
    form = boxes(request.POST, sections=sections)
    if not form.is_valid():
        return _page(request, seat, form)
    try:
        keep(form)
    except Refused as refusal:
        now = again()
        return _page(request, now, form, status=tell(form, refusal, now.version, field="answer"))
    messages.success(request, _("The answer is kept. It can be changed until the last day."))
    return (
        redirect("draft_consultation", seat.round.draft_id)
        if boxes is LetterForm
        else redirect(request.get_full_path())
    )


def _initial(seat: ConsultationSeat, typed: QueryDict | None) -> dict[str, Any]:
    """What stands; after signing in again, what was typed before."""
    if typed is not None:
        return {**typed.dict(), "boxes": room_of(typed), "version": seat.version}
    stands = [Said(each.section, each.text) for each in seat.remarks.filter(outcome="").order_by("ordinal")]
    return initial_of(seat.answer, stands, seat.version) | {"reference": seat.reference}


def _page(
    request: HttpRequest, seat: ConsultationSeat, form: AnswerForm, *, is_typed: bool = True, status: int = 200
) -> HttpResponse:
    """`is_typed`: the boxes hold what the person typed, which is shown although it can no longer be sent."""
    draft, now = seat.round.draft, timezone.now()
    user, is_only_read = person(request), earlier_plan(request) is not None
    row = desk.seat_row(seat, seat.round, draft, user, at=now, replies=replied_by(user), is_only_read=is_only_read)
    is_letter = isinstance(form, LetterForm)
    can_send = row.can_note if is_letter else row.is_mine
    context: dict[str, Any] = {
        "draft": draft,
        "title": title_of(draft),
        "round": seat.round,
        "seat": seat,
        "row": row,
        "form": form if can_send or is_typed else None,
        "can_send": can_send,
        "is_letter": is_letter,
        "is_typed": is_typed,
        "is_conflict": status == CONFLICT or (is_typed and not can_send),
        "replied": [each for each in row.remarks if each.remark.outcome],
        "standing": [each for each in row.remarks if not each.remark.outcome],
        "languages": LANGUAGES,
        "others": [] if is_letter else _other_seats(request, seat),
    }
    return render(request, "reports/consultation_answer.html", context, status=status)


def _own_seats(request: HttpRequest, round_: ConsultationRound) -> list[ConsultationSeat]:
    seats = desk.whole_seats().filter(round=round_)
    return [each for each in seats if answering_post(person(request), each.institution) is not None]


def _own_seat(request: HttpRequest, pk: int) -> ConsultationSeat:
    """The seat of the person's institution; of several, the one asked for."""
    round_ = last_round(consulted_draft(request, pk))
    own = _own_seats(request, round_)
    wanted = request.GET.get("institucion", "")
    found = next((each for each in own if wanted in ("", each.institution.code)), None)
    if found is None:
        raise PermissionDenied(
            _("Only the representatives of a consulted institution on the Committee can answer for it.")
        )
    found.round = round_
    return found


def _other_seats(request: HttpRequest, seat: ConsultationSeat) -> list[ConsultationSeat]:
    return [each for each in _own_seats(request, seat.round) if each != seat]


def _seat(request: HttpRequest, pk: int, code: str) -> ConsultationSeat:
    round_ = last_round(consulted_draft(request, pk))
    found = get_object_or_404(desk.whole_seats(), round=round_, institution__code=code)
    found.round = round_
    return found
