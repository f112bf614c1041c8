"""
标段的故事：开工前开专户，每月足额发薪，先检后用，先验后盖。Sections of road works as they lawfully run.
"""

from qinglian.city.draw import Draw
from qinglian.city.plant import Story
from qinglian.city.works.deals import checks, deals, materials, ratings
from qinglian.city.works.posts import posts
from qinglian.city.works.proofs import shots, tests
from qinglian.city.works.sections import sections
from qinglian.city.works.wages import crews
from qinglian.city.world import World


def tell(world: World, draw: Draw) -> Story:
    """Sections, and in each its people, money, materials, tests and pictures."""
    section = sections(world, draw.at("sections"))
    story: Story = {"section": section}
    story |= crews(world, draw.at("crews"), section)
    story |= posts(world, draw.at("posts"), section)
    story |= deals(world, draw.at("deals"), section)
    story |= materials(world, draw.at("materials"), section)
    story |= tests(world, draw.at("tests"), section)
    story |= shots(world, draw.at("shots"), section)
    story |= checks(world, draw.at("checks"), section)
    story |= ratings(world, draw.at("ratings"), section)
    return story
