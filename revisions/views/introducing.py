"""Proposing a new indicator: under which action, and what its definition begins with. It gets the action's next free code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from committee.models import ReviewDecision, ReviewSession
from documents.speaking import language
from indicators.defining.document import DefinitionDocument, Words
from indicators.defining.reading import document_of, documents_of
from indicators.models import Action, Indicator, IndicatorRevision
from measurements.answer.refusals import Refused
from revisions.drafting import begun_from, blank
from revisions.forms.introducing import IntroducingForm
from revisions.forms.rows import typed_of
from revisions.views.drafting import Kept, keep_new
from revisions.views.finding import kept_session
from revisions.vocabulary import Named

LONGEST = 90


@require_http_methods(["GET", "POST"])
def introducing(request: HttpRequest, number: str) -> HttpResponse:
    session = kept_session(request, number)
    if session.state != ReviewSession.State.OPEN:
        return redirect("revision_session", number)
    revisions = _in_force(session)
    actions = list(session.plan.actions.select_related("objective__pillar").order_by("order"))
    codes = next_codes(session, actions)
    offered: dict[str, Any] = {
        "actions": _by_pillar(actions, codes),
        "sources": _named(revisions),
        "parts": _parts(revisions),
    }
    if request.method == "GET":
        source = request.GET.get("desde", "")
        initial = {"source": source, "shown_source": source, "parts": request.GET.getlist("parte")}
        initial |= {
            "action": next((each.indicator.action.code for each in revisions if each.indicator.code == source), "")
        }
        return _page(request, session, IntroducingForm(initial=initial, **offered))
    form = IntroducingForm(request.POST, **offered)
    if request.POST.get("step") == "show" or form.needs_showing:
        shown = typed_of(form) | {"shown_source": form.source}
        return _page(request, session, IntroducingForm(initial=shown, **offered))
    if not form.is_valid():
        return _page(request, session, form)
    action = next(each for each in actions if each.code == form.cleaned_data["action"])
    begun = _begun(form, revisions)
    same = _begun_already(session, action, begun)
    if same:
        return redirect("revision_definition", number, same)
    try:
        keep_new(request, session, (codes[action.pk], action), begun, Kept(Words(), 0))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, session, form, status=409)
    messages.success(request, _("The draft of %(code)s is begun: write its definition.") % {"code": codes[action.pk]})
    return redirect("revision_definition", number, codes[action.pk])


def next_codes(session: ReviewSession, actions: Sequence[Action]) -> Mapping[int, str]:
    """By action: its code and the next number that no indicator has or had, and no other draft asks for."""
    taken = set(Indicator.objects.filter(plan=session.plan).values_list("code", flat=True))
    drafts = ReviewDecision.objects.filter(session__plan=session.plan).exclude(new_code="")
    taken |= set(drafts.values_list("new_code", flat=True))
    found = {}
    for action in actions:
        used = [code for code in taken if code.rpartition(".")[0] == action.code and code.rpartition(".")[2].isdigit()]
        first = max((int(code.rpartition(".")[2]) for code in used), default=0) + 1
        found[action.pk] = next(code for n in count(first) if (code := f"{action.code}.{n}") not in taken)
    return found


def _in_force(session: ReviewSession) -> list[IndicatorRevision]:
    found = IndicatorRevision.objects.in_force(session.effective_from).select_related("indicator__action")
    return list(found.exclude(change_class=IndicatorRevision.ChangeClass.RETIRED))


def _named(revisions: Sequence[IndicatorRevision]) -> list[Named]:
    return [(each.indicator.code, _short(f"{each.indicator.code} · {each.name}")) for each in revisions]


def _parts(revisions: Sequence[IndicatorRevision]) -> dict[str, list[Named]]:
    documents = documents_of(IndicatorRevision.objects.filter(pk__in=[each.pk for each in revisions]))
    return {
        each.indicator.code: [
            (part.code, getattr(part.label, language()) or part.label.es) for part in documents[each.pk].components
        ]
        for each in revisions
    }


def _by_pillar(actions: Sequence[Action], codes: Mapping[int, str]) -> list[tuple[str, list[Named]]]:
    groups: dict[str, list[Named]] = {}
    for action in actions:
        words = {"code": codes[action.pk], "text": action.text}
        named = (action.code, _short(_("%(code)s · %(text)s") % words))
        groups.setdefault(action.objective.pillar.name, []).append(named)
    return list(groups.items())


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _begun(form: IntroducingForm, revisions: Sequence[IndicatorRevision]) -> DefinitionDocument:
    if not form.source:
        return blank(form.cleaned_data["kind"])
    source = next(each for each in revisions if each.indicator.code == form.source)
    return begun_from(document_of(source), form.cleaned_data.get("parts", ()))


def _begun_already(session: ReviewSession, action: Action, begun: DefinitionDocument) -> str:
    """The code of the same draft on which nobody wrote yet: pressing twice, or going back and pressing again, begins one."""
    of_the_action = session.decisions.filter(new_action=action, version=1, state=ReviewDecision.State.DRAFT)
    return next((each.new_code for each in of_the_action if each.draft == begun.as_json()), "")


def _page(request: HttpRequest, session: ReviewSession, form: IntroducingForm, *, status: int = 200) -> HttpResponse:
    context = {"session": session, "number": session.meeting.number, "form": form}
    return render(request, "revisions/new_draft.html", context, status=status)
