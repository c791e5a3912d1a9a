"""Every action of the domain, once."""

from actions import answers, booking, diploma, stopping
from actions.conversation import GuardedAction
from bot.dialogue.booking_form import Field
from bot.wiring import App

_SIMPLE: tuple[type[GuardedAction], ...] = (
    answers.Answer,
    answers.SaySimpler,
    answers.SmallTalk,
    answers.Help,
    answers.StartAgain,
    answers.NotUnderstood,
    answers.NotInBundle,
    answers.OtherServices,
    diploma.ValidateDiplomaForm,
    diploma.AskDiploma,
    booking.ValidateBookingForm,
    booking.ValidateManagingForm,
    booking.AskManaging,
    stopping.StopForm,
)


def all_actions(app: App) -> list[GuardedAction]:
    """Return the actions on `app`; a test holds them against domain.yml."""
    return [*(action(app) for action in _SIMPLE), *(booking.AskBooking(app, field) for field in Field)]
