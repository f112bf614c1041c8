"""Who draws up and who signs bills and ledgers. 谁编、谁签。"""

from qinglian.web.works.states import Post, Side

DRAW = (Side.CONTRACTOR, Side.SUPERVISOR, Side.OWNER)
DRAW_POSTS = (Post.MEASURER, Post.CHIEF_ENGINEER, Post.MEASURING_SUPERVISOR, Post.CONTRACTS)
CONFIRM_POSTS = (Post.CONTRACTS, Post.ENGINEERING, Post.LEADER, Post.LEGAL_PERSON)
"""A bill is what the owner signed: the owner's side confirms it."""

SIGNERS: dict[str, tuple[str, ...]] = {
    Side.CONTRACTOR: (Post.CHIEF_ENGINEER, Post.PROJECT_MANAGER),
    Side.SUPERVISOR: (Post.MEASURING_SUPERVISOR, Post.RESIDENT, Post.CHIEF_SUPERVISOR),
    Side.DESIGNER: (Post.DESIGN_AGENT,),
    Side.OWNER: (Post.CONTRACTS, Post.ENGINEERING, Post.LEADER, Post.LEGAL_PERSON),
}
"""清单复核 is signed by four sides (works.md 1)."""
