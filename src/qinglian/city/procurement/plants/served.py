"""Who has served a project does not compete in it."""

import numpy as np

from qinglian.city.draw import Ints
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.procurement.course import course
from qinglian.city.procurement.moves import Shapes, added, bids_of, stranger
from qinglian.city.procurement.plants.people import competed


def served(
    title: str, *, after: bool = False, elsewhere: bool = False, cancelled: bool = False
) -> Deed:
    """A supplier of this purchase has another contract under a project code."""

    def deed(scene: Scene, at: Ints) -> Proof:
        p, rows = scene.story["purchase"], scene.story["contract"]
        day = course(p)["closed"]
        proofs = []
        for row in at.tolist():
            code = stranger(scene, int(bids_of(scene, row)[-1]))
            p["coded"][row] = True
            number, project = (
                f"{p['tender_id'][row]}-QQ",
                f"XM-{p['tender_id'][row]}{'-2' if elsewhere else ''}",
            )
            added(
                rows,
                contract_id=[number],
                _p=np.array([row]),
                main=False,
                title=title,
                item_class=title,
                project_id=project,
                supplier_id=code,
                amount_yuan=18_000_000,
                contract_type="services",
                method="direct",
                budget_item=f"YSQ{number}",
                signed_on=int(day[row]) + (25 if after else -120),
                status="cancelled" if cancelled else "active",
                bond_of_budget=False,
                unpublished=False,
                unfiled=False,
            )
            proofs.append([("tender", str(p["tender_id"][row])), ("contract", number)])
        return Proof("tender", p["tender_id"][at].tolist(), proofs)

    return deed


again = Shapes("GPC-013-2", ("bids", "split"), competed)
again.fault("设计单位又来投标", "Who designed the project competes in it.", served("整体设计"))
again.fault("监理单位又来投标", "Who supervised the project competes in it.", served("监理"))
again.fault("检测单位又来投标", "Who tested for the project competes in it.", served("检测服务"))
again.honest(
    "另一个项目的设计", "The design was for another project.", served("整体设计", elsewhere=True)
)
again.honest(
    "投标之后才受托", "The service was contracted after the close.", served("监理", after=True)
)
again.honest(
    "设计合同已作废",
    "The contract for the design was cancelled.",
    served("整体设计", cancelled=True),
)
