"""What the page for the site says; its modules hold no words. 现场采集页的文字。"""

from django.utils.translation import gettext as _


def texts() -> dict[str, str]:
    """By key."""
    return {
        "offline": _("没有网络：照样可以拍，有网后自动送。"),
        "online": _("已联网"),
        "sign_in": _("请先登录；没有送的照片仍在本机。"),
        "no_sections": _("没有您可以采集的标段。"),
        "never": _("本机还没有标段资料，请联网打开一次。"),
        "new_set": _("新的一次验收"),
        "choose_part": _("选部位（可不选）"),
        "take": _("拍照"),
        "retake": _("再拍一张"),
        "gallery": _("从相册选"),
        "close": _("关闭"),
        "shutter": _("按快门"),
        "no_camera": _("打不开相机，请用下面的按钮调用手机相机。"),
        "taken": _("已拍"),
        "missing": _("还缺"),
        "queued": _("待送"),
        "sending": _("正在送"),
        "arrived": _("已送达"),
        "conflict": _("有冲突"),
        "other": _("另一人拍的"),
        "waiting": _("待送 {n} 张"),
        "all_sent": _("全部送达"),
        "stored": _("已存在本机，编号 {id}"),
        "full": _("本机存储已满，请先联网送出。"),
        "record": _("第 {n} 号记录"),
        "remove": _("从本机删除"),
        "sure": _("这张还没有送达，删除后无法找回。确定删除？"),
        "gnss": _("卫星定位"),
        "locating": _("正在定位……"),
        "located": _("精度约 {n} 米"),
        "not_located": _("没有卫星信号，按自报位置记录"),
        "need_place": _("请选部位，或写明位置。"),
    }
