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
                    name='Campaign',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('ZX',), **{}), editable=False, max_length=16, unique=True, verbose_name='编号')),
                        ('version', models.PositiveIntegerField(default=0)),
                        ('title', models.CharField(max_length=200, verbose_name='名称')),
                        ('text', models.TextField(verbose_name='整治什么、达到什么')),
                        ('status', models.CharField(choices=[('draft', '起草中'), ('waiting', '待批准'), ('running', '进行中'), ('closed', '已结束'), ('withdrawn', '已撤销')], default='draft', max_length=12, verbose_name='状态')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                        ('begins_on', models.DateField(verbose_name='开始')),
                        ('ends_on', models.DateField(verbose_name='结束')),
                        ('due_on', models.DateField(null=True, verbose_name='自查期限')),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='起草时间')),
                        ('beyond', models.TextField(blank=True, verbose_name='超出年度数的理由')),
                        ('approved_at', models.DateTimeField(null=True)),
                        ('started_at', models.DateTimeField(null=True, verbose_name='启动时间')),
                        ('closed_at', models.DateTimeField(null=True, verbose_name='结束时间')),
                        ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='批准人')),
                        ('lead_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='牵头单位')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='起草人')),
                        ('started_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('urging_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='督促的派驻组')),
                    ],
                    options={
                        'ordering': ('-begins_on', 'pk'),
                        'indexes': [models.Index(fields=['lead_unit', 'year', 'status'], name='campaigns_c_lead_un_8d5dd0_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('begins_on'))), name='campaign_interval'), models.CheckConstraint(condition=models.Q(('urging_unit', models.F('lead_unit')), _negated=True), name='campaign_urged_by_another'), models.CheckConstraint(condition=models.Q(('approved_by', None), models.Q(models.Q(('approved_by', models.F('started_by')), _negated=True), models.Q(('approved_by', models.F('made_by')), _negated=True)), _connector='OR'), name='campaign_approved_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'running'), _negated=True), ('beyond', ''), ('approved_by__isnull', False), _connector='OR'), name='campaign_beyond_quota_approved')],
                    },
                ),
                migrations.CreateModel(
                    name='CampaignField',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('field', models.CharField(db_index=True, max_length=40)),
                        ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fields', to='campaigns.campaign')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('campaign', 'field'), name='campaign_field_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Field',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=40, unique=True)),
                        ('name', models.CharField(max_length=40, unique=True, verbose_name='领域')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('pk',),
                    },
                ),
                migrations.CreateModel(
                    name='FieldMatter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('field', models.CharField(db_index=True, max_length=40)),
                        ('matter', models.CharField(max_length=100)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('field', 'matter'), name='field_matter_once')],
                    },
                ),
                migrations.CreateModel(
                    name='HandledCount',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='年')),
                        ('month', models.PositiveSmallIntegerField(verbose_name='月')),
                        ('count', models.PositiveSmallIntegerField(verbose_name='件数')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handled', to='campaigns.campaign')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='单位')),
                    ],
                    options={
                        'ordering': ('unit__code', 'year', 'month'),
                        'constraints': [models.UniqueConstraint(fields=('campaign', 'unit', 'year', 'month'), name='handled_count_once'), models.CheckConstraint(condition=models.Q(('month__gte', 1), ('month__lte', 12)), name='handled_count_month')],
                    },
                ),
                migrations.CreateModel(
                    name='Notice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('BG',), **{}), editable=False, max_length=16, unique=True, verbose_name='编号')),
                        ('version', models.PositiveIntegerField(default=0)),
                        ('status', models.CharField(choices=[('draft', '待保密审查'), ('reviewed', '待公开审批'), ('approved', '待公开'), ('published', '已公开'), ('withdrawn', '已撤销')], default='draft', max_length=10, verbose_name='状态')),
                        ('title', models.CharField(max_length=200, verbose_name='标题')),
                        ('text', models.TextField(verbose_name='内容（不写姓名）')),
                        ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('reviewed_at', models.DateTimeField(null=True)),
                        ('approved_at', models.DateTimeField(null=True)),
                        ('place', models.CharField(blank=True, max_length=200, verbose_name='公开在哪里')),
                        ('published_on', models.DateField(null=True, verbose_name='公开日期')),
                        ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='公开审批人')),
                        ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='campaigns.campaign', verbose_name='专项整治')),
                        ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='保密审查人')),
                        ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('-written_at',),
                        'constraints': [models.CheckConstraint(condition=models.Q(('reviewed_by', None), models.Q(('reviewed_by', models.F('written_by')), _negated=True), _connector='OR'), name='notice_reviewed_by_another'), models.CheckConstraint(condition=models.Q(('approved_by', None), models.Q(models.Q(('approved_by', models.F('written_by')), _negated=True), models.Q(('approved_by', models.F('reviewed_by')), _negated=True)), _connector='OR'), name='notice_two_signatures_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('approved', 'published')), _negated=True), models.Q(('approved_by__isnull', False), ('reviewed_by__isnull', False)), _connector='OR'), name='notice_signed_twice'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), models.Q(('published_on__isnull', False), models.Q(('place', ''), _negated=True)), _connector='OR'), name='notice_where_and_when')],
                    },
                ),
                migrations.CreateModel(
                    name='Part',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('ZZ',), **{}), editable=False, max_length=16, unique=True, verbose_name='编号')),
                        ('version', models.PositiveIntegerField(default=0)),
                        ('status', models.CharField(choices=[('named', '已纳入'), ('asked', '自查中'), ('reported', '待复核'), ('answered', '已反馈')], default='named', max_length=10, verbose_name='状态')),
                        ('due_on', models.DateField(null=True, verbose_name='期限')),
                        ('answered_at', models.DateTimeField(null=True, verbose_name='反馈时间')),
                        ('nothing', models.BooleanField(null=True, verbose_name='未发现问题')),
                        ('late_days', models.PositiveSmallIntegerField(default=0, verbose_name='逾期天数')),
                        ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='自查人')),
                        ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='campaigns.campaign')),
                        ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='复核人')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='参与单位')),
                    ],
                    options={
                        'ordering': ('campaign', 'unit__code'),
                        'indexes': [models.Index(fields=['unit', 'status', 'due_on'], name='campaigns_p_unit_id_4aab8c_idx')],
                        'constraints': [models.UniqueConstraint(fields=('campaign', 'unit'), name='part_once'), models.CheckConstraint(condition=models.Q(('checked_by', None), models.Q(('checked_by', models.F('answered_by')), _negated=True), _connector='OR'), name='part_second_person'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'answered'), _negated=True), models.Q(('answered_by__isnull', False), ('checked_by__isnull', False), ('nothing__isnull', False)), _connector='OR'), name='part_answered_by_two')],
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
                        ('part', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='campaigns.part')),
                        ('told_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                    ],
                    options={
                        'ordering': ('on', 'pk'),
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(fields=('part', 'step', 'due_on', 'stage'), name='part_reminded_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Sampling',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('CQ',), **{}), editable=False, max_length=16, unique=True, verbose_name='编号')),
                        ('seed', models.PositiveBigIntegerField(verbose_name='种子')),
                        ('size', models.PositiveSmallIntegerField(verbose_name='抽几个')),
                        ('population', models.CharField(max_length=64)),
                        ('announced_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='公布种子时间')),
                        ('drawn_at', models.DateTimeField(null=True, verbose_name='抽取时间')),
                        ('announced_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='samplings', to='campaigns.campaign')),
                        ('drawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('-announced_at',),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('drawn_at', None)), fields=('campaign',), name='sampling_one_at_a_time'), models.CheckConstraint(condition=models.Q(('drawn_at', None), ('drawn_at__gte', models.F('announced_at')), _connector='OR'), name='sampling_seed_first')],
                    },
                ),
                migrations.CreateModel(
                    name='Sampled',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('drawn', models.BooleanField(default=False)),
                        ('result', models.CharField(blank=True, choices=[('confirmed', '核实无误'), ('found', '另有发现')], max_length=10, verbose_name='抽查结果')),
                        ('place', models.CharField(blank=True, max_length=200, verbose_name='地点')),
                        ('seen', models.TextField(blank=True, verbose_name='看了什么')),
                        ('looked_on', models.DateField(null=True, verbose_name='日期')),
                        ('at', models.DateTimeField(null=True)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('by_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                        ('part', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sampled', to='campaigns.part')),
                        ('sampling', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='campaigns.sampling')),
                    ],
                    options={
                        'ordering': ('pk',),
                        'constraints': [models.UniqueConstraint(fields=('sampling', 'part'), name='sampled_once'), models.UniqueConstraint(condition=models.Q(('drawn', True)), fields=('part',), name='part_drawn_once'), models.CheckConstraint(condition=models.Q(('result', ''), models.Q(('by__isnull', False), ('drawn', True), ('looked_on__isnull', False), models.Q(('place', ''), _negated=True)), _connector='OR'), name='sampled_on_the_spot')],
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
                        ('stream', models.CharField(blank=True, choices=[('correct', '集中纠治'), ('handle', '查处'), ('publish', '曝光'), ('mend', '整改')], max_length=8)),
                        ('was', models.CharField(blank=True, max_length=10)),
                        ('now', models.CharField(blank=True, max_length=10)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='campaigns.campaign')),
                        ('notice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='campaigns.notice')),
                        ('part', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='campaigns.part')),
                        ('sampled', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='campaigns.sampled')),
                        ('topic', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.topic', verbose_name='专题')),
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
                        ('step', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='campaigns.step')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Topic',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField(verbose_name='序号')),
                        ('main', models.BooleanField(default=False, verbose_name='主专题')),
                        ('name', models.CharField(max_length=120, verbose_name='专题')),
                        ('criteria', models.TextField(verbose_name='什么算问题')),
                        ('basis', models.CharField(max_length=200, verbose_name='依据')),
                        ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topics', to='campaigns.campaign')),
                    ],
                    options={
                        'ordering': ('campaign', '-main', 'number'),
                        'constraints': [models.UniqueConstraint(fields=('campaign', 'number'), name='topic_number_once'), models.UniqueConstraint(condition=models.Q(('main', True)), fields=('campaign',), name='topic_one_main')],
                    },
                ),
                migrations.CreateModel(
                    name='Found',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=200, verbose_name='问题')),
                        ('text', models.TextField(blank=True, verbose_name='情况')),
                        ('mended', models.TextField(blank=True, verbose_name='已经怎么纠正')),
                        ('known', models.BooleanField(default=False, verbose_name='系统已有')),
                        ('known_id', models.CharField(blank=True, max_length=64)),
                        ('problem_id', models.CharField(blank=True, max_length=16, verbose_name='问题编号')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='发现时间')),
                        ('part', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='founds', to='campaigns.part')),
                        ('sampled', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='founds', to='campaigns.sampled')),
                        ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='founds', to='campaigns.topic', verbose_name='专题')),
                    ],
                    options={
                        'ordering': ('pk',),
                    },
                ),
                migrations.CreateModel(
                    name='Answer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('found', models.BooleanField(verbose_name='发现问题')),
                        ('how', models.TextField(verbose_name='怎么查的')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('part', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='campaigns.part')),
                        ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='campaigns.topic')),
                    ],
                    options={
                        'ordering': ('topic__number',),
                        'constraints': [models.UniqueConstraint(fields=('part', 'topic'), name='answer_once')],
                    },
                ),
            ],
        ),
    ]
