import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import qinglian.web.core.migrating
import qinglian.web.units.models
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
                    name='Import',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=qinglian.web.units.models.import_id, max_length=20, unique=True)),
                        ('name', models.CharField(max_length=200, verbose_name='文件名')),
                        ('sha256', models.CharField(max_length=64)),
                        ('rows', models.JSONField(default=dict)),
                        ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('applied_at', models.DateTimeField(null=True)),
                        ('counts', models.JSONField(default=dict)),
                        ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('-uploaded_at',),
                    },
                ),
                migrations.CreateModel(
                    name='Unit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('valid_from', models.DateField(verbose_name='起始日期')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                        ('code', models.CharField(max_length=64, unique=True, validators=[django.core.validators.RegexValidator('^[\\w.-]+$')], verbose_name='单位编号')),
                        ('name', models.CharField(db_index=True, max_length=120, verbose_name='单位名称')),
                        ('uscc', models.CharField(blank=True, max_length=18, verbose_name='统一社会信用代码')),
                        ('level', models.CharField(choices=[('province', '省级'), ('city', '市级'), ('county', '县级'), ('town', '乡镇级'), ('station', '站所级')], default='county', max_length=12, verbose_name='层级')),
                        ('unit_type', models.CharField(blank=True, max_length=24, verbose_name='清廉单元类型')),
                        ('region_code', models.CharField(blank=True, max_length=12, verbose_name='行政区划代码')),
                    ],
                    options={
                        'verbose_name': '单位',
                        'ordering': ('code',),
                        'constraints': [models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='unit_interval')],
                    },
                ),
                migrations.CreateModel(
                    name='Succession',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('merge', '并入'), ('split', '分设')], max_length=8)),
                        ('on', models.DateField()),
                        ('after', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='units.unit')),
                        ('before', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='units.unit')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='succession_two_bodies'), models.UniqueConstraint(fields=('before', 'after'), name='succession_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Reach',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                        ('kind', models.CharField(max_length=12)),
                        ('depth', models.PositiveSmallIntegerField()),
                        ('valid_from', models.DateField()),
                        ('lower', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reached_from', to='units.unit')),
                        ('upper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reaches', to='units.unit')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['upper', 'kind', 'lower'], name='units_reach_upper_i_8f7db4_idx')],
                    },
                ),
                migrations.CreateModel(
                    name='Line',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('valid_from', models.DateField(verbose_name='起始日期')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                        ('kind', models.CharField(choices=[('belongs', '隶属'), ('guides', '业务指导'), ('supervises', '派驻监督'), ('leads', '单元牵头'), ('party', '党组织')], max_length=12, verbose_name='线的种类')),
                        ('lower', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines_up', to='units.unit', verbose_name='下端单位')),
                        ('upper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines_down', to='units.unit', verbose_name='上端单位')),
                    ],
                    options={
                        'ordering': ('kind', 'upper', 'lower', 'valid_from'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='line_interval'), models.CheckConstraint(condition=models.Q(('upper', models.F('lower')), _negated=True), name='line_two_ends'), models.UniqueConstraint(fields=('kind', 'upper', 'lower', 'valid_from'), name='line_once')],
                    },
                ),
                migrations.CreateModel(
                    name='UnitName',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('valid_from', models.DateField(verbose_name='起始日期')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                        ('name', models.CharField(db_index=True, max_length=120, verbose_name='曾用名')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='units.unit')),
                    ],
                    options={
                        'ordering': ('unit', 'valid_from'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='unit_name_interval')],
                    },
                ),
            ],
        ),
    ]
