"""${message}."""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Bring the schema one step on."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Undo this step; what only the newer schema can hold is lost."""
    ${downgrades if downgrades else "pass"}
