"""Give each edition that was issued before a number in its year, in the order of issuing, and the semester that it is of."""

from django.db import migrations
from django.utils import timezone

from documents import append_only


def number(apps, schema_editor):
    table = "reports_reportedition"
    append_only.remove(schema_editor.connection, table)  # put back when the migrations are through
    last = {}
    editions = apps.get_model("reports", "ReportEdition").objects.using(schema_editor.connection.alias)
    for edition in editions.order_by("issued_at", "pk"):
        year = timezone.localtime(edition.issued_at).year
        last[edition.plan_id, year] = last.get((edition.plan_id, year), 0) + 1
        edition.year, edition.serial = year, last[edition.plan_id, year]
        edition.first_period_id = edition.period_id
        edition.save(update_fields=["year", "serial", "first_period"])


class Migration(migrations.Migration):

    dependencies = [("reports", "0002_draft_and_number_reports")]

    operations = [migrations.RunPython(number, migrations.RunPython.noop)]
