"""A number of a meeting, a request or a proposal is an address that no other plan gives again."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('committee', '0005_put_reports_before_meetings'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='indicatorproposal',
            name='proposal_number_once',
        ),
        migrations.RemoveConstraint(
            model_name='indicatorproposal',
            name='proposal_ordinal_once_a_year',
        ),
        migrations.RemoveConstraint(
            model_name='informationrequest',
            name='request_ordinal_once_a_year',
        ),
        migrations.RemoveConstraint(
            model_name='informationrequest',
            name='request_number_once',
        ),
        migrations.RemoveConstraint(
            model_name='meeting',
            name='meeting_ordinal_once_a_year',
        ),
        migrations.RemoveConstraint(
            model_name='meeting',
            name='meeting_number_once',
        ),
        migrations.AddConstraint(
            model_name='indicatorproposal',
            constraint=models.UniqueConstraint(fields=('number',), name='proposal_number_once'),
        ),
        migrations.AddConstraint(
            model_name='indicatorproposal',
            constraint=models.UniqueConstraint(fields=('year', 'ordinal'), name='proposal_ordinal_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='informationrequest',
            constraint=models.UniqueConstraint(fields=('year', 'ordinal'), name='request_ordinal_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='informationrequest',
            constraint=models.UniqueConstraint(fields=('number',), name='request_number_once'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(fields=('year', 'ordinal'), name='meeting_ordinal_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(fields=('number',), name='meeting_number_once'),
        ),
    ]
