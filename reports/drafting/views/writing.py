"""The texts of a report: how all stand, and one section in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from institutions.typed_before import survives_sign_in, typed_before
from measurements.answer.refusals import Refused, Stale, WrongState
from reports.drafting.crossing import Merged, merge
from reports.drafting.forms.text import TextForm, initial_of
from reports.drafting.hub import can_change
from reports.drafting.permissions import writing_post
from reports.drafting.plain import tidy
from reports.drafting.previewing import preview_of
from reports.drafting.sections import Row, TextState, rows_of
from reports.drafting.standing import why_shut
from reports.drafting.views.finding import CONFLICT, person, prepared_draft, require_writer
from reports.drafting.writing import Unwritable, write
from reports.edition.layout import SECTIONS
from reports.models import ReportDraft
from reports.report_kinds.scope import scope_of, scope_title
from reports.snapshot.bilingual import LANGUAGES


@require_safe
def draft_texts(request: HttpRequest, pk: int) -> HttpResponse:
    found = prepared_draft(request, pk)
    context = {
        "draft": found,
        "title": scope_title(scope_of(found)),
        "rows": written_rows(found),
        "shut": why_shut(found),
        "can_write": can_change(found, person(request)),
    }
    return render(request, "reports/draft_texts.html", context)


@require_http_methods(["GET", "POST"])
@survives_sign_in
def draft_text(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    found = prepared_draft(request, pk)
    place = found_place(found, key)
    if request.method == "GET":
        typed = typed_before(request)
        return shown_again(request, place, TextForm(typed)) if typed else page(request, place, fresh(place.row))
    user = require_writer(request, found)
    form = TextForm(request.POST)
    if not form.is_valid():
        return page(request, place, form)
    if (language := asked_for(request)) is not None:
        return with_the_datas_sentences(request, place, form, language)
    try:
        write(place.row.section, form.written, version=form.cleaned_data["version"], by=user, at=timezone.now())
    except Unwritable as refusal:
        form.add_error(f"text_{refusal.language}", str(refusal))
        return page(request, place, form)
    except (Stale, WrongState) as refusal:
        now = prepared_draft(request, pk)
        return shown_again(request, found_place(now, key), form, refusal)
    messages.success(request, _("“%(title)s” is kept.") % {"title": place.row.title})
    if request.POST.get("action") == "next" and place.after:
        return redirect("draft_text", pk, place.after.key)
    return redirect("draft_text", pk, key)


# --- Which section ---


@dataclass(frozen=True, slots=True)
class Place:
    """A section of a draft, between the one before and the one after it."""

    draft: ReportDraft
    row: Row
    before: Row | None
    after: Row | None


def written_rows(draft: ReportDraft) -> list[Row]:
    """The sections that have texts, with what the data say in each."""
    content = preview_of(draft, at=timezone.now()).content
    return [row for row in rows_of(draft, content) if row.key in SECTIONS]


def found_place(draft: ReportDraft, key: str) -> Place:
    rows = written_rows(draft)
    at = next((n for n, row in enumerate(rows) if row.key == key), None)
    if at is None:
        raise Http404
    return Place(draft, rows[at], rows[at - 1] if at else None, rows[at + 1] if at + 1 < len(rows) else None)


# --- What its boxes hold ---


def fresh(row: Row) -> TextForm:
    return TextForm(initial=initial_of(row))


def holding(row: Row, boxes: dict[str, str]) -> TextForm:
    """The boxes hold these texts; everything else is of what stands now."""
    return TextForm(initial=initial_of(row) | {f"text_{each}": text for each, text in boxes.items()})


def asked_for(request: HttpRequest) -> str | None:
    """The language whose sentences are to be had back."""
    verb, _sign, language = request.POST.get("action", "").partition(":")
    return language if verb == "use" and language in LANGUAGES else None


def with_the_datas_sentences(request: HttpRequest, place: Place, form: TextForm, language: str) -> HttpResponse:
    """Nothing is kept yet: the text that was there is had back by leaving the page."""
    generated = next(state.generated for state in place.row.texts if state.language == language)
    if form.cleaned_data["version"] != place.row.section.version or why_shut(place.draft):
        return shown_again(request, place, form)
    again = holding(place.row, form.texts("text") | {language: generated})
    messages.info(request, _("The box holds the sentences of the data again. Save to keep them."))
    return page(request, place, again)


def shown_again(request: HttpRequest, place: Place, form: TextForm, refusal: Refused | None = None) -> HttpResponse:
    """What was typed, even where it cannot be kept, on a fresh page, next to what somebody else wrote in the meantime."""
    mine, was = ({each: form.data.get(f"{name}_{each}", "") for each in LANGUAGES} for name in ("text", "was"))
    theirs = {each: initial_of(place.row)[f"text_{each}"] for each in LANGUAGES}
    merged = merge(was=was, mine=mine, theirs=theirs)
    again = holding(place.row, dict(merged.boxes))
    return page(request, place, again, merged=merged, refusal=refusal, status=CONFLICT if refusal else 200)


# --- The page ---


def page(
    request: HttpRequest,
    place: Place,
    form: TextForm,
    *,
    merged: Merged | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    draft, user = place.draft, person(request)
    is_writer = writing_post(user, draft) is not None
    context: dict[str, Any] = {
        "draft": draft,
        "title": scope_title(scope_of(draft)),
        "place": place,
        "row": place.row,
        "form": form,
        "sides": [side(form, state) for state in place.row.texts],
        "can_write": can_change(draft, user),
        "has_typed": merged is not None or bool(form.errors),
        "shut": why_shut(draft),
        "is_writer": is_writer,
        "errors": [{"text": str(refusal)}] if refusal else [],
        "crossed": merged.crossed if merged else (),
    }
    return render(request, "reports/draft_text.html", context, status=status)


def side(form: TextForm, state: TextState) -> dict[str, Any]:
    """One language of the page."""
    language = state.language
    return {
        "language": language,
        "state": state,
        "text": form[f"text_{language}"],
        "was": form[f"was_{language}"],
        "seen": form[f"seen_{language}"],
        "holds": form[f"holds_{language}"],
        "is_as_generated": tidy(str(form[f"text_{language}"].value() or "")) == tidy(state.generated),
    }
