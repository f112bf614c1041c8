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
                    name='Batch',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('PL',), **{}), editable=False, max_length=16, unique=True, verbose_name='编号')),
                        ('kind', models.CharField(max_length=40, verbose_name='文种')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                        ('moved_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('site', models.CharField(blank=True, max_length=200)),
                        ('asked', models.JSONField(default=list)),
                        ('status', models.CharField(choices=[('queued', '排队中'), ('running', '生成中'), ('done', '已完成'), ('failed', '未完成')], default='queued', max_length=8, verbose_name='状态')),
                        ('percent', models.PositiveSmallIntegerField(default=0)),
                        ('maker', models.CharField(blank=True, max_length=12)),
                        ('trouble', models.TextField(blank=True)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='拟稿人')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='拟稿单位')),
                    ],
                    options={
                        'ordering': ('-at', '-pk'),
                    },
                ),
                migrations.CreateModel(
                    name='BatchFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('CL',), **{}), editable=False, max_length=16, unique=True)),
                        ('name', models.CharField(max_length=200)),
                        ('path', models.CharField(max_length=200)),
                        ('kind', models.CharField(max_length=40)),
                        ('sha256', models.CharField(max_length=64)),
                        ('size', models.PositiveBigIntegerField()),
                        ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='documents.batch')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Master',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('CL',), **{}), editable=False, max_length=16, unique=True)),
                        ('name', models.CharField(max_length=200)),
                        ('path', models.CharField(max_length=200)),
                        ('kind', models.CharField(max_length=40)),
                        ('sha256', models.CharField(max_length=64)),
                        ('size', models.PositiveBigIntegerField()),
                        ('kind_code', models.CharField(blank=True, max_length=40, verbose_name='文种')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='提出时间')),
                        ('why', models.TextField(blank=True, verbose_name='理由')),
                        ('back_to', models.PositiveSmallIntegerField(null=True)),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('agreed', models.BooleanField(null=True)),
                        ('answer', models.TextField(blank=True)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('-at', '-pk'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('by')), _negated=True), _connector='OR'), name='master_second_person'), models.UniqueConstraint(fields=('kind_code', 'number'), name='master_number_once'), models.UniqueConstraint(condition=models.Q(('agreed', None)), fields=('kind_code',), name='master_asked_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Document',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('WS',), **{}), editable=False, max_length=16, unique=True, verbose_name='编号')),
                        ('version', models.PositiveIntegerField(default=0)),
                        ('kind', models.CharField(max_length=40, verbose_name='文种')),
                        ('title', models.CharField(max_length=200, verbose_name='标题')),
                        ('status', models.CharField(choices=[('draft', '拟稿中'), ('check', '待核稿'), ('countersign', '待会签'), ('sign', '待签发'), ('signed', '已签发'), ('issued', '已成文'), ('void', '已作废')], default='draft', max_length=12, verbose_name='状态')),
                        ('about_type', models.CharField(blank=True, max_length=40)),
                        ('about_id', models.CharField(blank=True, max_length=64)),
                        ('about_url', models.CharField(blank=True, max_length=200)),
                        ('begins', models.DateField(null=True)),
                        ('ends', models.DateField(null=True)),
                        ('content', models.JSONField()),
                        ('sha256', models.CharField(max_length=64)),
                        ('edition', models.PositiveSmallIntegerField(default=1, verbose_name='版次')),
                        ('site', models.CharField(blank=True, max_length=200)),
                        ('drafted_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='拟稿时间')),
                        ('checked_at', models.DateTimeField(null=True)),
                        ('signed_at', models.DateTimeField(null=True, verbose_name='签发时间')),
                        ('turn_due_on', models.DateField(null=True, verbose_name='期限')),
                        ('number', models.CharField(blank=True, max_length=80, verbose_name='发文字号')),
                        ('issued_on', models.DateField(null=True, verbose_name='成文日期')),
                        ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='documents', to='documents.batch')),
                        ('checker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核稿人')),
                        ('drafter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='拟稿人')),
                        ('signer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='签发人')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='units.unit', verbose_name='拟稿单位')),
                        ('master', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.master')),
                    ],
                    options={
                        'ordering': ('-drafted_at', '-pk'),
                        'indexes': [models.Index(fields=['unit', 'status', '-drafted_at'], name='documents_d_unit_id_3c27c9_idx'), models.Index(fields=['about_type', 'about_id'], name='documents_d_about_t_9dc596_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('checker', None), models.Q(('checker', models.F('drafter')), _negated=True), _connector='OR'), name='document_checked_by_another'), models.CheckConstraint(condition=models.Q(('signer', None), models.Q(('signer', models.F('drafter')), _negated=True), _connector='OR'), name='document_signed_by_another'), models.CheckConstraint(condition=models.Q(('signer', None), ('checker', None), models.Q(('signer', models.F('checker')), _negated=True), _connector='OR'), name='document_signed_by_a_third'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('signed', 'issued')), _negated=True), models.Q(('checker__isnull', False), ('signer__isnull', False)), _connector='OR'), name='document_signed_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'issued'), _negated=True), models.Q(('number', ''), _negated=True), _connector='OR'), name='document_issued_with_number')],
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
                        ('was', models.CharField(blank=True, choices=[('draft', '拟稿中'), ('check', '待核稿'), ('countersign', '待会签'), ('sign', '待签发'), ('signed', '已签发'), ('issued', '已成文'), ('void', '已作废')], max_length=12)),
                        ('now', models.CharField(blank=True, choices=[('draft', '拟稿中'), ('check', '待核稿'), ('countersign', '待会签'), ('sign', '待签发'), ('signed', '已签发'), ('issued', '已成文'), ('void', '已作废')], max_length=12)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='documents.document')),
                        ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('at', 'pk'),
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Sheet',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=functools.partial(qinglian.web.core.ids.new_id, *('CL',), **{}), editable=False, max_length=16, unique=True)),
                        ('name', models.CharField(max_length=200)),
                        ('path', models.CharField(max_length=200)),
                        ('kind', models.CharField(max_length=40)),
                        ('sha256', models.CharField(max_length=64)),
                        ('size', models.PositiveBigIntegerField()),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='上传时间')),
                        ('read', models.CharField(blank=True, choices=[('text', '从文字读出'), ('square', '从二维码读出'), ('person', '由人核对'), ('step', '随环节上传')], max_length=8, verbose_name='怎样对上')),
                        ('said', models.CharField(blank=True, max_length=40, verbose_name='读到的编码')),
                        ('edition', models.PositiveSmallIntegerField(null=True)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人')),
                        ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='documents.document')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='上传单位')),
                        ('step', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='documents.step')),
                    ],
                    options={
                        'ordering': ('-at', '-pk'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('step', None), ('document__isnull', False), _connector='OR'), name='sheet_of_a_paper')],
                    },
                ),
                migrations.CreateModel(
                    name='Version',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('content', models.JSONField()),
                        ('sha256', models.CharField(max_length=64)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('why', models.TextField(blank=True)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='documents.document')),
                    ],
                    options={
                        'ordering': ('number',),
                        'constraints': [models.UniqueConstraint(fields=('document', 'number'), name='document_version_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Countersign',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(null=True)),
                        ('agreed', models.BooleanField(null=True)),
                        ('opinion', models.TextField(blank=True)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='会签单位')),
                        ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='countersigns', to='documents.document')),
                    ],
                    options={
                        'ordering': ('pk',),
                        'constraints': [models.UniqueConstraint(fields=('document', 'unit'), name='countersign_once')],
                    },
                ),
            ],
        ),
    ]
