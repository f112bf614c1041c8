import django.db.models.deletion
import django.utils.timezone
import qinglian.web.core.migrating
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        qinglian.web.core.migrating.Tables(
            tables=[
                migrations.CreateModel(
                    name='Head',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField(unique=True, verbose_name='日期')),
                        ('number', models.PositiveBigIntegerField(verbose_name='封存号')),
                        ('digest', models.CharField(max_length=64, verbose_name='摘要')),
                        ('algorithm', models.CharField(max_length=8, verbose_name='算法')),
                        ('published_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='公布时间')),
                    ],
                    options={
                        'ordering': ('-day',),
                    },
                ),
                migrations.CreateModel(
                    name='Seal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveBigIntegerField(unique=True)),
                        ('sealed_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('records', models.PositiveIntegerField()),
                        ('algorithm', models.CharField(default='sha256', max_length=8)),
                        ('previous', models.CharField(blank=True, max_length=64)),
                        ('digest', models.CharField(max_length=64)),
                        ('marks', models.TextField()),
                    ],
                    options={
                        'ordering': ('number',),
                    },
                ),
                migrations.CreateModel(
                    name='Record',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='时间')),
                        ('role', models.CharField(blank=True, max_length=32, verbose_name='角色')),
                        ('action', models.CharField(db_index=True, max_length=64, verbose_name='做了什么')),
                        ('object_type', models.CharField(blank=True, max_length=32, verbose_name='对象')),
                        ('object_id', models.CharField(blank=True, max_length=64, verbose_name='对象编号')),
                        ('unit_code', models.CharField(blank=True, max_length=64, verbose_name='单位编号')),
                        ('reason', models.TextField(blank=True, verbose_name='理由')),
                        ('data', models.JSONField(default=dict, verbose_name='内容')),
                        ('position', models.PositiveBigIntegerField(null=True, unique=True)),
                        ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁')),
                        ('seal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sealed', to='audit.seal')),
                    ],
                    options={
                        'ordering': ('-at', '-id'),
                        'indexes': [models.Index(fields=['object_type', 'object_id', 'at'], name='audit_recor_object__0905e0_idx'), models.Index(condition=models.Q(('seal', None)), fields=['id'], name='audit_unsealed')],
                    },
                ),
            ],
        ),
    ]
