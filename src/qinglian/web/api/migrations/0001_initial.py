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
        ('tasks', '0001_initial'),
        ('units', '0001_initial'),
    ]

    operations = [
        qinglian.web.core.migrating.Tables(
            tables=[
                migrations.CreateModel(
                    name='Integration',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('DJ',), **{}), editable=False, max_length=16, unique=True, verbose_name='编号')),
                        ('version', models.PositiveIntegerField(default=0)),
                        ('name', models.CharField(max_length=80, verbose_name='系统名称')),
                        ('role', models.CharField(choices=[('unit_officer', '清廉专员'), ('unit_head', '一把手'), ('leader', '班子成员'), ('authority_handler', '主管部门经办'), ('authority_head', '主管部门负责人'), ('lead_liaison', '牵头单位联络员'), ('programme_office', '清廉办'), ('triage_officer', '研判岗'), ('supervisor', '派驻监督员'), ('supervision_head', '派驻组组长'), ('sealed_keeper', '派驻组（密）'), ('project_party', '项目参建方'), ('observer', '特约监察员'), ('auditor', '审计员（只读）'), ('system_admin', '系统管理员'), ('security_admin', '安全管理员'), ('audit_admin', '审计管理员')], max_length=24, verbose_name='看得见什么，同哪个角色')),
                        ('scopes', models.JSONField(default=list, verbose_name='权限')),
                        ('purpose', models.CharField(max_length=200, verbose_name='用途')),
                        ('authority', models.CharField(max_length=200, verbose_name='依据文件')),
                        ('fields', models.CharField(blank=True, max_length=200, verbose_name='字段范围')),
                        ('contact', models.CharField(max_length=80, verbose_name='联系人')),
                        ('addresses', models.JSONField(default=list, verbose_name='来源地址')),
                        ('expires_on', models.DateField(verbose_name='有效至')),
                        ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='申请时间')),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('account', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='integration', to=settings.AUTH_USER_MODEL)),
                        ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='批准人')),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人')),
                        ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('refused_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='以哪个单位的名义')),
                    ],
                    options={
                        'verbose_name': '对接系统',
                        'ordering': ('-asked_at',),
                        'constraints': [models.CheckConstraint(condition=models.Q(('approved_by', None), models.Q(('approved_by', models.F('asked_by')), _negated=True), _connector='OR'), name='integration_second_person'), models.CheckConstraint(condition=models.Q(('approved_by', None), ('refused_by', None), _connector='OR'), name='integration_one_answer')],
                    },
                ),
                migrations.CreateModel(
                    name='Hook',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('DY',), **{}), editable=False, max_length=16, unique=True, verbose_name='编号')),
                        ('url', models.CharField(max_length=300, verbose_name='接收地址')),
                        ('events', models.JSONField(default=list, verbose_name='事件')),
                        ('sealed', models.TextField()),
                        ('old_sealed', models.TextField(blank=True)),
                        ('old_until', models.DateTimeField(null=True)),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='订阅时间')),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('integration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hooks', to='api.integration')),
                    ],
                    options={
                        'verbose_name': '事件订阅',
                        'ordering': ('-made_at',),
                    },
                ),
                migrations.CreateModel(
                    name='Push',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('TS',), **{}), editable=False, max_length=16, unique=True, verbose_name='编号')),
                        ('key', models.CharField(max_length=128)),
                        ('asked', models.CharField(max_length=64)),
                        ('papers', models.JSONField(default=dict)),
                        ('held', models.BooleanField(default=False)),
                        ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('taken_at', models.DateTimeField(null=True)),
                        ('integration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pushes', to='api.integration')),
                        ('supersedes', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='runs.batch')),
                        ('upload', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='push', to='runs.upload')),
                    ],
                    options={
                        'ordering': ('-begun_at',),
                        'constraints': [models.UniqueConstraint(fields=('integration', 'key'), name='push_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Token',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('prefix', models.CharField(max_length=12, unique=True, verbose_name='开头')),
                        ('digest', models.CharField(max_length=64, unique=True)),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='发放时间')),
                        ('ends_at', models.DateTimeField(null=True)),
                        ('revoked_at', models.DateTimeField(null=True)),
                        ('used_on', models.DateField(null=True, verbose_name='最近使用日')),
                        ('integration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to='api.integration')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('-made_at',),
                    },
                ),
                migrations.CreateModel(
                    name='Warning',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('SJ',), **{}), editable=False, max_length=16, unique=True, verbose_name='编号')),
                        ('version', models.PositiveIntegerField(default=0)),
                        ('upper_id', models.CharField(max_length=64, verbose_name='上级平台编号')),
                        ('sha256', models.CharField(max_length=64)),
                        ('title', models.CharField(max_length=200, verbose_name='事项')),
                        ('text', models.TextField(verbose_name='内容')),
                        ('level', models.CharField(choices=[('red', '红'), ('orange', '橙'), ('yellow', '黄'), ('blue', '蓝')], max_length=8, verbose_name='级别')),
                        ('field', models.CharField(max_length=40, verbose_name='领域')),
                        ('issued_at', models.DateTimeField(verbose_name='上级下发时间')),
                        ('due_on', models.DateField(verbose_name='上级要求期限')),
                        ('came_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='收到时间')),
                        ('status', models.CharField(choices=[('new', '待交办'), ('handed', '已交办'), ('declined', '已说明不办')], default='new', max_length=8, verbose_name='状态')),
                        ('reason', models.TextField(blank=True, verbose_name='不办的理由')),
                        ('integration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='warnings', to='api.integration')),
                        ('task', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='warning', to='tasks.task')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='责任单位')),
                    ],
                    options={
                        'verbose_name': '上级平台预警',
                        'ordering': ('-came_at',),
                        'constraints': [models.UniqueConstraint(fields=('integration', 'upper_id'), name='warning_once'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'handed'), _negated=True), ('task__isnull', False), _connector='OR'), name='warning_handed_by_task')],
                    },
                ),
                migrations.CreateModel(
                    name='Report',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('HC',), **{}), editable=False, max_length=16, unique=True, verbose_name='编号')),
                        ('body', models.JSONField()),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='发生时间')),
                        ('status', models.CharField(choices=[('waiting', '待回传'), ('sent', '已回传，未确认'), ('known', '上级已确认'), ('refused', '上级退回'), ('dead', '未送达')], default='waiting', max_length=8, verbose_name='状态')),
                        ('next_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('tries', models.JSONField(default=list)),
                        ('known_at', models.DateTimeField(null=True, verbose_name='确认时间')),
                        ('warning', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='api.warning')),
                    ],
                    options={
                        'verbose_name': '回传',
                        'ordering': ('made_at', 'pk'),
                    },
                ),
                migrations.CreateModel(
                    name='Delivery',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('TD',), **{}), editable=False, max_length=16, unique=True, verbose_name='编号')),
                        ('event', models.CharField(choices=[('alert.pushed', '预警推送'), ('alert.status_changed', '预警状态变化'), ('task.assigned', '督办交办'), ('task.status_changed', '督办状态变化'), ('task.done', '督办办结'), ('batch.loaded', '数据批次装载'), ('problem.opened', '整改问题登记'), ('problem.status_changed', '整改问题状态变化'), ('problem.struck_off', '整改问题销号')], max_length=32, verbose_name='事件')),
                        ('data', models.JSONField()),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='发生时间')),
                        ('status', models.CharField(choices=[('waiting', '待投递'), ('sent', '已送达'), ('dead', '未送达')], default='waiting', max_length=8, verbose_name='状态')),
                        ('next_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('tries', models.JSONField(default=list)),
                        ('sent_at', models.DateTimeField(null=True, verbose_name='投递时间')),
                        ('hook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='api.hook')),
                    ],
                    options={
                        'verbose_name': '投递',
                        'ordering': ('-made_at', '-pk'),
                        'indexes': [models.Index(condition=models.Q(('status', 'waiting')), fields=['next_at'], name='delivery_waiting')],
                    },
                ),
            ],
        ),
    ]
