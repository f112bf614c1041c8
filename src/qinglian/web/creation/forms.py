"""Forms by which something of creation begins. 创建表单：发起。"""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.models import User
from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.creation.examples import EXAMPLES
from qinglian.web.creation.models import Brand, Standard, StandardVersion
from qinglian.web.creation.models.brands import LEAVES
from qinglian.web.creation.services.applying import UPWARDS, versions_for
from qinglian.web.creation.services.reviews import usual_due
from qinglian.web.creation.services.rules import lead_units
from qinglian.web.creation.states import BrandStatus
from qinglian.web.creation.words import Carrier, PointKind, Range, Tier, VersionStatus
from qinglian.web.units.forms import UnitField, day, type_choices
from qinglian.web.units.models import Reach, Unit


def words(label: Any, rows: int = 3, **kwargs: Any) -> forms.CharField:
    """A few words."""
    return forms.CharField(
        label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


def number(label: Any, **kwargs: Any) -> forms.DecimalField:
    """A measured figure."""
    return forms.DecimalField(label=label, max_digits=14, decimal_places=2, **kwargs)


class NewForm(PapersForm):
    """Something new; `user` is who begins it."""

    folded = True

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if "lead_unit" in self.fields:
            self.fields["lead_unit"].queryset = self.leads()
            self.fields["lead_unit"].initial = user.unit_id

    def leads(self) -> Any:
        """The bodies that can be chosen to lead."""
        return lead_units(self.user)


def lead() -> forms.ModelChoiceField:
    """The body in whose name."""
    return forms.ModelChoiceField(Unit.objects.none(), label=_("牵头单位"), empty_label=None)


class StandardForm(NewForm):
    """A standard: for which type or carrier, empty or from a labelled example."""

    title = forms.CharField(label=_("标准名称"), max_length=120)
    lead_unit = lead()
    unit_type = forms.ChoiceField(label=_("清廉单元类型"))
    carrier_kind = forms.ChoiceField(
        label=_("对象"), required=False, choices=[("", _("单位")), *Carrier.choices]
    )
    range = forms.ChoiceField(label=_("创建方式"), choices=Range.choices)
    example = forms.ChoiceField(
        label=_("从示例开始"), required=False,
        help_text=_("示例只供改写，条款、分值、梯次都由本单位定；维度还是示例名称的不能印发。"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit_type"].choices = type_choices()
        self.fields["example"].choices = [
            ("", _("空白")), *((one.code, one.title) for one in EXAMPLES.values())
        ]  # fmt: skip


class ApplyForm(NewForm):
    """Under which standard, for which tier, together with whom."""

    standard = forms.ModelChoiceField(
        StandardVersion.objects.none(), label=_("创建标准"), empty_label=None
    )
    tier = forms.ChoiceField(label=_("申报梯次"), choices=Tier.choices, initial=Tier.QUALIFIED)
    range = forms.ChoiceField(label=_("创建方式"), choices=Range.choices)
    carrier_name = forms.CharField(
        label=_("载体名称"), max_length=80, required=False,
        help_text=_("用处室、岗位、窗口、项目的标准时填，如“政务服务窗口”；单位申报不填。"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standard"].queryset = versions_for(self.user.unit)


class RoundForm(NewForm):
    """A seeded sample of namings."""

    lead_unit = lead()
    size = forms.IntegerField(label=_("抽几个"), min_value=1, initial=1)
    due_on = day(_("复核期限"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.without_papers()
        self.fields["due_on"].initial = usual_due()


class BrandForm(NewForm):
    """A brand, or a leaf of one."""

    parent = forms.ModelChoiceField(
        Brand.objects.none(),
        label=_("属于哪个母品牌"),
        required=False,
        empty_label=_("自己就是母品牌"),
    )
    place = forms.IntegerField(
        label=_("第几叶"), min_value=1, max_value=24, required=False,
        help_text=_("属于母品牌时填。"),
    )  # fmt: skip
    leaves = forms.IntegerField(
        label=_("共几叶"), min_value=1, max_value=24, initial=LEAVES,
        help_text=_("母品牌填，如一花九叶填 9。"),
    )  # fmt: skip
    name = forms.CharField(label=_("品牌名称"), max_length=60)
    meaning = words(_("内涵"))
    carrier = words(_("载体"), help_text=_("靠什么落地：哪些制度、窗口、项目、活动。"))
    spread = words(_("推广情况"), 2, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Brand.objects.visible_to(self.user).filter(parent=None)
        self.fields["parent"].queryset = rows.exclude(status=BrandStatus.RETIRED)


class PracticeForm(NewForm):
    """A practice with its measured effect."""

    title = forms.CharField(label=_("做法名称"), max_length=120)
    lead_unit = lead()
    problem = words(_("解决什么问题"))
    measure = words(_("怎么做"))
    figure = forms.CharField(
        label=_("看哪个数"), max_length=120, help_text=_("效果要用同一个数在做之前和做之后比。")
    )
    figure_unit = forms.CharField(label=_("计量单位"), max_length=12)
    before = number(_("做之前"))
    after = number(_("做之后"))
    figure_from = forms.CharField(label=_("数据来源"), max_length=200)
    elsewhere = words(_("哪里可以照着做，需要什么条件"))

    def leads(self) -> Any:
        """The bodies above one's own, and one's own where it leads."""
        above = Reach.objects.filter(kind__in=UPWARDS, lower=self.user.unit_id, valid_to=None)
        own = Q(pk=self.user.unit_id) if self.user.unit_id else Q(pk__in=())
        rows = Unit.objects.filter(Q(pk__in=above.values("upper")) | own, valid_to=None)
        return rows.order_by("code")


class PointForm(NewForm):
    """A model site or contact point."""

    kind = forms.ChoiceField(label=_("种类"), choices=PointKind.choices)
    title = forms.CharField(label=_("名称"), max_length=120)
    lead_unit = lead()
    unit = UnitField(_("所在单位"))
    shows = words(_("示范什么、联系什么"))
    post = forms.CharField(
        label=_("负责人（职务）"), max_length=80, help_text=_("写职务，不写个人电话。")
    )
    leader = forms.ModelChoiceField(
        User.objects.none(),
        label=_("负责人（在本系统登录的）"),
        required=False,
        empty_label=_("无"),
    )
    valid_from = day(_("自"))
    valid_to = day(_("至（到期不再是）"))
    check_on = day(_("复查日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(unit__in=lead_units(self.user), is_active=True)
        self.fields["leader"].queryset = people.order_by("username")
        self.fields["valid_from"].initial = timezone.localdate()


class SubsidyForm(NewForm):
    """A rule of eligibility for a year."""

    title = forms.CharField(label=_("规则名称"), max_length=120)
    lead_unit = lead()
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    standard = forms.ModelChoiceField(
        Standard.objects.none(), label=_("创建标准"), empty_label=None
    )
    basis = forms.CharField(label=_("依据"), max_length=200)
    tier = forms.ChoiceField(label=_("梯次不低于"), choices=Tier.choices, initial=Tier.QUALIFIED)
    share = forms.IntegerField(
        label=_("评审得分率不低于（%）"), min_value=0, max_value=100, initial=70
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Standard.objects.visible_to(self.user)
        rows = rows.filter(
            versions__status=VersionStatus.ISSUED, lead_unit__in=lead_units(self.user)
        )
        self.fields["standard"].queryset = rows.distinct()
        self.fields["year"].initial = timezone.localdate().year
