import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("foods", "0002_practice_foods"),
    ]

    operations = [
        migrations.AddField(
            model_name="food",
            name="unsuitable_for",
            field=models.JSONField(blank=True, default=list, null=True, verbose_name="not suitable for"),
        ),
        migrations.AddField(
            model_name="food",
            name="tags_checked_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="tags checked"),
        ),
        migrations.AddField(
            model_name="food",
            name="tags_checked_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="tags checked by",
            ),
        ),
    ]
