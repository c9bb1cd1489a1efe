# The conditions of clients, what is measured and noted of them, and which of them were deleted.

import apps.clients.validators
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='client',
            name='condition_index',
            field=models.CharField(blank=True, default='', editable=False, max_length=600),
        ),
        migrations.AddField(
            model_name='client',
            name='condition_notes',
            field=models.TextField(blank=True, default='', max_length=2000, verbose_name='other conditions, medicines'),
        ),
        migrations.AddField(
            model_name='client',
            name='conditions',
            field=models.JSONField(blank=True, default=list, verbose_name='conditions'),
        ),
        migrations.CreateModel(
            name='ClientRemoval',
            fields=[
                ('id', models.UUIDField(db_column='_id', default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('client_key', models.UUIDField(verbose_name='identifier of the client')),
                ('counts', models.JSONField(default=dict, verbose_name='what went')),
                ('begun_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='begun')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='deleted by')),
            ],
            options={
                'verbose_name': 'deletion of a client',
                'verbose_name_plural': 'deletions of clients',
                'ordering': ['-begun_at'],
            },
        ),
        migrations.CreateModel(
            name='ClientNote',
            fields=[
                ('id', models.UUIDField(db_column='_id', default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='last saved')),
                ('text', models.TextField(max_length=10000, verbose_name='note')),
                ('is_pinned', models.BooleanField(default=False, verbose_name='pinned above the other notes')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='clients.client', verbose_name='client')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='last saved by')),
            ],
            options={
                'verbose_name': 'note',
                'verbose_name_plural': 'notes',
                'ordering': ['-is_pinned', '-created_at'],
                'indexes': [models.Index(fields=['client', '-created_at'], name='note_of_client')],
            },
        ),
        migrations.CreateModel(
            name='Measurement',
            fields=[
                ('id', models.UUIDField(db_column='_id', default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='last saved')),
                ('taken_on', models.DateField(default=django.utils.timezone.localdate, validators=[apps.clients.validators.validate_day], verbose_name='measured on')),
                ('weight_kg', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(500)], verbose_name='Weight (kg)')),
                ('height_cm', models.DecimalField(blank=True, decimal_places=1, max_digits=6, null=True, validators=[django.core.validators.MinValueValidator(30), django.core.validators.MaxValueValidator(260)], verbose_name='Height (cm)')),
                ('waist_cm', models.DecimalField(blank=True, decimal_places=1, max_digits=6, null=True, validators=[django.core.validators.MinValueValidator(20), django.core.validators.MaxValueValidator(300)], verbose_name='Waist (cm)')),
                ('hip_cm', models.DecimalField(blank=True, decimal_places=1, max_digits=6, null=True, validators=[django.core.validators.MinValueValidator(20), django.core.validators.MaxValueValidator(300)], verbose_name='Hip (cm)')),
                ('body_fat_pct', models.DecimalField(blank=True, decimal_places=1, max_digits=6, null=True, validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(75)], verbose_name='Body fat (%)')),
                ('systolic_mmhg', models.DecimalField(blank=True, decimal_places=0, max_digits=6, null=True, validators=[django.core.validators.MinValueValidator(50), django.core.validators.MaxValueValidator(300)], verbose_name='Blood pressure, upper (mmHg)')),
                ('diastolic_mmhg', models.DecimalField(blank=True, decimal_places=0, max_digits=6, null=True, validators=[django.core.validators.MinValueValidator(20), django.core.validators.MaxValueValidator(200)], verbose_name='Blood pressure, lower (mmHg)')),
                ('glucose_mgdl', models.DecimalField(blank=True, decimal_places=0, max_digits=6, null=True, validators=[django.core.validators.MinValueValidator(20), django.core.validators.MaxValueValidator(900)], verbose_name='Fasting glucose (mg/dL)')),
                ('hba1c_pct', models.DecimalField(blank=True, decimal_places=1, max_digits=6, null=True, validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(20)], verbose_name='HbA1c (%)')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('removed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='removed')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measurements', to='clients.client', verbose_name='client')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='last saved by')),
            ],
            options={
                'verbose_name': 'measurement',
                'verbose_name_plural': 'measurements',
                'ordering': ['-taken_on', '-created_at'],
                'indexes': [models.Index(fields=['client', '-taken_on'], name='measurement_of_client')],
            },
        ),
    ]
