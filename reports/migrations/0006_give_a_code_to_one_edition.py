from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('reports', '0004_hold_the_numbers')]

    operations = [
        migrations.RemoveConstraint(
            model_name='reportedition',
            name='edition_code_once',
        ),
        migrations.AddConstraint(
            model_name='reportedition',
            constraint=models.UniqueConstraint(fields=('year', 'serial'), name='edition_code_once'),
        ),
    ]
