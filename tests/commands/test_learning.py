"""What `train` tells."""

from pathlib import Path

from router.commands.edge import MODELS
from router.commands.learning import activating


def test_the_command_to_take_a_model_into_use_names_the_folder_where_it_is_not_the_usual_one() -> None:
    assert activating("2025-01-01-1", MODELS) == "ticket-router models activate 2025-01-01-1"
    assert activating("2025-01-01-1", Path("/srv/our models")) == (
        "ticket-router models activate 2025-01-01-1 --models '/srv/our models'"
    )
