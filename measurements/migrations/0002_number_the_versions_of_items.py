from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('measurements', '0001_create_measurements'),
    ]

    operations = [
        migrations.AddField(
            model_name='registeritem',
            name='version',
            field=models.PositiveIntegerField(default=1, verbose_name='version'),
        ),
    ]
