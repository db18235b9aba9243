import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0003_quote_as_english_does'),
        ('reports', '0008_keep_the_last_comparison'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='consultationround',
            name='consultation_one_open_a_draft',
        ),
        migrations.AddField(
            model_name='consultationround',
            name='called_off_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='called off'),
        ),
        migrations.AddField(
            model_name='consultationround',
            name='called_off_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.appointment', verbose_name='called off by'),
        ),
        migrations.AddField(
            model_name='consultationround',
            name='reason',
            field=models.TextField(blank=True, verbose_name='why it was called off'),
        ),
        migrations.AddField(
            model_name='consultationround',
            name='reason_language',
            field=models.CharField(default='es', max_length=2, verbose_name='language of the reason'),
        ),
        migrations.AddConstraint(
            model_name='consultationround',
            constraint=models.UniqueConstraint(condition=models.Q(('called_off_at__isnull', True), ('closed_at__isnull', True)), fields=('draft',), name='consultation_one_open_a_draft'),
        ),
        migrations.AddConstraint(
            model_name='consultationround',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('called_off_at__isnull', True), ('called_off_by__isnull', True), ('reason', '')), models.Q(('called_off_at__isnull', False), ('called_off_by__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='consultation_called_off_by_somebody_who_says_why'),
        ),
        migrations.AddConstraint(
            model_name='consultationround',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('called_off_at__isnull', True), _connector='OR'), name='consultation_closed_or_called_off'),
        ),
    ]
