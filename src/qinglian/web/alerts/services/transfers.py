"""
线索移送: a matter goes to the discipline body, and nothing of it stays. 线索移送。

Everything the site holds of the alert is written into one package, sealed for the public key of the team
(libsodium sealed box: only the holder of the private key, which never comes here, can open it), kept until it
was fetched once, and all rows are deleted: steps, papers, links, the signals and what they counted for in runs.
The register keeps date, team, both persons and the hash of the package. Records cannot be deleted, they are
chained; `hidden` keeps which they are about, for nobody to be shown.
"""

import hashlib
import json
from base64 import b64encode
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.forms import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext as _
from nacl.public import PublicKey, SealedBox

from qinglian.web.accounts.roles import Role
from qinglian.web.alerts.leaving import leave
from qinglian.web.alerts.models import Alert, Paper, TeamKey, Transfer
from qinglian.web.alerts.services.moving import take
from qinglian.web.alerts.states import APPROVING, HANDING, OPEN, Status
from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.uploads import content, remove, token
from qinglian.web.runs.models import Signal
from qinglian.web.runs.sealed import mark
from qinglian.web.runs.services.sealing import signal_remove
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import roles_of


@transaction.atomic
def alert_transfer(
    *, alert: Alert, team: Unit, by: Any, approved_by: Any, receipt_no: str = ""
) -> Transfer:
    """
    Hand over what `by` proposed and `approved_by` now approves. A matter that no body was told of disappears;
    one that was pushed goes on here as if nothing had happened, and a copy is handed over: vanishing would tell
    as much. Raises `NotAllowed` where roles, scope or the team's key do not allow it.
    """
    fresh = take(alert, by, None)
    if fresh.status not in OPEN:
        raise Overtaken(fresh.get_status_display())
    if (
        not roles_of(by) & HANDING
        or not roles_of(approved_by) & APPROVING
        or by.pk == approved_by.pk
    ):
        raise NotAllowed(_("线索移送须由研判岗提出、派驻组组长批准。"))
    key = TeamKey.objects.filter(team=team).first()
    if key is None:
        raise NotAllowed(_("接收单位还没有登记公钥，不能移送。"))
    signals = list(fresh.signals.all())
    merged = list(Alert.objects.filter(merged_into=fresh))
    gone = fresh.status == Status.TRIAGE or fresh.secret
    package = _package(fresh, signals, receipt_no)
    elsewhere = leave(Alert, [fresh, *merged], gone=gone)
    package["documents"] = elsewhere.package
    body = json.dumps(package, ensure_ascii=False, cls=DjangoJSONEncoder).encode()
    sealed = SealedBox(PublicKey(bytes.fromhex(key.public_key))).encrypt(body)
    papers = [paper for one in (fresh, *merged) for paper in Paper.objects.of(one)]
    made = Transfer.objects.create(
        team=team,
        handed_by=by,
        approved_by=approved_by,
        package=sealed,
        package_sha256=hashlib.sha256(sealed).hexdigest(),
        marks=[mark(one.signal_id) for one in signals],
        hidden=[
            *(["alert", one.public_id] for one in (fresh, *merged)),
            *(["signal", one.signal_id] for one in signals),
            *(["paper", one.public_id] for one in papers),
            *(["file", token(one.path)] for one in papers),
            *elsewhere.hidden,
        ],
    )
    record("transfer.made", on=made, by=by, approved_by=approved_by.username)
    if not gone:
        Transfer.objects.filter(pk=made.pk).update(marks=[], hidden=[])
        fresh.requests.filter(kind="transfer").delete()
        return made
    for one in merged:
        one.delete()
    fresh.delete()
    for signal in signals:
        signal_remove(signal)
    transaction.on_commit(lambda: _delete([*(one.path for one in papers), *elsewhere.files]))
    return made


def _package(alert: Alert, signals: list[Signal], receipt_no: str) -> dict[str, Any]:
    """All that is known of the alert, readable without this program."""
    return {
        "receipt_no": receipt_no,
        "exported_at": timezone.now(),
        "alert": {
            **model_to_dict(alert, exclude=["signals"]),
            "public_id": alert.public_id,
            "unit": str(alert.unit),
        },
        "signals": [{**model_to_dict(one), "signal_id": one.signal_id} for one in signals],
        "steps": [
            {**model_to_dict(step), "at": step.at, "by": str(step.by or "")}
            for step in alert.steps.select_related("by")
        ],
        "papers": [
            {"name": one.name, "sha256": one.sha256, "content": b64encode(found).decode()}
            for part in (alert, *Alert.objects.filter(merged_into=alert))
            for one in Paper.objects.of(part)
            if (found := content(one.path)) is not None
        ],
    }


@transaction.atomic
def transfer_export(*, transfer: Transfer, by: Any) -> bytes:
    """The sealed package, once: afterwards it is gone from here."""
    fresh = Transfer.objects.select_for_update().get(pk=transfer.pk)
    if not Transfer.objects.writable_by(by).filter(pk=fresh.pk).exists():
        raise NotAllowed(_("您的角色不办理这件事。"))
    if fresh.package is None:
        raise Overtaken(_("已导出"))
    package = bytes(fresh.package)
    fresh.package, fresh.exported_at = None, timezone.now()
    fresh.save(update_fields=["package", "exported_at"])
    record("transfer.exported", on=fresh, by=by)
    return package


@transaction.atomic
def transfer_return(*, transfer: Transfer, by: Any, outcome: str) -> Transfer:
    """It comes back, if at all, as a bare word and today's date."""
    fresh = Transfer.objects.select_for_update().get(pk=transfer.pk)
    if not Transfer.objects.writable_by(by).filter(pk=fresh.pk).exists():
        raise NotAllowed(_("您的角色不办理这件事。"))
    if fresh.outcome:
        raise Overtaken(fresh.get_outcome_display())
    fresh.outcome, fresh.outcome_on = Transfer.Outcome(outcome), timezone.localdate()
    fresh.save(update_fields=["outcome", "outcome_on"])
    record("transfer.returned", on=fresh, by=by, outcome=outcome)
    return fresh


@transaction.atomic
def team_key_set(*, team: Unit, public_key: str, by: Any) -> TeamKey:
    """Register the public key of a team, by its keeper of sealed matters."""
    if Role.SEALED_KEEPER not in roles_of(by):
        raise NotAllowed(_("您的角色不办理这件事。"))
    try:
        PublicKey(bytes.fromhex(public_key))
    except Exception:
        raise NotAllowed(_("公钥应为 64 个十六进制字符。")) from None
    key, _made = TeamKey.objects.update_or_create(
        team=team, defaults={"public_key": public_key, "by": by, "at": timezone.now()}
    )
    record("team_key.set", on=key, by=by)
    return key


def _delete(paths: list[str]) -> None:
    for one in paths:
        remove(one)
