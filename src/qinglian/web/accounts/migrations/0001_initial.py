import django.utils.timezone
import qinglian.web.core.migrating
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        qinglian.web.core.migrating.Tables(
            tables=[
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('username', models.CharField(max_length=64, unique=True, verbose_name='用户名')),
                        ('name', models.CharField(max_length=40, verbose_name='姓名')),
                        ('phone', models.CharField(blank=True, max_length=20, verbose_name='手机')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='邮箱')),
                        ('is_active', models.BooleanField(default=True, verbose_name='可以登录')),
                        ('date_joined', models.DateTimeField(default=django.utils.timezone.now)),
                        ('must_change_password', models.BooleanField(default=False)),
                    ],
                    options={
                        'verbose_name': '人员',
                        'ordering': ('username',),
                    },
                ),
                migrations.CreateModel(
                    name='Assignment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('valid_from', models.DateField(verbose_name='起始日期')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                        ('role', models.CharField(choices=[('unit_officer', '清廉专员'), ('unit_head', '一把手'), ('leader', '班子成员'), ('authority_handler', '主管部门经办'), ('authority_head', '主管部门负责人'), ('lead_liaison', '牵头单位联络员'), ('programme_office', '清廉办'), ('triage_officer', '研判岗'), ('supervisor', '派驻监督员'), ('supervision_head', '派驻组组长'), ('sealed_keeper', '派驻组（密）'), ('project_party', '项目参建方'), ('observer', '特约监察员'), ('auditor', '审计员（只读）'), ('system_admin', '系统管理员'), ('security_admin', '安全管理员'), ('audit_admin', '审计管理员')], max_length=24, verbose_name='角色')),
                        ('granted_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('decided_at', models.DateTimeField(null=True)),
                    ],
                    options={
                        'ordering': ('user', 'role', 'unit'),
                    },
                ),
                migrations.CreateModel(
                    name='Unmasking',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('object_type', models.CharField(max_length=32, verbose_name='对象')),
                        ('object_id', models.CharField(max_length=64, verbose_name='对象编号')),
                        ('purpose', models.TextField(verbose_name='用途')),
                        ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='申请时间')),
                        ('until', models.DateTimeField(null=True, verbose_name='有效至')),
                    ],
                    options={
                        'ordering': ('-asked_at',),
                    },
                ),
            ],
        ),
    ]
