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
        ('units', '0001_initial'),
    ]

    operations = [
        qinglian.web.core.migrating.Tables(
            tables=[
                migrations.CreateModel(
                    name='Asked',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('place', models.PositiveSmallIntegerField(default=1, verbose_name='顺序')),
                        ('version', models.PositiveIntegerField(default=0)),
                        ('status', models.CharField(choices=[('waiting', '未轮到'), ('asked', '待反馈'), ('drafted', '待签'), ('answered', '已反馈'), ('silent', '到期未反馈'), ('ended', '本轮已终止')], default='waiting', max_length=12, verbose_name='状态')),
                        ('asked_at', models.DateTimeField(null=True, verbose_name='送达时间')),
                        ('due_on', models.DateField(null=True, verbose_name='期限')),
                        ('stance', models.CharField(blank=True, choices=[('agree', '同意'), ('changes', '同意，有修改意见'), ('disagree', '不同意'), ('none', '无意见')], max_length=12, verbose_name='意见')),
                        ('text', models.TextField(blank=True, verbose_name='说明')),
                        ('by_clock', models.BooleanField(default=False)),
                        ('offline', models.BooleanField(default=False, verbose_name='线下已办')),
                        ('answered_at', models.DateTimeField(null=True, verbose_name='反馈时间')),
                        ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='被征询单位')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asked', to='consultations.round')),
                    ],
                    options={
                        'ordering': ('place', 'pk'),
                        'indexes': [models.Index(fields=['unit', 'status', 'due_on'], name='consultatio_unit_id_20bf54_idx')],
                        'constraints': [models.UniqueConstraint(fields=('round', 'unit'), name='asked_once_a_round'), models.CheckConstraint(condition=models.Q(('signed_by', None), ('offline', True), models.Q(('signed_by', models.F('drafted_by')), _negated=True), _connector='OR'), name='opinion_second_person'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'answered'), _negated=True), models.Q(('answered_at__isnull', False), ('by_clock', False), ('signed_by__isnull', False), models.Q(('stance', ''), _negated=True)), _connector='OR'), name='opinion_signed'), models.CheckConstraint(condition=models.Q(models.Q(('by_clock', False), ('status__in', ('waiting', 'asked', 'drafted', 'answered', 'ended'))), models.Q(('by_clock', True), ('signed_by', None), ('stance', 'none'), ('status', 'silent')), _connector='OR'), name='silence_is_no_opinion')],
                    },
                ),
                migrations.CreateModel(
                    name='Consultation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('HQ',), **{}), editable=False, max_length=16, unique=True, verbose_name='编号')),
                        ('version', models.PositiveIntegerField(default=0)),
                        ('kind', models.CharField(choices=[('countersign', '会签'), ('opinion', '征求意见')], max_length=12, verbose_name='种类')),
                        ('subject', models.CharField(max_length=200, verbose_name='标题')),
                        ('status', models.CharField(choices=[('asking', '征询中'), ('answering', '待答复采纳'), ('closed', '已办结'), ('withdrawn', '已撤回')], default='asking', max_length=12, verbose_name='状态')),
                        ('serial', models.BooleanField(default=False, verbose_name='依次')),
                        ('about_type', models.CharField(blank=True, max_length=60)),
                        ('about_id', models.CharField(blank=True, max_length=64)),
                        ('about_url', models.CharField(blank=True, max_length=200, verbose_name='所涉页面')),
                        ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='发起时间')),
                        ('due_on', models.DateField(null=True, verbose_name='期限')),
                        ('closed_at', models.DateTimeField(null=True, verbose_name='办结时间')),
                        ('outcome', models.CharField(blank=True, choices=[('agreed', '会签一致'), ('disputed', '会签有不同意见'), ('collected', '意见已汇总')], max_length=12, verbose_name='结果')),
                        ('asker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='units.unit', verbose_name='发起单位')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发起人')),
                    ],
                    options={
                        'verbose_name': '会签与征求意见',
                        'ordering': ('-opened_at', '-pk'),
                        'indexes': [models.Index(fields=['asker', 'status', 'due_on'], name='consultatio_asker_i_599684_idx'), models.Index(fields=['about_type', 'about_id'], name='consultatio_about_t_c21425_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('status', 'closed'), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('status', 'closed'), _negated=True), ('closed_at', None), ('outcome', '')), _connector='OR'), name='consultation_closed_with_outcome')],
                    },
                ),
                migrations.CreateModel(
                    name='Point',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('clause', models.CharField(blank=True, max_length=120, verbose_name='条款')),
                        ('proposed', models.TextField(blank=True, verbose_name='意见')),
                        ('reason', models.TextField(blank=True, verbose_name='意见的理由')),
                        ('needs', models.BooleanField(default=True)),
                        ('adopted', models.CharField(blank=True, choices=[('yes', '采纳'), ('partly', '部分采纳'), ('no', '不采纳')], max_length=8, verbose_name='采纳情况')),
                        ('answer', models.TextField(blank=True, verbose_name='采纳说明')),
                        ('answered_at', models.DateTimeField(null=True, verbose_name='答复时间')),
                        ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('asked', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='consultations.asked')),
                    ],
                    options={
                        'ordering': ('asked', 'pk'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('adopted__in', ('', 'yes')), models.Q(('answer', ''), _negated=True), _connector='OR'), name='not_adopted_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('adopted', ''), ('answered_by', None)), models.Q(models.Q(('adopted', ''), _negated=True), ('answered_by__isnull', False)), _connector='OR'), name='point_answered_by_somebody'), models.CheckConstraint(condition=models.Q(('needs', False), models.Q(('proposed', ''), _negated=True), _connector='OR'), name='point_says_what')],
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
                        ('asked', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='consultations.asked')),
                        ('told_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                    ],
                    options={
                        'ordering': ('on', 'pk'),
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(fields=('asked', 'step', 'due_on', 'stage'), name='asked_reminded_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Round',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('text', models.TextField(verbose_name='征询内容')),
                        ('changed', models.TextField(blank=True, verbose_name='改了什么')),
                        ('days', models.PositiveSmallIntegerField(verbose_name='每家几个工作日')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='consultations.consultation')),
                    ],
                    options={
                        'ordering': ('number',),
                        'constraints': [models.UniqueConstraint(fields=('consultation', 'number'), name='round_once'), models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('changed', ''), _negated=True), _connector='OR'), name='round_says_what_changed')],
                    },
                ),
                migrations.CreateModel(
                    name='Step',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('verb', models.CharField(max_length=24)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('text', models.TextField(blank=True)),
                        ('data', models.JSONField(default=dict)),
                        ('late_days', models.PositiveSmallIntegerField(default=0)),
                        ('offline', models.BooleanField(default=False, verbose_name='线下已办')),
                        ('asked', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='consultations.asked')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='consultations.consultation')),
                    ],
                    options={
                        'ordering': ('at', 'pk'),
                        'abstract': False,
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
                        ('step', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='consultations.step')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
            ],
        ),
    ]
