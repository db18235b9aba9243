from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('reports', '0006_give_a_code_to_one_edition')]

    operations = [
        migrations.AddField(
            model_name='draftsection',
            name='sorting',
            field=models.JSONField(blank=True, default=list, verbose_name='how the texts of institutions are sorted'),
        ),
    ]
