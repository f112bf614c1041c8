import django.db.models.deletion
import django.utils.timezone
import functools
import qinglian.web.core.ids
import qinglian.web.core.migrating
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('units', '0002_holding'),
    ]

    operations = [
        qinglian.web.core.migrating.Tables(
            tables=[
                migrations.CreateModel(
                    name='Ask',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('JF',), **{}), editable=False, max_length=16, unique=True, verbose_name='编号')),
                        ('version', models.PositiveIntegerField(default=0)),
                        ('kind', models.CharField(choices=[('item', '事项'), ('form', '报表'), ('meeting', '会议'), ('document', '公文'), ('inspection', '督查检查'), ('self_check', '自查自评'), ('consultation', '征求意见')], max_length=12, verbose_name='种类')),
                        ('on_label', models.CharField(blank=True, max_length=60)),
                        ('on_number', models.CharField(blank=True, max_length=40, verbose_name='事项编号')),
                        ('on_title', models.CharField(max_length=200, verbose_name='要什么')),
                        ('on_url', models.CharField(blank=True, max_length=200)),
                        ('on_day', models.DateField(verbose_name='占用哪天')),
                        ('month', models.DateField(verbose_name='计入月份')),
                        ('units', models.PositiveIntegerField(default=0, verbose_name='单位数')),
                        ('minutes', models.PositiveIntegerField(default=0, verbose_name='合计分钟')),
                        ('over', models.PositiveIntegerField(default=0, verbose_name='超上限单位数')),
                        ('plan_number', models.CharField(blank=True, max_length=60, verbose_name='年度督查检查考核计划编号')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='提出时间')),
                        ('confirmed', models.BooleanField(null=True, verbose_name='批准人确认')),
                        ('confirm_by', models.DateField(null=True, verbose_name='期限')),
                        ('confirmed_at', models.DateTimeField(null=True)),
                        ('confirmed_text', models.TextField(blank=True)),
                        ('withdrawn_at', models.DateTimeField(null=True, verbose_name='撤回时间')),
                        ('withdrawn_text', models.TextField(blank=True, verbose_name='撤回理由')),
                        ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='批准人')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                        ('giver_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='提出单位')),
                        ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': '减负台账',
                        'ordering': ('-at', '-pk'),
                        'indexes': [models.Index(fields=['month', 'giver_unit'], name='burden_ask_month_c26c81_idx'), models.Index(fields=['on_label', 'on_number'], name='burden_ask_on_labe_412a24_idx'), models.Index(fields=['kind', 'at'], name='burden_ask_kind_995b07_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('over', 0), ('approved_by__isnull', False), _connector='OR'), name='ask_over_by_name'), models.CheckConstraint(condition=models.Q(('approved_by', None), models.Q(('approved_by', models.F('by')), _negated=True), _connector='OR'), name='ask_second_person'), models.CheckConstraint(condition=models.Q(('withdrawn_at', None), ('withdrawn_by__isnull', False), _connector='OR'), name='ask_withdrawn_by_name')],
                    },
                ),
                migrations.CreateModel(
                    name='AskedUnit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('month', models.DateField(verbose_name='计入月份')),
                        ('minutes', models.PositiveIntegerField(verbose_name='分钟')),
                        ('before', models.PositiveIntegerField(default=0)),
                        ('cap', models.PositiveIntegerField(verbose_name='上限')),
                        ('counts', models.BooleanField(default=True)),
                        ('told', models.BooleanField(default=True)),
                        ('ask', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asked', to='burden.ask')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='单位')),
                    ],
                    options={
                        'ordering': ('unit__code',),
                        'indexes': [models.Index(fields=['unit', 'month'], include=('minutes', 'counts'), name='asked_unit_month')],
                        'constraints': [models.UniqueConstraint(fields=('ask', 'unit'), name='asked_unit_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Setting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('what', models.CharField(choices=[('cap', '每月上限'), ('estimate', '估计用时')], max_length=8, verbose_name='哪一项')),
                        ('key', models.CharField(max_length=12)),
                        ('minutes_before', models.PositiveIntegerField(verbose_name='原为（分钟）')),
                        ('minutes', models.PositiveIntegerField(verbose_name='改为（分钟）')),
                        ('valid_from', models.DateField(verbose_name='自哪天起')),
                        ('reason', models.TextField(verbose_name='依据或理由')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='提出时间')),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('agreed', models.BooleanField(null=True)),
                        ('answer', models.TextField(blank=True)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='批准人')),
                    ],
                    options={
                        'verbose_name': '减负设置',
                        'ordering': ('-at',),
                        'indexes': [models.Index(fields=['what', 'key', 'valid_from'], name='burden_sett_what_441b41_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('by')), _negated=True), _connector='OR'), name='burden_setting_second_person'), models.CheckConstraint(condition=models.Q(models.Q(('agreed', True), _negated=True), ('decided_by__isnull', False), _connector='OR'), name='burden_setting_agreed_by_name'), models.UniqueConstraint(condition=models.Q(('agreed', None)), fields=('what', 'key'), name='burden_setting_one_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='Spent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('form', models.CharField(max_length=80, verbose_name='表单')),
                        ('month', models.DateField(verbose_name='月份')),
                        ('level', models.CharField(max_length=12, verbose_name='层级')),
                        ('bucket', models.PositiveSmallIntegerField()),
                        ('times', models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('form', 'month', 'level', 'bucket'), name='spent_once')],
                    },
                ),
            ],
        ),
    ]
