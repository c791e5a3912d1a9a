"""The catalogue of the real vacancy, loaded once."""

import pytest

from bot.diploma.catalogue import Catalogue, load_catalogue
from tests.unit.diploma.catalogue_file import KORTRIJK


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(KORTRIJK)
