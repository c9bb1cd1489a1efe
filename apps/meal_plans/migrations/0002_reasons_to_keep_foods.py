from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meal_plans", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="mealplan",
            name="overrides",
            field=models.JSONField(
                blank=True, default=dict, null=True, verbose_name="reasons to keep foods"
            ),
        ),
    ]
