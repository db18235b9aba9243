"""Plan texts and reference lists as spreadsheets. Keys are the plan's codes."""

from import_export.fields import Field

from indicators.models import (
    Action,
    ActionPlan,
    Category,
    Dimension,
    Indicator,
    Objective,
    Pillar,
    Register,
    Stage,
)
from institutions.spreadsheet_columns import Code
from institutions.spreadsheets import ListOptions, ListResource


class PillarResource(ListResource):
    plan = Field("plan", "plan", Code(ActionPlan))

    class Meta(ListOptions):
        model = Pillar
        import_id_fields = ("plan", "code")
        fields = ("plan", "code", "order", "name_es", "name_en", "description_es", "description_en")
        import_order = export_order = fields


class ObjectiveResource(ListResource):
    plan = Field("plan", "plan", Code(ActionPlan))
    pillar = Field("pillar", "pillar", Code(Pillar, within="plan"))

    class Meta(ListOptions):
        model = Objective
        import_id_fields = ("plan", "code")
        fields = ("plan", "code", "order", "pillar", "text_es", "text_en")
        import_order = export_order = fields


class ActionResource(ListResource):
    plan = Field("plan", "plan", Code(ActionPlan))
    objective = Field("objective", "objective", Code(Objective, within="plan"))

    class Meta(ListOptions):
        model = Action
        import_id_fields = ("plan", "code")
        fields = ("plan", "code", "order", "objective", "text_es", "text_en")
        import_order = export_order = fields


class IndicatorResource(ListResource):
    plan = Field("plan", "plan", Code(ActionPlan))
    pillar = Field("pillar", "pillar", Code(Pillar, within="plan"))
    action = Field("action", "action", Code(Action, within="plan"))

    class Meta(ListOptions):
        model = Indicator
        import_id_fields = ("plan", "code")
        fields = ("plan", "code", "order", "pillar", "action")
        import_order = export_order = fields


class DimensionResource(ListResource):
    class Meta(ListOptions):
        model = Dimension
        import_id_fields = ("code",)
        fields = ("code", "name_es", "name_en")
        import_order = export_order = fields


class CategoryResource(ListResource):
    dimension = Field("dimension", "dimension", Code(Dimension))

    class Meta(ListOptions):
        model = Category
        import_id_fields = ("dimension", "code")
        fields = ("dimension", "code", "order", "name_es", "name_en", "is_not_recorded")
        import_order = export_order = fields


class RegisterResource(ListResource):
    class Meta(ListOptions):
        model = Register
        import_id_fields = ("code",)
        fields = ("code", "name_es", "name_en", "counts_people")
        import_order = export_order = fields


class StageResource(ListResource):
    register = Field("register", "register", Code(Register))

    class Meta(ListOptions):
        model = Stage
        import_id_fields = ("register", "code")
        fields = ("register", "code", "order", "name_es", "name_en", "is_lasting")
        import_order = export_order = fields
