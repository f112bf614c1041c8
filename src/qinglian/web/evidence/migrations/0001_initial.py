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
                    name='Concern',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('HS',), **{}), editable=False, max_length=16, unique=True, verbose_name='编号')),
                        ('version', models.PositiveIntegerField(default=0)),
                        ('key', models.CharField(max_length=120, unique=True)),
                        ('kind', models.CharField(choices=[('same', '同一份文件'), ('text', '文字雷同'), ('picture', '照片重复使用'), ('late', '期末集中补材料'), ('nothing', '自查均未发现问题')], max_length=8, verbose_name='情形')),
                        ('status', models.CharField(choices=[('open', '待看'), ('asked', '待单位说明'), ('explained', '单位已说明'), ('settled', '已核实')], default='open', max_length=10, verbose_name='状态')),
                        ('title', models.CharField(max_length=200, verbose_name='材料或事项')),
                        ('url', models.CharField(blank=True, max_length=200)),
                        ('data', models.JSONField(default=dict)),
                        ('found_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='发现时间')),
                        ('asked_at', models.DateTimeField(null=True)),
                        ('due_on', models.DateField(null=True, verbose_name='说明期限')),
                        ('explanation', models.TextField(blank=True, verbose_name='情况说明')),
                        ('explained_at', models.DateTimeField(null=True)),
                        ('outcome', models.CharField(blank=True, choices=[('reasonable', '有合理说明'), ('reused', '属重复使用'), ('redo', '退回重做')], max_length=12, verbose_name='核实结果')),
                        ('reason', models.TextField(blank=True, verbose_name='理由')),
                        ('concluded_at', models.DateTimeField(null=True)),
                        ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('concluded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核实人')),
                        ('explained_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('giver_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='交办单位')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='单位')),
                        ('other', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='resembled', to='evidence.piece')),
                        ('piece', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='concerns', to='evidence.piece')),
                    ],
                    options={
                        'ordering': ('-found_at', '-pk'),
                        'indexes': [models.Index(fields=['unit', 'status', 'due_on'], name='evidence_co_unit_id_f0039f_idx'), models.Index(fields=['giver_unit', 'status'], name='evidence_co_giver_u_b5229b_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'settled'), _negated=True), models.Q(('concluded_by__isnull', False), models.Q(('outcome', ''), _negated=True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='concern_settled_by_somebody'), models.CheckConstraint(condition=models.Q(('outcome__in', ('', 'reasonable')), ('asked_at__isnull', False), _connector='OR'), name='concern_unit_was_asked'), models.CheckConstraint(condition=models.Q(('concluded_by', None), models.Q(('concluded_by', models.F('explained_by')), _negated=True), _connector='OR'), name='concern_concluded_by_another')],
                    },
                ),
                migrations.CreateModel(
                    name='ConcernStep',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('verb', models.CharField(max_length=24)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('text', models.TextField(blank=True)),
                        ('data', models.JSONField(default=dict)),
                        ('late_days', models.PositiveSmallIntegerField(default=0)),
                        ('offline', models.BooleanField(default=False, verbose_name='线下已办')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('concern', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='evidence.concern')),
                    ],
                    options={
                        'ordering': ('at', 'pk'),
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ConcernPaper',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('CL',), **{}), editable=False, max_length=16, unique=True)),
                        ('name', models.CharField(max_length=200)),
                        ('path', models.CharField(max_length=200)),
                        ('kind', models.CharField(max_length=40)),
                        ('sha256', models.CharField(max_length=64)),
                        ('size', models.PositiveBigIntegerField()),
                        ('step', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='evidence.concernstep')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Piece',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('PZ',), **{}), editable=False, max_length=16, unique=True, verbose_name='编号')),
                        ('kind', models.CharField(choices=[('file', '文件'), ('record', '系统记录'), ('figure', '期间数字')], max_length=8, verbose_name='种类')),
                        ('title', models.CharField(max_length=200, verbose_name='材料')),
                        ('on', models.DateField(verbose_name='日期')),
                        ('sha256', models.CharField(max_length=64, verbose_name='校验值')),
                        ('told', models.TextField(blank=True, verbose_name='当时的内容')),
                        ('url', models.CharField(blank=True, max_length=400)),
                        ('proof_kind', models.CharField(blank=True, max_length=40)),
                        ('proof_number', models.CharField(blank=True, max_length=40)),
                        ('figure_key', models.CharField(blank=True, max_length=80)),
                        ('begins', models.DateField(null=True, verbose_name='期间起')),
                        ('ends', models.DateField(null=True, verbose_name='期间止')),
                        ('number', models.DecimalField(decimal_places=2, max_digits=20, null=True, verbose_name='数字')),
                        ('measure', models.CharField(blank=True, max_length=20)),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='录入时间')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='单位')),
                    ],
                    options={
                        'ordering': ('-made_at', 'pk'),
                        'indexes': [models.Index(fields=['sha256'], name='evidence_pi_sha256_2ba3fb_idx'), models.Index(fields=['proof_kind', 'proof_number'], name='evidence_pi_proof_k_23c412_idx')],
                        'constraints': [models.UniqueConstraint(fields=('unit', 'kind', 'sha256'), name='piece_once'), models.CheckConstraint(condition=models.Q(models.Q(('figure_key', ''), ('kind', 'file'), ('proof_kind', '')), models.Q(('figure_key', ''), ('kind', 'record'), models.Q(('proof_kind', ''), _negated=True), models.Q(('proof_number', ''), _negated=True)), models.Q(('begins__isnull', False), ('ends__isnull', False), ('kind', 'figure'), ('proof_kind', ''), ('number__isnull', False), models.Q(('figure_key', ''), _negated=True)), _connector='OR'), name='piece_is_one_thing')],
                    },
                ),
                migrations.CreateModel(
                    name='PieceFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('CL',), **{}), editable=False, max_length=16, unique=True)),
                        ('name', models.CharField(max_length=200)),
                        ('path', models.CharField(max_length=200)),
                        ('kind', models.CharField(max_length=40)),
                        ('sha256', models.CharField(max_length=64)),
                        ('size', models.PositiveBigIntegerField()),
                        ('piece', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='file', to='evidence.piece')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Sentence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.BigIntegerField()),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='units.unit')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('key', 'unit'), name='sentence_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Signature',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=8)),
                        ('text', models.TextField(blank=True)),
                        ('minhash', models.BinaryField(default=bytes)),
                        ('windows', models.BinaryField(default=bytes)),
                        ('small', models.BinaryField(default=bytes)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('piece', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='signature', to='evidence.piece')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['kind'], name='evidence_si_kind_bb0528_idx')],
                    },
                ),
                migrations.CreateModel(
                    name='Talk',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('TH',), **{}), editable=False, max_length=16, unique=True, verbose_name='编号')),
                        ('kind', models.CharField(choices=[('heart', '谈心谈话'), ('integrity', '廉政谈话'), ('reminder', '提醒谈话'), ('summons', '约谈')], max_length=10, verbose_name='种类')),
                        ('on', models.DateField(verbose_name='日期')),
                        ('topics', models.JSONField(default=list, verbose_name='谈到的方面')),
                        ('outline', models.TextField(blank=True, verbose_name='提纲（只有谈话人自己看得见）')),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谈话人')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谈话对象')),
                        ('person_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='谈话对象单位')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='单位')),
                    ],
                    options={
                        'ordering': ('-on', '-pk'),
                        'indexes': [models.Index(fields=['unit', 'on'], name='evidence_ta_unit_id_f4b2e4_idx'), models.Index(fields=['by', 'person', 'on'], name='evidence_ta_by_id_d0844a_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('by', models.F('person')), _negated=True), name='talk_with_another'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('reminder', 'summons')), _negated=True), ('outline', ''), _connector='OR'), name='talk_without_words')],
                    },
                ),
                migrations.CreateModel(
                    name='TalkDue',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('due_on', models.DateField()),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('person_unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='units.unit')),
                        ('talker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='units.unit')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['unit', 'talker', 'due_on'], name='evidence_ta_unit_id_1aec3d_idx')],
                        'constraints': [models.UniqueConstraint(fields=('unit', 'talker', 'person'), name='talk_due_once')],
                    },
                ),
                migrations.CreateModel(
                    name='TalkRule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(choices=[('unit_head', '一把手'), ('leader', '班子成员')], max_length=20, verbose_name='谁谈')),
                        ('whom', models.CharField(choices=[('heads_below', '下级单位一把手'), ('members', '本单位班子成员'), ('officers', '本单位清廉专员')], max_length=12, verbose_name='和谁谈')),
                        ('months', models.PositiveSmallIntegerField(default=6, verbose_name='几个月一次')),
                        ('since', models.DateField(default=django.utils.timezone.localdate, verbose_name='自哪天起')),
                        ('ended_on', models.DateField(null=True)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                    ],
                    options={
                        'ordering': ('unit', 'pk'),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('unit', 'role', 'whom'), name='talk_rule_once'), models.CheckConstraint(condition=models.Q(('months__gte', 1), ('months__lte', 24)), name='talk_months')],
                    },
                ),
                migrations.CreateModel(
                    name='Use',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('YZ',), **{}), editable=False, max_length=16, unique=True)),
                        ('version', models.PositiveIntegerField(default=0)),
                        ('status', models.CharField(choices=[('proposed', '待单位确认'), ('confirmed', '待复核'), ('accepted', '已认可'), ('returned', '已退回'), ('withdrawn', '已撤回')], max_length=10, verbose_name='状态')),
                        ('on_label', models.CharField(max_length=60)),
                        ('on_number', models.CharField(max_length=40)),
                        ('on_title', models.CharField(max_length=200, verbose_name='用在')),
                        ('on_url', models.CharField(max_length=200)),
                        ('for_number', models.CharField(blank=True, max_length=40)),
                        ('for_title', models.CharField(blank=True, max_length=200, verbose_name='所属方案')),
                        ('due_on', models.DateField(null=True)),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('confirmed_at', models.DateTimeField(null=True)),
                        ('reviewed_at', models.DateTimeField(null=True)),
                        ('reason', models.TextField(blank=True, verbose_name='理由')),
                        ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
                        ('giver_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='交办单位')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('piece', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='evidence.piece')),
                        ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='复核人')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='单位')),
                    ],
                    options={
                        'ordering': ('made_at', 'pk'),
                        'indexes': [models.Index(fields=['on_label', 'on_number'], name='evidence_us_on_labe_732a15_idx'), models.Index(fields=['unit', 'status'], name='evidence_us_unit_id_1bc2a4_idx'), models.Index(fields=['giver_unit', 'status'], name='evidence_us_giver_u_fb7546_idx'), models.Index(fields=['for_number'], name='evidence_us_for_num_f255f5_idx')],
                        'constraints': [models.UniqueConstraint(fields=('piece', 'on_label', 'on_number'), name='use_once'), models.CheckConstraint(condition=models.Q(('reviewed_by', None), models.Q(models.Q(('reviewed_by', models.F('made_by')), _negated=True), models.Q(('reviewed_by', models.F('confirmed_by')), _negated=True)), _connector='OR'), name='use_reviewed_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('confirmed', 'accepted')), _negated=True), ('confirmed_by__isnull', False), _connector='OR'), name='use_confirmed_by_the_unit'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'accepted'), _negated=True), ('reviewed_by__isnull', False), _connector='OR'), name='use_accepted_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'returned'), _negated=True), models.Q(('reviewed_by__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='use_returned_with_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='UseStep',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('verb', models.CharField(max_length=24)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('text', models.TextField(blank=True)),
                        ('data', models.JSONField(default=dict)),
                        ('late_days', models.PositiveSmallIntegerField(default=0)),
                        ('offline', models.BooleanField(default=False, verbose_name='线下已办')),
                        ('was', models.CharField(blank=True, choices=[('proposed', '待单位确认'), ('confirmed', '待复核'), ('accepted', '已认可'), ('returned', '已退回'), ('withdrawn', '已撤回')], max_length=10)),
                        ('now', models.CharField(blank=True, choices=[('proposed', '待单位确认'), ('confirmed', '待复核'), ('accepted', '已认可'), ('returned', '已退回'), ('withdrawn', '已撤回')], max_length=10)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('use', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='evidence.use')),
                    ],
                    options={
                        'ordering': ('at', 'pk'),
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='UsePaper',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('CL',), **{}), editable=False, max_length=16, unique=True)),
                        ('name', models.CharField(max_length=200)),
                        ('path', models.CharField(max_length=200)),
                        ('kind', models.CharField(max_length=40)),
                        ('sha256', models.CharField(max_length=64)),
                        ('size', models.PositiveBigIntegerField()),
                        ('step', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='evidence.usestep')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Bounds',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('share', models.PositiveSmallIntegerField(default=80, verbose_name='文字相同到百分之几')),
                        ('quoted', models.PositiveSmallIntegerField(default=10, verbose_name='多少个单位都写的句子不算')),
                        ('last_days', models.PositiveSmallIntegerField(default=5, verbose_name='期末最后几个工作日')),
                        ('last_share', models.PositiveSmallIntegerField(default=80, verbose_name='集中在期末的材料到百分之几')),
                        ('reason', models.TextField(verbose_name='理由')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('-at', '-pk'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('last_share__gte', 50), ('last_share__lte', 100), ('share__gte', 50), ('share__lte', 100), ('last_days__gte', 1), ('quoted__gte', 3)), name='bounds_are_sensible')],
                    },
                ),
            ],
        ),
    ]
