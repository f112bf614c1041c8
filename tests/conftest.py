"""What every test may lean on: hypothesis profiles and the data beside the checkout."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("quick", max_examples=100, deadline=None, derandomize=True)
settings.register_profile("thorough", max_examples=2000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Public data too large for the repository, in `shared/data` beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("../shared/data is absent: answers on real data are not compared")
    return SHARED
