import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("reports", "0003_number_what_was_issued")]

    operations = [
        migrations.AlterField(
            model_name='reportedition',
            name='first_period',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.reportingperiod', verbose_name='first semester'),
        ),
        migrations.AlterField(
            model_name='reportedition',
            name='serial',
            field=models.PositiveSmallIntegerField(verbose_name='number in the year'),
        ),
        migrations.AlterField(
            model_name='reportedition',
            name='year',
            field=models.PositiveSmallIntegerField(verbose_name='year'),
        ),
        migrations.AddConstraint(
            model_name='reportedition',
            constraint=models.UniqueConstraint(fields=('plan', 'year', 'serial'), name='edition_code_once'),
        ),
        migrations.AddConstraint(
            model_name='reportedition',
            constraint=models.UniqueConstraint(condition=models.Q(('institution__isnull', True)), fields=('plan', 'kind', 'first_period', 'period', 'number'), name='edition_number_once'),
        ),
        migrations.AddConstraint(
            model_name='reportedition',
            constraint=models.UniqueConstraint(condition=models.Q(('institution__isnull', False)), fields=('plan', 'kind', 'first_period', 'period', 'institution', 'number'), name='edition_number_once_an_institution'),
        ),
        migrations.AddConstraint(
            model_name='reportedition',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['semester', 'annual', 'range', 'own'])), name='edition_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='reportedition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('institution__isnull', False), ('kind', 'own')), models.Q(models.Q(('kind', 'own'), _negated=True), ('institution__isnull', True)), _connector='OR'), name='edition_of_an_institution_names_it'),
        ),
        migrations.AddConstraint(
            model_name='reportedition',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'own'), ('draft__isnull', True), ('adopted_in__isnull', False), _connector='OR'), name='edition_was_adopted'),
        ),
        migrations.AddConstraint(
            model_name='reportedition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'semester'), _negated=True), ('first_period', models.F('period')), _connector='OR'), name='edition_of_one_semester'),
        ),
    ]
