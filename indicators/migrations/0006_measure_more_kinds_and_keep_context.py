import django.db.models.deletion
from django.db import migrations, models


def break_where_the_method_changed(apps, schema_editor):
    """Until now a methodological change always ended a series."""
    revisions = apps.get_model("indicators", "IndicatorRevision").objects
    revisions.filter(change_class="methodological").update(comparability="break")


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0005_record_changes_of_commitments'),
    ]

    operations = [
        migrations.CreateModel(
            name='ContextSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, verbose_name='code')),
                ('order', models.PositiveSmallIntegerField(default=1, verbose_name='order')),
                ('nature', models.CharField(choices=[('goal', "goal of somebody else's strategy"), ('observation', 'observation by somebody else')], max_length=12, verbose_name='nature')),
                ('series_code', models.SlugField(blank=True, help_text='Empty: beside the indicator as a whole.', max_length=40, verbose_name='beside its series')),
                ('label', models.CharField(max_length=150, verbose_name='label')),
                ('label_es', models.CharField(max_length=150, null=True, verbose_name='label')),
                ('label_en', models.CharField(max_length=150, null=True, verbose_name='label')),
                ('unit', models.CharField(max_length=80, verbose_name='unit')),
                ('unit_es', models.CharField(max_length=80, null=True, verbose_name='unit')),
                ('unit_en', models.CharField(max_length=80, null=True, verbose_name='unit')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
                ('source_es', models.CharField(max_length=300, null=True, verbose_name='source')),
                ('source_en', models.CharField(max_length=300, null=True, verbose_name='source')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('note_es', models.TextField(blank=True, null=True, verbose_name='note')),
                ('note_en', models.TextField(blank=True, null=True, verbose_name='note')),
            ],
            options={
                'verbose_name': 'series of context',
                'verbose_name_plural': 'series of context',
                'ordering': ('plan', 'order', 'code'),
            },
        ),
        migrations.CreateModel(
            name='ContextValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('month', models.PositiveSmallIntegerField(default=0, help_text='0: the year as a whole.', verbose_name='month')),
                ('value', models.DecimalField(decimal_places=4, max_digits=20, verbose_name='value')),
                ('denominator', models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True, verbose_name='denominator')),
                ('is_interpolated', models.BooleanField(default=False, verbose_name='our own straight line between published values')),
                ('quotation', models.TextField(blank=True, verbose_name='quotation')),
            ],
            options={
                'verbose_name': 'value of context',
                'verbose_name_plural': 'values of context',
                'ordering': ('series', 'year', 'month'),
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('month__lte', 12)), name='context_value_of_a_month_or_a_year'),
                    models.CheckConstraint(condition=models.Q(('value__gte', 0), models.Q(('denominator__isnull', True), ('denominator__gte', models.F('value')), _connector='OR')), name='context_part_within_its_whole', violation_error_message='The numerator cannot be greater than the denominator.'),
                ],
            },
        ),
        migrations.AddField(
            model_name='indicatorrevision',
            name='comparability',
            field=models.CharField(choices=[('continuous', 'continuous: the same is measured'), ('break', 'break: the series starts anew'), ('rebased', 'rebased: earlier figures are multiplied by a factor')], default='continuous', max_length=10, verbose_name='comparability'),
        ),
        migrations.AddField(
            model_name='indicatorrevision',
            name='range_high',
            field=models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True, verbose_name='upper bound'),
        ),
        migrations.AddField(
            model_name='indicatorrevision',
            name='range_low',
            field=models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True, verbose_name='lower bound'),
        ),
        migrations.AddField(
            model_name='indicatorrevision',
            name='rebase_factor',
            field=models.DecimalField(blank=True, decimal_places=10, help_text='By which figures of earlier definitions are multiplied to be comparable with this one.', max_digits=20, null=True, verbose_name='factor'),
        ),
        migrations.RunPython(break_where_the_method_changed, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='component',
            name='role',
            field=models.CharField(choices=[('value', 'value'), ('numerator', 'numerator'), ('denominator', 'denominator'), ('beside', 'printed beside, never added'), ('stage', 'stage to be reached, in order'), ('option', 'option of a scale, in order')], max_length=12, verbose_name='role'),
        ),
        migrations.AlterField(
            model_name='indicatorrevision',
            name='across',
            field=models.CharField(choices=[('sum', 'sum of the institutions'), ('distinct', 'distinct items: joined ones count once'), ('single_reporter', 'one institution reports for all'), ('share', 'share of the institutions that completed the stages'), ('all', 'the stage that all institutions reached'), ('any', 'the furthest stage that any institution reached'), ('minimum', 'how many institutions reached each stage, and the least advanced'), ('median', 'distribution of the answers, and their median'), ('listed', 'texts listed one after the other')], max_length=16, verbose_name='across institutions'),
        ),
        migrations.AlterField(
            model_name='indicatorrevision',
            name='direction',
            field=models.CharField(choices=[('increase', 'more is better'), ('decrease', 'less is better'), ('maintain', 'keep the value'), ('range', 'stay within bounds'), ('neutral', 'neither more nor less is better')], max_length=10, verbose_name='direction'),
        ),
        migrations.AlterField(
            model_name='indicatorrevision',
            name='kind',
            field=models.CharField(choices=[('COUNT', 'Count'), ('PROPORTION', 'Proportion'), ('CHANGE', 'Change'), ('REGISTER', 'Register'), ('MILESTONE', 'Milestones'), ('SCALE', 'Scale'), ('NARRATIVE', 'Narrative')], max_length=12, verbose_name='kind'),
        ),
        migrations.AddConstraint(
            model_name='indicatorrevision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('comparability', 'rebased'), ('rebase_factor__isnull', False)), models.Q(models.Q(('comparability', 'rebased'), _negated=True), ('rebase_factor__isnull', True)), _connector='OR'), name='revision_factor_only_when_rebased', violation_error_message='A factor goes with a rebased definition, and only with one.'),
        ),
        migrations.AddConstraint(
            model_name='indicatorrevision',
            constraint=models.CheckConstraint(condition=models.Q(('rebase_factor__isnull', True), ('rebase_factor__gt', 0), _connector='OR'), name='revision_factor_above_zero'),
        ),
        migrations.AddConstraint(
            model_name='indicatorrevision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('direction', 'range'), ('range_high__gte', models.F('range_low')), ('range_low__isnull', False)), models.Q(models.Q(('direction', 'range'), _negated=True), ('range_high__isnull', True), ('range_low__isnull', True)), _connector='OR'), name='revision_bounds_only_of_a_range', violation_error_message='Both bounds go with a range, the lower one first, and only with one.'),
        ),
        migrations.AddConstraint(
            model_name='indicatorrevision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'MILESTONE'), ('across__in', ['share', 'all', 'any', 'minimum', 'single_reporter'])), models.Q(('kind', 'SCALE'), ('across__in', ['median', 'single_reporter'])), models.Q(('kind', 'NARRATIVE'), ('across', 'listed')), models.Q(models.Q(('kind__in', ['MILESTONE', 'SCALE', 'NARRATIVE']), _negated=True), ('across__in', ['sum', 'distinct', 'single_reporter'])), _connector='OR'), name='revision_kind_can_be_put_together_so', violation_error_message='This kind of indicator cannot be put together across institutions so.'),
        ),
        migrations.AddConstraint(
            model_name='indicatorrevision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['MILESTONE', 'SCALE', 'NARRATIVE']), _negated=True), ('accumulation', 'stock'), _connector='OR'), name='revision_stages_are_a_state_at_the_end', violation_error_message='Stages, scales and texts say where something stands at the end of the semester.'),
        ),
        migrations.AddField(
            model_name='contextseries',
            name='indicator',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='context_series', to='indicators.indicator', verbose_name='beside the indicator'),
        ),
        migrations.AddField(
            model_name='contextseries',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='context_series', to='indicators.actionplan', verbose_name='plan'),
        ),
        migrations.AddField(
            model_name='contextvalue',
            name='series',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='values', to='indicators.contextseries', verbose_name='series'),
        ),
        migrations.AddConstraint(
            model_name='contextseries',
            constraint=models.UniqueConstraint(fields=('plan', 'code'), name='context_series_code_once_per_plan'),
        ),
        migrations.AddConstraint(
            model_name='contextvalue',
            constraint=models.UniqueConstraint(fields=('series', 'year', 'month'), name='context_value_once'),
        ),
    ]
