"""
一条规则的几种样子：各有一个词、一句发生了什么、和怎么改故事。The shapes of one rule.

A field makes a class of its own of `Shapes`, which knows the field, on which stories a shape falls unless it says
otherwise, and what proves the matter where no deed of the shape does.
"""

from collections.abc import Callable
from typing import ClassVar

from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Deed, Field, Kind, Proof, Scene

Among = Callable[[Scene], Bools]


class Shapes:
    """Shapes of one rule: the parts of a story they change, and the stories they fall on, hold for all of them.

    `also` names rules that every fault rightly meets as well; `together` marks rules about bodies.
    """

    field: ClassVar[Field]

    def __init__(
        self,
        rule: str,
        *touches: str,
        among: Among | None = None,
        together: bool = False,
        also: tuple[str, ...] = (),
    ) -> None:
        self.rule, self.touches, self.among = rule, touches, among
        self.together, self.also = together, also

    def fault(
        self,
        shape: str,
        said: str,
        *deeds: Deed,
        touches: tuple[str, ...] = (),
        among: Among | None = None,
        also: tuple[str, ...] = (),
    ) -> None:
        """Something wrong, told in one sentence; the deeds are done one after another."""
        self._add("fault", shape, said, deeds, touches, among, (*self.also, *also))

    def honest(
        self,
        shape: str,
        said: str,
        *deeds: Deed,
        touches: tuple[str, ...] = (),
        among: Among | None = None,
        also: tuple[str, ...] = (),
    ) -> None:
        """Something that only looks wrong."""
        self._add("honest", shape, said, deeds, touches, among, also)

    def fits(self, among: Among | None) -> Among | None:
        """The stories that a shape falls on, which names some itself or not."""
        return among or self.among

    def proof(self, scene: Scene, at: Ints, kind: Kind) -> Proof | None:
        """What proves the matter where no deed says it; None: the story itself."""
        return None

    def _add(
        self,
        kind: Kind,
        shape: str,
        said: str,
        deeds: tuple[Deed, ...],
        touches: tuple[str, ...],
        among: Among | None,
        also: tuple[str, ...],
    ) -> None:
        def done(scene: Scene, at: Ints) -> Proof | None:
            proof = None
            for deed in deeds:
                proof = deed(scene, at) or proof
            return proof or self.proof(scene, at, kind)

        done.__doc__ = said
        self.field.plant(
            self.rule, kind, shape, touches=(*self.touches, *touches), among=self.fits(among),
            also=also, together=self.together,
        )(done)  # fmt: skip
