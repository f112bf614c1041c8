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
        ('runs', '0001_initial'),
        ('units', '0001_initial'),
    ]

    operations = [
        qinglian.web.core.migrating.Tables(
            tables=[
                migrations.CreateModel(
                    name='Alert',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('YJ',), **{}), editable=False, max_length=16, unique=True, verbose_name='编号')),
                        ('version', models.PositiveIntegerField(default=0)),
                        ('title', models.CharField(max_length=200, verbose_name='事项')),
                        ('rule_id', models.CharField(blank=True, max_length=40)),
                        ('rules', models.PositiveSmallIntegerField(default=1)),
                        ('status', models.CharField(choices=[('triage', '待研判'), ('pushed', '待签收'), ('verifying', '核查中'), ('feedback', '待审核'), ('handling', '处置中'), ('closing', '待销号'), ('closed', '已销号'), ('declined', '不予推送'), ('merged', '已合并')], default='triage', max_length=12, verbose_name='状态')),
                        ('level', models.CharField(choices=[('red', '红'), ('orange', '橙'), ('yellow', '黄'), ('blue', '蓝')], max_length=8, verbose_name='级别')),
                        ('level_computed', models.CharField(choices=[('red', '红'), ('orange', '橙'), ('yellow', '黄'), ('blue', '蓝')], max_length=8, verbose_name='系统计算的级别')),
                        ('pack', models.CharField(max_length=40, verbose_name='规则包')),
                        ('anchor_kind', models.CharField(max_length=40)),
                        ('anchor_id', models.CharField(max_length=200, verbose_name='对象')),
                        ('secret', models.BooleanField(default=False, verbose_name='保密核查')),
                        ('held', models.BooleanField(default=False, verbose_name='排队')),
                        ('escalated', models.BooleanField(default=False, verbose_name='已提级')),
                        ('self_found', models.BooleanField(default=False, verbose_name='自查自纠')),
                        ('parked_on', models.DateField(null=True, verbose_name='挂账日')),
                        ('park_review_on', models.DateField(null=True, verbose_name='挂账复核日')),
                        ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='产生时间')),
                        ('step_since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='本环节开始')),
                        ('due_on', models.DateField(null=True, verbose_name='期限')),
                        ('paused_on', models.DateField(null=True, verbose_name='中止计时自')),
                        ('returned', models.PositiveSmallIntegerField(default=0)),
                        ('sent_back', models.PositiveSmallIntegerField(default=0)),
                        ('reopened', models.PositiveSmallIntegerField(default=0)),
                        ('closed_at', models.DateTimeField(null=True, verbose_name='销号时间')),
                        ('fact', models.CharField(blank=True, choices=[('true', '属实'), ('partly', '部分属实'), ('not_so', '不属实'), ('unsettled', '无法核实')], max_length=12, verbose_name='事实认定')),
                        ('cause', models.CharField(blank=True, choices=[('data_error', '数据错误'), ('rule_unfit', '规则不适'), ('exception', '政策例外'), ('mistake', '工作差错'), ('weak_control', '管理漏洞'), ('breach', '违规')], max_length=12, verbose_name='原因')),
                        ('exception', models.CharField(blank=True, max_length=200, verbose_name='适用的合规情形')),
                        ('handling', models.JSONField(default=list, verbose_name='处置')),
                        ('amount_fen', models.BigIntegerField(null=True, verbose_name='追缴退还金额')),
                        ('authority_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='主管部门')),
                        ('checker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='复核人')),
                        ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='销号人')),
                        ('closed_by_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                        ('handler', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='承办人')),
                        ('handler_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='承办单位')),
                        ('linked_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='linked', to='alerts.alert', verbose_name='关联预警')),
                        ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='merged', to='alerts.alert')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alerts', to='units.unit', verbose_name='责任单位')),
                        ('signals', models.ManyToManyField(related_name='alerts', through='alerts.AlertSignal', to='runs.signal')),
                        ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='alerts', to='alerts.batchcheck')),
                    ],
                    options={
                        'ordering': ('-opened_at',),
                        'indexes': [models.Index(fields=['unit', 'status', 'due_on'], name='alerts_aler_unit_id_344161_idx'), models.Index(fields=['authority_unit', 'status', 'due_on'], name='alerts_aler_authori_4d65cd_idx'), models.Index(fields=['status', 'level', 'opened_at'], name='alerts_aler_status_d86c09_idx'), models.Index(fields=['anchor_kind', 'anchor_id', 'unit'], name='alerts_aler_anchor__824802_idx'), models.Index(fields=['-opened_at', 'id'], name='alert_newest'), models.Index(condition=models.Q(('held', False), ('status__in', ('triage', 'pushed', 'verifying', 'feedback', 'handling', 'closing'))), fields=['unit', 'status', 'due_on'], name='alert_waiting'), models.Index(fields=['unit'], include=('status', 'level', 'secret', 'due_on', 'paused_on', 'opened_at', 'closed_at', 'reopened', 'self_found', 'pack', 'id'), name='alert_counted')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('closed_by', None), models.Q(models.Q(('closed_by', models.F('handler')), _negated=True), models.Q(('closed_by', models.F('checker')), _negated=True)), _connector='OR'), name='alert_struck_off_by_another'), models.CheckConstraint(condition=models.Q(('closed_by_unit', None), ('handler_unit', None), models.Q(('closed_by_unit', models.F('handler_unit')), _negated=True), _connector='OR'), name='alert_struck_off_by_another_body'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'closed'), _negated=True), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='alert_closed_by_somebody'), models.CheckConstraint(condition=models.Q(('checker', None), ('handler', None), models.Q(('checker', models.F('handler')), _negated=True), _connector='OR'), name='alert_second_person')],
                    },
                ),
                migrations.CreateModel(
                    name='AlertSignal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('alert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='alerts.alert')),
                        ('signal', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='of_alert', to='runs.signal')),
                    ],
                ),
                migrations.CreateModel(
                    name='BatchCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('TY',), **{}), editable=False, max_length=16, unique=True)),
                        ('title', models.CharField(max_length=200, verbose_name='共同原因')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('seed', models.PositiveBigIntegerField()),
                        ('fact', models.CharField(blank=True, choices=[('true', '属实'), ('partly', '部分属实'), ('not_so', '不属实'), ('unsettled', '无法核实')], max_length=12)),
                        ('cause', models.CharField(blank=True, choices=[('data_error', '数据错误'), ('rule_unfit', '规则不适'), ('exception', '政策例外'), ('mistake', '工作差错'), ('weak_control', '管理漏洞'), ('breach', '违规')], max_length=12)),
                        ('reason', models.TextField(blank=True)),
                        ('concluded_at', models.DateTimeField(null=True)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('concluded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('concluded_by', None), models.Q(('concluded_by', models.F('by')), _negated=True), _connector='OR'), name='batch_second_person')],
                    },
                ),
                migrations.CreateModel(
                    name='Competence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('valid_from', models.DateField(verbose_name='起始日期')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                        ('field', models.CharField(max_length=40, verbose_name='规则包或规则编号')),
                        ('authority', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='units.unit', verbose_name='主管部门')),
                        ('within', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='units.unit', verbose_name='范围（隶属于）')),
                    ],
                    options={
                        'verbose_name': '主管部门',
                        'ordering': ('field', 'within', 'valid_from'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='competence_interval'), models.UniqueConstraint(condition=models.Q(('valid_to', None)), fields=('field', 'within'), name='competence_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Drawn',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('opened_at', models.DateTimeField(null=True)),
                        ('alert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='alerts.alert')),
                        ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drawn', to='alerts.batchcheck')),
                        ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('batch', 'alert'), name='drawn_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Hand',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('alert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hands', to='alerts.alert')),
                        ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('alert', 'user'), name='hand_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Lookback',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('HT',), **{}), editable=False, max_length=16, unique=True)),
                        ('quarter', models.CharField(max_length=7, verbose_name='期间')),
                        ('seed', models.PositiveBigIntegerField()),
                        ('share', models.FloatField()),
                        ('population', models.CharField(max_length=64)),
                        ('eligible', models.PositiveIntegerField()),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('-at',),
                        'constraints': [models.UniqueConstraint(fields=('quarter',), name='lookback_once')],
                    },
                ),
                migrations.CreateModel(
                    name='LookedAt',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('stands', models.BooleanField(null=True)),
                        ('text', models.TextField(blank=True)),
                        ('at', models.DateTimeField(null=True)),
                        ('alert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='looked_at', to='alerts.alert')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('lookback', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='alerts.lookback')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('lookback', 'alert'), name='looked_at_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Reminder',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('step', models.CharField(max_length=12)),
                        ('due_on', models.DateField()),
                        ('stage', models.CharField(choices=[('before', '即将到期'), ('today', '今天到期'), ('overdue', '已逾期'), ('leader', '逾期，已报负责人')], max_length=8)),
                        ('on', models.DateField(default=django.utils.timezone.localdate)),
                        ('alert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='alerts.alert')),
                        ('told_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                    ],
                    options={
                        'ordering': ('on', 'pk'),
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(fields=('alert', 'step', 'due_on', 'stage'), name='alert_reminded_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Request',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('extend', '延期'), ('pause', '中止计时'), ('relevel', '级别调整'), ('secret', '保密核查'), ('park', '挂账'), ('transfer', '线索移送')], max_length=10)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('reason', models.TextField()),
                        ('data', models.JSONField(default=dict)),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('agreed', models.BooleanField(null=True)),
                        ('answer', models.TextField(blank=True)),
                        ('alert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='alerts.alert')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('-at',),
                        'constraints': [models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('by')), _negated=True), _connector='OR'), name='request_second_person'), models.UniqueConstraint(condition=models.Q(('agreed', None)), fields=('alert', 'kind'), name='request_once_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='SelfFound',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('ZC',), **{}), editable=False, max_length=16, unique=True, verbose_name='编号')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('anchor_id', models.CharField(blank=True, max_length=200, verbose_name='涉及的办件、项目或合同编号')),
                        ('found', models.TextField(verbose_name='发现什么')),
                        ('mended', models.TextField(verbose_name='怎么纠正的')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='单位')),
                    ],
                    options={
                        'ordering': ('-at',),
                    },
                ),
                migrations.CreateModel(
                    name='Step',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('verb', models.CharField(max_length=24)),
                        ('was', models.CharField(blank=True, choices=[('triage', '待研判'), ('pushed', '待签收'), ('verifying', '核查中'), ('feedback', '待审核'), ('handling', '处置中'), ('closing', '待销号'), ('closed', '已销号'), ('declined', '不予推送'), ('merged', '已合并')], max_length=12)),
                        ('now', models.CharField(blank=True, choices=[('triage', '待研判'), ('pushed', '待签收'), ('verifying', '核查中'), ('feedback', '待审核'), ('handling', '处置中'), ('closing', '待销号'), ('closed', '已销号'), ('declined', '不予推送'), ('merged', '已合并')], max_length=12)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('text', models.TextField(blank=True)),
                        ('data', models.JSONField(default=dict)),
                        ('due_on', models.DateField(null=True)),
                        ('late_days', models.PositiveSmallIntegerField(default=0)),
                        ('offline', models.BooleanField(default=False, verbose_name='线下已办')),
                        ('alert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='alerts.alert')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('at', 'pk'),
                    },
                ),
                migrations.CreateModel(
                    name='Paper',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('CL',), **{}), editable=False, max_length=16, unique=True)),
                        ('name', models.CharField(max_length=200)),
                        ('path', models.CharField(max_length=200)),
                        ('kind', models.CharField(max_length=40)),
                        ('sha256', models.CharField(max_length=64)),
                        ('size', models.PositiveBigIntegerField()),
                        ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='alerts.batchcheck')),
                        ('asked', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='alerts.request')),
                        ('report', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='alerts.selffound')),
                        ('step', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='alerts.step')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('asked', None), ('batch', None), ('report', None), ('step__isnull', False)), models.Q(('asked__isnull', False), ('batch', None), ('report', None), ('step', None)), models.Q(('asked', None), ('batch', None), ('report__isnull', False), ('step', None)), models.Q(('asked', None), ('batch__isnull', False), ('report', None), ('step', None)), _connector='OR'), name='paper_of_one_thing')],
                    },
                ),
                migrations.CreateModel(
                    name='TeamKey',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_key', models.CharField(max_length=64)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('team', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                    ],
                ),
                migrations.CreateModel(
                    name='Transfer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('YS',), **{}), editable=False, max_length=16, unique=True, verbose_name='移送编号')),
                        ('on', models.DateField(default=django.utils.timezone.localdate, verbose_name='移送日期')),
                        ('package_sha256', models.CharField(max_length=64)),
                        ('package', models.BinaryField(null=True)),
                        ('exported_at', models.DateTimeField(null=True)),
                        ('marks', models.JSONField(default=list)),
                        ('hidden', models.JSONField(default=list)),
                        ('outcome', models.CharField(blank=True, choices=[('done', '办结'), ('returned', '退回')], max_length=8)),
                        ('outcome_on', models.DateField(null=True)),
                        ('approved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='批准人')),
                        ('handed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='移交人')),
                        ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='接收单位')),
                    ],
                    options={
                        'ordering': ('-on',),
                        'constraints': [models.CheckConstraint(condition=models.Q(('approved_by', models.F('handed_by')), _negated=True), name='transfer_second_person')],
                    },
                ),
            ],
        ),
    ]
