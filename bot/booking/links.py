"""The secret link with which a candidate manages a booking: derived when needed, stored nowhere."""

import base64
import binascii
import hmac
from dataclasses import dataclass, field
from uuid import UUID

from bot.booking.bookings import Booking

_ID_BYTES, _PROOF_BYTES = 16, 24  # 192 bits of proof
_MINIMUM_SECRET = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class ManageLinks:
    """Makes and checks manage links with the server's `secret`, 32 bytes or more; `base_url` is the bot's."""

    secret: bytes = field(repr=False)
    base_url: str

    def __post_init__(self) -> None:
        if len(self.secret) < _MINIMUM_SECRET:
            raise ValueError("the secret of the manage links needs at least 32 bytes")

    def token(self, booking_id: str, generation: int) -> str:
        """Return the token of a booking; a higher generation makes the earlier ones worthless."""
        raw = UUID(booking_id).bytes
        return base64.urlsafe_b64encode(raw + self._proof(raw, generation)).decode("ascii").rstrip("=")

    def page(self, booking: Booking) -> str:
        """Return the address of the booking's own page."""
        return f"{self.base_url.rstrip('/')}/i/{self.token(booking.id, booking.link_generation)}"

    def calendar_file(self, booking: Booking) -> str:
        """Return the address of the booking's calendar file."""
        return f"{self.page(booking)}.ics"

    def proves(self, token: str, booking_id: str, generation: int) -> bool:
        """Tell, in constant time, whether `token` was made for the booking."""
        return hmac.compare_digest(token.encode(), self.token(booking_id, generation).encode())

    def _proof(self, raw: bytes, generation: int) -> bytes:
        message = b"manage-link:" + raw + generation.to_bytes(4, "big")
        return hmac.digest(self.secret, message, "sha256")[:_PROOF_BYTES]


def booking_named_in(token: str) -> str | None:
    """Return the id of the booking that a token claims to be for; proves nothing yet."""
    padded = token + "=" * (-len(token) % 4)
    try:
        raw = base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return UUID(bytes=raw[:_ID_BYTES]).hex if len(raw) == _ID_BYTES + _PROOF_BYTES else None
