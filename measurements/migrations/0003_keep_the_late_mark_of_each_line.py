from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('measurements', '0002_number_the_versions_of_items'),
    ]

    operations = [
        migrations.AddField(
            model_name='receiptline',
            name='is_late',
            field=models.BooleanField(default=False, verbose_name='late'),
            preserve_default=False,
        ),
    ]
